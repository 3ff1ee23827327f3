// The matrix component: puts the parts together and speaks with Python. One instance per place on the page, kept
// through every run of the script; Streamlit calls this again when data or theme have changed.

import { createChoice } from "./chosen.js";
import { createCrosshair } from "./crosshair.js";
import { createHint } from "./hint.js";
import { installKeyboard } from "./keyboard.js";
import { createLegend } from "./legend.js";
import { registry } from "./registry.js";
import { aboutOf, cellOf, createTable } from "./table.js";

const PATIENCE = 5000; // ms that a click here outranks what Python answered to an earlier one
const SHEET_PATIENCE = 3000; // ms; a table without its style sheet is still a table
const LEAST_HEIGHT = 300;
const MANY = 12; // more columns than this have no room for wrapped titles
const ROOM = 78; // CSS pixels that a wrapped title needs
const TIGHT = 58; // and with smaller letters
const SMALL = 640; // CSS pixels; below it the table is one on a telephone
const STATES = ["deep", "shallow", "gap", "meant", "empty", "single"];
const instances = new WeakMap(); // parentElement -> instance

export default function matrix({ data, parentElement, setTriggerValue }) {
  if (!data) return undefined;
  let instance = instances.get(parentElement);
  if (!instance) {
    instance = mount(parentElement, data.key);
    instances.set(parentElement, instance);
  }
  instance.trigger = setTriggerValue;
  update(instance, data);
  return () => {
    instances.delete(parentElement);
    unmount(instance);
  };
}

function mount(parentElement, key) {
  const root = div("zielnetz");
  const box = div("box");
  const sheet = div("sheet");
  const table = createTable();
  sheet.append(table.element);
  box.append(sheet);
  root.append(box);
  // The style sheet comes a moment later and shows the table: thousands of cells are laid out once, not twice.
  table.element.style.display = "none";
  setTimeout(() => table.element.style.removeProperty("display"), SHEET_PATIENCE);
  Object.assign(box.style, { overflow: "auto", minHeight: "0" });
  Object.assign(root.style, { display: "flex", flexDirection: "column" });
  parentElement.append(root);
  const memory = registry().recall(key);
  const instance = { key, root, box, table, seq: memory?.seq ?? 0, memory, folding: new Map(), since: 0 };
  instance.letFade = neverFade(parentElement);
  instance.legend = createLegend(root, table.element);
  instance.hint = createHint(root, box);
  instance.crosshair = createCrosshair(sheet, table.element);
  instance.chosen = createChoice(table);
  instance.keyboard = installKeyboard(box, table, (cell) => pick(instance, cell), (cell, open) => fold(instance, cell, open));
  listen(instance);
  instance.observer = new ResizeObserver(() => {
    arrange(instance);
    settle(instance);
  });
  instance.observer.observe(root);
  instance.onResize = () => arrange(instance);
  window.addEventListener("resize", instance.onResize);
  instance.public = { choose: (choice) => follow(instance, choice), table: table.element, took: () => instance.took };
  instance.choice = registry().add(key, instance.public);
  return instance;
}

function update(instance, data) {
  const started = performance.now();
  const { root, table } = instance;
  const first = !instance.data;
  instance.data = data;
  instance.folding.clear();
  dress(root, data.theme ?? {});
  if (root.lang !== data.lang) root.lang = data.lang ?? "";
  instance.hint.hide();
  set(root, "--columns", data.columns?.length ?? 0);
  arrange(instance); // before the cells: measuring afterwards would lay out the table twice
  instance.keyboard.keep(() => table.update(data));
  instance.legend.update(data);
  instance.crosshair.hide();
  instance.chosen.refresh();
  if (first && instance.choice) follow(instance, instance.choice);
  instance.keyboard.refresh();
  instance.took = performance.now() - started;
}

// Colours as custom properties, so that the style sheet and the print rules decide where they stand.
function dress(root, theme) {
  for (const name of ["text", "muted", "background", "accent", "ring"]) {
    if (theme[name]) set(root, `--${name}`, theme[name]);
  }
  for (const state of STATES) {
    for (const [part, colour] of Object.entries(theme[state] ?? {})) set(root, `--${state}-${part}`, colour);
  }
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(String(theme.background ?? "#ffffff").slice(at, at + 2), 16));
  root.classList.toggle("dark", red + green + blue < 384);
}

// A property that is set again makes the browser look at every cell again, even if it stays as it was.
function set(root, name, value) {
  if (root.style.getPropertyValue(name) !== String(value)) root.style.setProperty(name, String(value));
}

