// The ring around what is selected: a cell, a row, a column, or the sum of all.

/** Returns {show(row, column), refresh(), cell()}; null for both means nothing, "" for both the sum of all. */
export function createChoice(table) {
  let choice = { row: null, column: null };
  let marked = []; // [element, class]
  let first = null;

  const mark = (element, name, said = false) => {
    if (!element) return;
    element.classList.add(name);
    if (said) element.setAttribute("aria-selected", "true");
    marked.push([element, name]);
    if (said) first ??= element;
  };
  const refresh = () => {
    for (const [element, name] of marked) {
      element.classList.remove(name);
      element.removeAttribute("aria-selected");
    }
    marked = [];
    first = null;
    const { row, column } = choice;
    if (row === null && column === null) return;
    if (!row && !column) {
      mark(table.foot.total, "chosen", true);
      return;
    }
    const columns = column ? table.keys.filter((key) => table.columnIds.get(key) === column) : [];
    for (const line of table.lines.values()) {
      if (row && line.id !== row) continue;
      if (row && !column) {
        mark(line.tr, "chosen");
        mark(line.head, "in-row", true);
      } else for (const key of columns) mark(line.cells.get(key), row ? "chosen" : "in-column", Boolean(row));
    }
    if (row) return;
    for (const key of columns) {
      mark(table.heads.get(key), "in-column", true);
      mark(table.foot.cells.get(key), "in-column");
    }
  };
  return {
    refresh,
    show(row, column) {
      choice = { row: row ?? null, column: column ?? null };
      refresh();
    },
    cell: () => first,
  };
}
