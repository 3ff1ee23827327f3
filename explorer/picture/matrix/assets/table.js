// The table itself: built once, then patched, so that focus stays and only what changed is drawn again.

import { fillCell, fillColumnHead, fillRowHead, fillSum } from "./cells.js";

const facts = new WeakMap(); // cell -> {row, column, hint, fold, open, dead}

/** What a cell stands for: ids ("" on a sum), its hint, and what it folds. */
export const aboutOf = (cell) => facts.get(cell);

/** The cell of the table that an event's target lies in. */
export const cellOf = (target) => target?.closest?.("th, td") ?? null;

/** A table with {element, update(data), lines}. */
export function createTable() {
  const element = document.createElement("table");
  // A grid, because arrow keys move inside it and its cells are picked; rows and cells get their roles from it.
  element.setAttribute("role", "grid");
  element.setAttribute("aria-readonly", "true");
  const caption = element.createCaption();
  const captionText = caption.appendChild(document.createElement("span"));
  const colgroup = element.appendChild(document.createElement("colgroup"));
  const head = element.createTHead().insertRow();
  const body = element.createTBody();
  const foot = element.createTFoot().insertRow();
  const table = {
    element,
    lines: new Map(), // key of a row -> {tr, id, head, sum, cells}
    heads: new Map(), // key of a column -> its head
    columnIds: new Map(), // key of a column -> id
    foot: { title: header("row"), cells: new Map(), total: cell("sum total") },
    update: (data) => update(table, { captionText, colgroup, head, body, foot }, data),
  };
  table.corner = header("col", "corner");
  table.sumHead = header("col", "sum");
  table.foot.title.className = "head";
  return table;
}

function update(table, parts, data) {
  const { heads, lines, foot } = table;
  const columns = withKeys(data.columns ?? []);
  const labels = data.labels ?? {};
  put(parts.captionText, data.caption ?? "");
  put(table.corner, data.corner ?? "");
  put(table.sumHead, data.sum_head ?? "");
  facts.set(table.corner, { row: "", column: "", hint: "", dead: true });
  facts.set(table.sumHead, { row: "", column: "", hint: data.sums?.total?.hint ?? "" });

  table.columnIds = new Map(columns.map(([key, column]) => [key, column.id]));
  for (const [key, column] of columns) {
    const th = kept(heads, key, () => header("col", "column"));
    const fold = column.foldable ? { column: column.id } : null;
    facts.set(th, { row: "", column: column.id, hint: column.hint, fold, open: Boolean(column.open) });
    fillColumnHead(th, column, labels);
  }
  const keys = columns.map(([key]) => key);
  const same = sameOrder(table.keys, keys);
  table.keys = keys;
  forget(heads, keys);
  place(parts.head, [table.corner, ...keys.map((key) => heads.get(key)), table.sumHead]);
  if (!same) {
    const names = ["head", ...keys.map(() => "column"), "sum"];
    parts.colgroup.replaceChildren(
      ...names.map((name) => Object.assign(document.createElement("col"), { className: name })),
    );
  }

  const trs = (data.rows ?? []).map((row) => {
    const line = kept(lines, row.key, createLine);
    fillLine(line, row, columns, labels, same);
    return line.tr;
  });
  forget(lines, (data.rows ?? []).map((row) => row.key));
  place(parts.body, trs);

  const sums = data.sums ?? {};
  facts.set(foot.title, { row: "", column: "", hint: sums.total?.hint ?? "" });
  put(foot.title, sums.title ?? "");
  columns.forEach(([key, column], i) => {
    const td = kept(foot.cells, key, () => cell("sum"));
    const { text = "", hint = "" } = sums.cells?.[i] ?? {};
    facts.set(td, { row: "", column: column.id, hint });
    fillSum(td, text, hint);
  });
  forget(foot.cells, keys);
  facts.set(foot.total, { row: "", column: "", hint: sums.total?.hint ?? "" });
  fillSum(foot.total, sums.total?.text ?? "", sums.total?.hint ?? "");
  place(parts.foot, [foot.title, ...keys.map((key) => foot.cells.get(key)), foot.total]);
}

function createLine() {
  const tr = document.createElement("tr");
  return { tr, id: "", head: header("row", "head"), sum: cell("sum"), cells: new Map() };
}

function fillLine(line, row, columns, labels, same) {
  line.id = row.id;
  line.tr.classList.toggle("strong", Boolean(row.strong));
  const fold = row.foldable ? { row: row.key } : null;
  facts.set(line.head, { row: row.id, column: "", hint: row.hint, fold, open: Boolean(row.open) });
  fillRowHead(line.head, row, labels);
  columns.forEach(([key, column], i) => {
    const td = kept(line.cells, key, () => cell("cell"));
    const known = row.cells?.[i] ?? { state: "empty", count: 0, hint: "" };
    // + and - fold the row from anywhere in it.
    facts.set(td, { row: row.id, column: column.id, hint: known.hint, fold, open: Boolean(row.open) });
    fillCell(td, known);
  });
  facts.set(line.sum, { row: row.id, column: "", hint: row.sum_hint, fold, open: Boolean(row.open) });
  fillSum(line.sum, row.sum ?? "", row.sum_hint ?? "");
  if (same && line.tr.firstChild) return;
  forget(line.cells, columns.map(([key]) => key));
  place(line.tr, [line.head, ...columns.map(([key]) => line.cells.get(key)), line.sum]);
}

// An item may stand in several columns: the second one of an id gets a key of its own.
function withKeys(columns) {
  const seen = new Map();
  return columns.map((column) => {
    const count = (seen.get(column.id) ?? 0) + 1;
    seen.set(column.id, count);
    return [`${count} ${column.id}`, column];
  });
}

function kept(map, key, create) {
  if (!map.has(key)) map.set(key, create());
  return map.get(key);
}

function forget(map, keys) {
  if (map.size === keys.length && keys.every((key) => map.has(key))) return;
  const wanted = new Set(keys);
  for (const key of map.keys()) if (!wanted.has(key)) map.delete(key);
}

const sameOrder = (one, other) => one?.length === other.length && one.every((key, i) => key === other[i]);

// Puts the children into order; those that stay are not touched, because moving an element takes its focus away.
function place(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let next = parent.firstElementChild;
  for (const child of children) {
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
  }
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function header(scope, name = "") {
  const th = document.createElement("th");
  th.scope = scope;
  th.className = name;
  th.tabIndex = -1;
  return th;
}

function cell(name) {
  const td = document.createElement("td");
  td.className = name;
  td.tabIndex = -1;
  return td;
}