// What depends on the room: the height of the box, and whether the columns' titles stand upright.
function arrange(instance) {
  const { root, data } = instance;
  if (!data || !root.isConnected) return;
  const columns = data.columns?.length ?? 0;
  const width = root.clientWidth;
  const height = Math.max(LEAST_HEIGHT, Number(data.height) || roomBelow(root));
  const room = (width * 0.73 - 84) / Math.max(columns, 1); // what --head and --sum leave
  const narrow = columns > MANY || room < TIGHT;
  root.classList.toggle("narrow", narrow);
  root.classList.toggle("tight", !narrow && room < ROOM);
  root.classList.toggle("small", width < SMALL);
  set(root, "max-height", `${height}px`);
}

// The height that the window leaves below the top of the table, so that table and legend are seen at once.
function roomBelow(root) {
  const scrolled = document.querySelector('[data-testid="stMain"]')?.scrollTop ?? 0;
  return Math.round(window.innerHeight - root.getBoundingClientRect().top - scrolled - 20);
}

function listen(instance) {
  const { table, hint, crosshair, keyboard } = instance;
  const element = table.element;
  element.addEventListener("click", (event) => {
    const cell = cellOf(event.target);
    if (!cell) return;
    if (event.target.closest("button")) fold(instance, cell, !aboutOf(cell).open);
    else pick(instance, cell);
  });
  element.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const cell = cellOf(event.target);
    crosshair.show(cell);
    hint.soon(cell, aboutOf(cell)?.hint);
  });
  element.addEventListener("pointerleave", () => {
    hint.hide();
    crosshair.show(keyboard.focused());
  });
  element.addEventListener("focusin", (event) => {
    const cell = cellOf(event.target);
    crosshair.show(cell);
    if (event.target.matches(":focus-visible")) hint.soon(cell, aboutOf(cell)?.hint);
  });
  element.addEventListener("focusout", () => {
    hint.hide();
    crosshair.hide();
  });
  instance.box.addEventListener("scroll", () => hint.hide(), { passive: true });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hint.hide();
  });
}

function pick(instance, cell) {
  const about = aboutOf(cell);
  if (!about || about.dead) return;
  begin(instance);
  instance.hint.hide();
  instance.chosen.show(about.row, about.column);
  instance.trigger("pick", { row: about.row, column: about.column, seq: instance.seq });
}

// A second key press before the answer must not undo the first.
function fold(instance, cell, open) {
  const { fold: target } = aboutOf(cell) ?? {};
  if (!target) return;
  const name = JSON.stringify(target);
  if (Date.now() - (instance.folding.get(name) ?? -PATIENCE) < PATIENCE || aboutOf(cell).open === open) return;
  instance.folding.set(name, Date.now());
  begin(instance);
  instance.trigger("fold", { ...target, seq: instance.seq });
}

function begin(instance) {
  instance.seq += 1;
  instance.since = Date.now();
}

// What Python wants to be selected. An answer to an older click must not undo a newer one.
function follow(instance, choice) {
  const first = !instance.followed;
  instance.followed = true;
  const old = (choice.seq ?? -1) < instance.seq;
  if (old && Date.now() - instance.since < PATIENCE) return;
  instance.chosen.show(choice.row, choice.column);
  if (!first) return;
  instance.unsettled = true;
  requestAnimationFrame(() => settle(instance)); // asking for sizes now would lay the table out twice
}

// Once, as soon as the table has a size: back to where people were before a page switch, or to what is selected.
function settle(instance) {
  const { box, table, memory } = instance;
  if (!instance.unsettled || !table.element.offsetHeight) return;
  instance.unsettled = false;
  if (memory) box.scrollTo(memory.left, memory.top);
  else instance.keyboard.start(instance.chosen.cell());
}

function unmount(instance) {
  const { key, box } = instance;
  registry().remember(key, { seq: instance.seq, left: box.scrollLeft, top: box.scrollTop });
  registry().remove(key, instance.public);
  instance.observer.disconnect();
  window.removeEventListener("resize", instance.onResize);
  instance.hint.hide();
  instance.letFade();
  instance.root.remove();
}

// Streamlit fades what a running script has not drawn again; a table that fades on every click is a nuisance.
function neverFade(parentElement) {
  const container = (parentElement.host ?? parentElement).closest('[data-testid="stElementContainer"]');
  container?.style.setProperty("opacity", "1", "important");
  return () => container?.style.removeProperty("opacity");
}

function div(name) {
  const element = document.createElement("div");
  element.className = name;
  return element;
}
