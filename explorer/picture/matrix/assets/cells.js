// What stands in the cells and heads. Everything is text; a cell that did not change is left alone.

const drawn = new WeakMap(); // cell -> what it was last filled with
const templates = new Map(); // state -> the cell's content without numbers

/** A crossing: the state's sign, the number of measures, and "!" when it hangs on a single one. */
export function fillCell(td, { state, count, single, hint }) {
  if (!changed(td, `${state} ${count} ${single ? 1 : 0} ${hint}`)) return;
  td.dataset.state = state;
  // One image to a screen reader: the sentence is read in every mode, the signs in none.
  const mark = templateOf(state).cloneNode(true);
  mark.setAttribute("aria-label", hint || String(count));
  if (state === "deep" || state === "shallow") mark.append(number(count));
  if (single) mark.append(element("b", "single", "!"));
  td.replaceChildren(mark);
}

/** "5 of 7" at the end of a row or column. */
export function fillSum(td, text, hint) {
  if (!changed(td, `${text}\n${hint}`)) return;
  const mark = element("span", "mark", text);
  if (hint) {
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", hint);
  }
  td.replaceChildren(mark);
}

/** The head of a row: how deep it stands, a button if it folds, its title. */
export function fillRowHead(th, row, labels) {
  const { title = "", shown = title, hint = "", level = 0, foldable, open } = row;
  if (!changed(th, JSON.stringify([title, hint, level, foldable, open, labels.fold, labels.unfold]))) return;
  name(th, title, hint, foldable, open);
  const line = parts(th, "line");
  line.style.setProperty("--level", String(Math.max(0, Number(level) || 0)));
  foldButton(line, row, labels, true);
  const text = line.querySelector(".title") ?? line.appendChild(element("span", "title"));
  text.textContent = shown;
}

/** The head of a column: number or code, title below; upright and shorter where columns are narrow. */
export function fillColumnHead(th, column, labels) {
  const { head = "", title = "", shown = title, hint = "", level = 0, foldable, open } = column;
  if (!changed(th, JSON.stringify([head, title, hint, level, foldable, open, labels.fold, labels.unfold]))) return;
  name(th, [head, title].filter(Boolean).join(" "), hint, foldable, open);
  const line = parts(th, "stack");
  line.style.setProperty("--level", String(Math.max(0, Number(level) || 0)));
  line.replaceChildren();
  const top = element("span", "top");
  foldButton(top, column, labels, false);
  top.append(element("span", "number", head));
  line.append(top, element("span", "title", shown), element("span", "upright", column.brief ?? shown));
}

/** A state's sign, drawn with borders alone: they are printed even where backgrounds are not. */
export function signOf(state) {
  if (state === "single") return element("b", "single", "!");
  const sign = element("i", `sign ${state}`);
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

function templateOf(state) {
  if (!templates.has(state)) {
    const mark = element("span", "mark");
    mark.setAttribute("role", "img");
    mark.append(signOf(state));
    templates.set(state, mark);
  }
  return templates.get(state);
}

function foldButton(parent, { title, foldable, open }, labels, spaced) {
  let button = parent.querySelector("button");
  if (!foldable) {
    button?.remove();
    parent.classList.toggle("flat", spaced);
    return;
  }
  parent.classList.remove("flat");
  if (!button) {
    button = element("button", "fold");
    button.type = "button";
    button.tabIndex = -1; // the keyboard folds with + and -, so that the table is one stop
    parent.prepend(button);
  }
  const label = labels[open ? "fold" : "unfold"] ?? "{title}";
  button.setAttribute("aria-label", label.replace("{title}", () => title));
  button.setAttribute("aria-expanded", String(Boolean(open)));
}

// The name is set apart from what is shown: without soft hyphens, and without the button's name.
function name(th, text, hint, foldable, open) {
  th.setAttribute("aria-label", text);
  if (hint && hint !== text) th.setAttribute("aria-description", hint);
  else th.removeAttribute("aria-description");
  if (foldable) th.setAttribute("aria-expanded", String(Boolean(open)));
  else th.removeAttribute("aria-expanded");
}

function parts(th, name) {
  return th.firstElementChild ?? th.appendChild(element("div", name));
}

function number(count) {
  return element("span", "count", String(count));
}

function changed(cell, now) {
  if (drawn.get(cell) === now) return false;
  drawn.set(cell, now);
  return true;
}

function element(tag, name, text = "") {
  const made = document.createElement(tag);
  made.className = name;
  if (text) made.textContent = text;
  return made;
}
