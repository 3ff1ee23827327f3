// The strip below the picture: what the symbols mean, each a switch, what the marks of change and the line styles mean.

import { changeElement } from "./changes.js";
import { signInk } from "./draw.js";
import { icon, symbolElement } from "./symbols.js";

const LINES = { documented: undefined, reading: "4.5 3.5", proposed: "0.1 4" };

/** Put the legend into root; toggled(kind) is called when somebody clicks an entry. Returns {update(payload)}. */
export function createLegend(root, toggled) {
  const element = document.createElement("div");
  element.className = "legend";
  const kinds = document.createElement("div");
  kinds.className = "kinds";
  kinds.setAttribute("role", "group");
  const marks = document.createElement("div");
  marks.className = "marks";
  const lines = document.createElement("div");
  lines.className = "lines";
  element.append(kinds, marks, lines);
  root.append(element);
  const buttons = new Map(); // kind -> button: kept, so that the focus stays where it is

  kinds.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) toggled(button.dataset.kind);
  });

  return {
    element,
    update(payload) {
      const labels = payload.labels ?? {};
      const entries = payload.legend ?? [];
      if (labels.legend) kinds.setAttribute("aria-label", labels.legend);
      const wanted = new Set(entries.map((entry) => entry.kind));
      for (const [kind, button] of buttons) {
        if (wanted.has(kind)) continue;
        button.remove();
        buttons.delete(kind);
      }
      entries.forEach((entry, i) => {
        const button = buttons.get(entry.kind) ?? createEntry(entry.kind);
        buttons.set(entry.kind, button);
        fillEntry(button, entry, labels);
        if (kinds.children[i] !== button) kinds.insertBefore(button, kinds.children[i] ?? null);
      });
      marks.replaceChildren(...(payload.marks ?? []).map(mark));
      marks.hidden = !marks.children.length;
      lines.replaceChildren(...Object.keys(LINES).filter((name) => labels[name]).map((name) => line(name, labels[name])));
      element.hidden = !entries.length && !lines.children.length && !marks.children.length;
    },
  };
}

function createEntry(kind) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.kind = kind;
  return button;
}

function fillEntry(button, entry, labels) {
  const chip = document.createElement("span");
  chip.className = "chip";
  chip.style.setProperty("--fill", entry.color ?? "transparent");
  chip.style.setProperty("--edge", entry.border ?? entry.color ?? "currentColor");
  const look = { color: { background: entry.color, border: entry.border } };
  chip.style.setProperty("--ink", signInk(look, entry.ink ?? "currentColor", entry.color));
  chip.append(symbolElement(entry.kind, 14));
  const label = document.createElement("span");
  label.className = "name";
  label.textContent = entry.label ?? entry.kind;
  button.replaceChildren(chip, label);
  if (entry.count !== undefined && entry.count !== null) {
    const count = document.createElement("span");
    count.className = "count";
    count.textContent = String(entry.count);
    button.append(count);
  }
  const shown = entry.shown !== false;
  button.setAttribute("aria-pressed", String(shown));
  const hint = labels[shown ? "hide" : "show"];
  button.title = hint ? hint.replace("{label}", () => entry.label ?? entry.kind) : "";
}

function mark({ change, label, count, ...look }) {
  const item = document.createElement("span");
  item.className = "mark";
  item.dataset.change = change;
  const name = document.createElement("span");
  name.textContent = label ?? change;
  const amount = document.createElement("span");
  amount.className = "count";
  amount.textContent = String(count ?? "");
  item.append(changeElement(change, look, 20), name, amount);
  return item;
}

function line(name, text) {
  const item = document.createElement("span");
  item.className = "line";
  const drawing = icon([{ d: "M2 12h32", width: 2, dash: LINES[name] }], 12);
  drawing.setAttribute("viewBox", "0 0 36 24");
  drawing.setAttribute("width", "30");
  drawing.setAttribute("height", "20");
  const label = document.createElement("span");
  label.textContent = text;
  item.append(drawing, label);
  return item;
}
