// A frozen picture: the canvas, the sheet of what is selected, the search, and the table of all items in it.
// Everything that comes out of the plan is put in as text, never as HTML.

import canvas from "../../canvas/assets/canvas.js";
import { registry } from "../../canvas/assets/registry.js";

const KEY = "frozen";
const MOST = 30; // hits that are listed
const data = JSON.parse(document.getElementById("data").textContent);
const { payload, items, groups, ties, drawn, words } = data;
const place = document.getElementById("picture");
const sheet = document.getElementById("sheet");
const input = document.getElementById("find");
const list = document.getElementById("found");
const hidden = new Set();
let selected = "";

function show() {
  const nodes = payload.nodes.filter((node) => !hidden.has(node.group));
  const there = new Set(nodes.map((node) => node.id));
  const edges = payload.edges.filter((edge) => there.has(edge.from) && there.has(edge.to));
  const legend = payload.legend.map((entry) => ({ ...entry, shown: !hidden.has(entry.kind) }));
  const height = Math.max(440, Math.min(1200, window.innerHeight - place.getBoundingClientRect().top - window.scrollY - 60));
  document.documentElement.style.setProperty("--high", `${Math.round(height)}px`);
  canvas({
    data: { ...payload, nodes, edges, legend, key: KEY, height: Math.round(height) },
    parentElement: place,
    setStateValue: () => {},
    setTriggerValue: heard,
  });
}

// What the canvas tells: a click, a double click, or a kind to hide or to show again.
function heard(name, value) {
  if (name === "legend") {
    if (!hidden.delete(value.kind)) hidden.add(value.kind);
    show();
  } else if (name === "click" || name === "open") {
    select(value.node ?? value.edge ?? "", false);
  }
}

/** Select an item, a line or a group by its id ("" for none): ring in the picture, sheet, row of the table, address. */
function select(id, inPicture = true) {
  selected = items[id] || groups[id] || ties[id] ? id : "";
  if (inPicture) {
    const where = drawn[selected] ?? (groups[selected] || ties[selected] ? selected : null);
    registry().get(KEY)?.instruct({ selected: where, related: null, caption: null, seq: null });
  }
  for (const row of document.querySelectorAll("#table tr[data-id]")) {
    row.setAttribute("aria-selected", String(row.dataset.id === selected));
  }
  history.replaceState(null, "", selected ? `#${encodeURIComponent(items[selected]?.code ?? selected)}` : "#");
  fill();
}

function fill() {
  sheet.hidden = !selected;
  if (!selected) return;
  const close = make("button", words.close, "close");
  close.type = "button";
  close.addEventListener("click", () => select(""));
  const parts = items[selected] ? ofItem(items[selected]) : ties[selected] ? ofTie(ties[selected]) : ofGroup(groups[selected]);
  sheet.replaceChildren(close, ...parts);
  sheet.scrollTop = 0;
}

function ofItem(item) {
  const parts = [make("p", `${item.word} · ${item.code} · ${item.certainty}`, "about"), make("h2", item.title)];
  if (!drawn[selected]) parts.push(make("p", words.outside, "about"));
  if (item.description) parts.push(make("p", item.description));
  if (item.facts.length) parts.push(facts(item.facts));
  if (item.source.length) parts.push(source(item.source));
  for (const [heading, rows] of item.relations) parts.push(make("h3", heading), listOf(rows));
  if (!item.relations.length) parts.push(make("p", words.alone, "about"));
  return parts;
}

function ofTie(tie) {
  const ends = tie.ends.map((id) => [id, ""]);
  return [make("p", `${words.link} · ${tie.certainty}`, "about"), make("h2", tie.title), listOf(ends), facts(tie.facts)];
}

function ofGroup(group) {
  return [make("p", String(group.uids.length), "about"), make("h2", group.title), listOf(group.uids.map((id) => [id, ""]))];
}

