// One tab stop for the whole table; arrow keys move in it, Enter and Space pick, + and - fold.

import { aboutOf, cellOf } from "./table.js";

/** Returns {start(cell), focused(), keep(change), refresh()}. */
export function installKeyboard(box, table, pick, fold) {
  const { element } = table;
  let stop = null; // the cell that Tab comes to

  const setStop = (cell) => {
    if (!cell || cell === stop) return;
    if (stop) stop.tabIndex = -1;
    stop = cell;
    stop.tabIndex = 0;
  };
  const active = () => element.getRootNode().activeElement;
  const focused = () => (element.contains(active()) ? cellOf(active()) : null);
  const go = (cell) => {
    if (!cell) return;
    setStop(cell);
    cell.focus({ preventScroll: true });
    reveal(box, element, cell);
  };

  element.addEventListener("focusin", (event) => setStop(cellOf(event.target)));
  element.addEventListener("keydown", (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.altKey || event.metaKey) return;
    const onButton = event.target.tagName === "BUTTON";
    if (event.ctrlKey && !["Home", "End"].includes(event.key)) return;
    const to = target(box, element, cell, event);
    if (to) go(to);
    else if (event.key === "Enter" || event.key === " ") {
      if (onButton) return; // the button's own key
      pick(cell);
    } else if (event.key === "+" || event.key === "-") {
      if (!aboutOf(cell)?.fold) return;
      fold(cell, event.key === "+");
    } else return;
    event.preventDefault();
    event.stopPropagation(); // the page has keys of its own
  });

  return {
    focused,
    start(cell) {
      if (!cell) return;
      if (!focused()) setStop(cell);
      reveal(box, element, cell, false);
    },

    // Runs a change of the table; a focused cell that it takes away hands its focus to the nearest one left.
    keep(change) {
      const at = focused();
      const inner = at ? active() : null;
      const row = at?.parentElement.rowIndex ?? 0;
      const column = at?.cellIndex ?? 0;
      change();
      if (!at || active() === inner) return;
      if (at.isConnected) at.focus({ preventScroll: true });
      else {
        const line = element.rows[Math.min(row, element.rows.length - 1)];
        go(line?.cells[Math.min(column, line.cells.length - 1)]);
      }
    },

    /** After a change: there must be exactly one stop. */
    refresh() {
      if (stop?.isConnected) return;
      if (stop) stop.tabIndex = -1;
      stop = null;
      const line = element.tBodies[0].rows[0] ?? element.rows[0];
      setStop(line?.cells[Math.min(1, line.cells.length - 1)]);
    },
  };
}

function target(box, element, cell, { key, ctrlKey }) {
  const row = cell.parentElement.rowIndex;
  const column = cell.cellIndex;
  const lastRow = element.rows.length - 1;
  const lastColumn = element.rows[row].cells.length - 1;
  const at = (r, c) => element.rows[Math.min(Math.max(r, 0), lastRow)].cells[Math.min(Math.max(c, 0), lastColumn)];
  switch (key) {
    case "ArrowUp":
      return at(row - 1, column);
    case "ArrowDown":
      return at(row + 1, column);
    case "ArrowLeft":
      return at(row, column - 1);
    case "ArrowRight":
      return at(row, column + 1);
    case "Home":
      return at(ctrlKey ? 0 : row, 0);
    case "End":
      return at(ctrlKey ? lastRow : row, lastColumn);
    case "PageUp":
      return at(row - pageOf(box, element, cell), column);
    case "PageDown":
      return at(row + pageOf(box, element, cell), column);
    default:
      return null;
  }
}

function pageOf(box, element, cell) {
  const room = box.clientHeight - element.tHead.offsetHeight - element.tFoot.offsetHeight;
  return Math.max(1, Math.floor(room / (cell.offsetHeight || 36)) - 1);
}

// Scrolls the box until the cell is free of the heads and sums that stand still at its edges.
function reveal(box, element, cell, page = true) {
  const frame = box.getBoundingClientRect();
  const at = cell.getBoundingClientRect();
  const [head, sum] = [element.tHead.rows[0].cells[0], element.tHead.rows[0].lastElementChild];
  const fixed = getComputedStyle(sum).right !== "auto";
  if (element.tBodies[0].contains(cell)) {
    const top = frame.top + element.tHead.offsetHeight;
    const bottom = frame.top + box.clientHeight - element.tFoot.offsetHeight;
    if (at.top < top) box.scrollTop -= top - at.top;
    else if (at.bottom > bottom) box.scrollTop += at.bottom - bottom;
  }
  const inner = cell.cellIndex > 0 && (!fixed || cell.nextElementSibling);
  if (inner) {
    const left = frame.left + head.offsetWidth;
    const right = frame.left + box.clientWidth - (fixed ? sum.offsetWidth : 0);
    if (at.left < left) box.scrollLeft -= left - at.left;
    else if (at.right > right) box.scrollLeft += at.right - right;
  }
  if (!page) return;
  const now = cell.getBoundingClientRect();
  if (now.top < 60 || now.bottom > window.innerHeight) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}
