// Two frames around the row and the column of a cell. They lie over the table and colour nothing, so that the
// contrast of what they mark stays as it was measured.

/** Returns {show(cell), hide()}; the frames lie in sheet, which is as large as the table. */
export function createCrosshair(sheet, table) {
  const frames = ["across", "down"].map((name) => {
    const frame = document.createElement("div");
    frame.className = `frame ${name}`;
    frame.setAttribute("aria-hidden", "true");
    frame.hidden = true;
    sheet.append(frame);
    return frame;
  });
  let lit = [];
  let last = null;

  const hide = () => {
    frames.forEach((frame) => (frame.hidden = true));
    lit.forEach((cell) => cell.classList.remove("lit"));
    lit = [];
    last = null;
  };
  return {
    hide,
    show(cell) {
      if (cell === last) return;
      hide();
      if (!cell?.isConnected) return;
      last = cell;
      const row = cell.parentElement;
      const origin = sheet.getBoundingClientRect();
      const box = cell.getBoundingClientRect();
      const [across, down] = frames;
      const head = table.tHead.rows[0].cells[cell.cellIndex];
      const inBody = row.parentElement === table.tBodies[0];
      across.hidden = !inBody;
      down.hidden = cell.cellIndex === 0;
      Object.assign(across.style, { top: `${box.top - origin.top}px`, height: `${box.height}px` });
      const below = `${table.caption.offsetHeight}px`;
      Object.assign(down.style, { top: below, left: `${box.left - origin.left}px`, width: `${box.width}px` });
      lit = [inBody ? row.cells[0] : null, cell.cellIndex ? head : null].filter(Boolean);
      lit.forEach((one) => one.classList.add("lit"));
    },
  };
}