function listOf(rows) {
  const made = document.createElement("ul");
  for (const [id, about] of rows) {
    if (!items[id]) continue;
    const button = make("button", items[id].title, "item");
    button.type = "button";
    if (about) button.append(" ", make("span", about));
    button.addEventListener("click", () => (select(id), sheet.focus()));
    const line = document.createElement("li");
    line.append(button);
    made.append(line);
  }
  return made;
}

function facts(pairs) {
  const made = document.createElement("dl");
  for (const [name, value] of pairs) made.append(make("dt", name), make("dd", value));
  return made;
}

// A link for whoever has internet; nothing is fetched by showing it.
function source([url, label]) {
  const line = make("p", "", "about");
  if (!url) line.textContent = label;
  else {
    const link = make("a", label);
    link.href = url;
    link.rel = "noreferrer noopener";
    link.target = "_blank";
    line.append(`${words.source}: `, link);
  }
  return line;
}

function table() {
  const head = document.createElement("tr");
  for (const text of data.table.head) head.append(make("th", text));
  const body = document.createElement("tbody");
  for (const [id, ...cells] of data.table.rows) {
    const row = document.createElement("tr");
    row.dataset.id = id;
    cells.forEach((text, i) => {
      const cell = document.createElement("td");
      if (i === data.table.title) {
        const button = make("button", text, "item");
        button.type = "button";
        button.addEventListener("click", () => (select(id), window.scrollTo({ top: 0 })));
        cell.append(button);
      } else cell.textContent = text;
      row.append(cell);
    });
    body.append(row);
  }
  const made = document.createElement("thead");
  made.append(head);
  document.getElementById("table").append(made, body);
}

// The search: every word must occur in code, title or description; titles come first.
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");
const searched = Object.entries(items).map(([id, item]) => ({
  id,
  item,
  head: plain(`${item.code} ${item.title}`),
  all: plain(`${item.code} ${item.title} ${item.description}`),
}));
let hits = [];
let at = -1;

function find() {
  const wanted = plain(input.value).split(/\s+/).filter(Boolean);
  const rank = ({ head }) => (wanted.every((word) => head.includes(word)) ? 0 : 1);
  hits = wanted.length ? searched.filter(({ all }) => wanted.every((word) => all.includes(word))) : [];
  hits = hits.sort((a, b) => rank(a) - rank(b) || a.item.title.localeCompare(b.item.title, data.lang)).slice(0, MOST);
  at = hits.length ? 0 : -1;
  list.hidden = !wanted.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  list.replaceChildren(...hits.map(option), ...(hits.length ? [] : [make("li", words.nothing)]));
  mark();
}

function option({ id, item }, i) {
  const line = make("li", item.title);
  line.id = `hit-${i}`;
  line.setAttribute("role", "option");
  line.append(make("small", `${item.word} · ${item.code}`));
  line.addEventListener("mousedown", (event) => (event.preventDefault(), choose(id)));
  return line;
}

function mark() {
  [...list.children].forEach((line, i) => line.setAttribute("aria-selected", String(i === at)));
  if (at >= 0) input.setAttribute("aria-activedescendant", `hit-${at}`);
  else input.removeAttribute("aria-activedescendant");
  list.children[at]?.scrollIntoView({ block: "nearest" });
}

function choose(id) {
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
  select(id);
}

function make(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

input.addEventListener("input", find);
input.addEventListener("focus", () => input.value && find());
input.addEventListener("blur", () => (list.hidden = true));
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") at = Math.min(hits.length - 1, at + 1);
  else if (event.key === "ArrowUp") at = Math.max(0, at - 1);
  else if (event.key === "Enter" && at >= 0) return choose(hits[at].id);
  else if (event.key === "Escape") return void (list.hidden = true);
  else return;
  event.preventDefault();
  mark();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target === input) return;
  event.preventDefault();
  input.focus();
});
window.addEventListener("resize", show);

table();
show();
const asked = decodeURIComponent(location.hash.slice(1));
const wanted = asked && (items[asked] || groups[asked] || ties[asked] ? asked : Object.keys(items).find((id) => items[id].code === asked));
select(wanted || data.selected || "");
