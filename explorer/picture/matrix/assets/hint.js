// The hint beside a cell: the sentence that a screen reader hears, for the eye.

const PATIENCE = 350; // ms before the first one; the next ones follow at once
const GAP = 6;

/** Returns {soon(cell, text), hide()}. */
export function createHint(root, box) {
  const hint = document.createElement("div");
  hint.className = "hint";
  hint.setAttribute("aria-hidden", "true"); // the cell's own name says the same
  hint.hidden = true;
  root.append(hint);
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    hint.hidden = true;
  };
  const show = (cell, text) => {
    if (!cell.isConnected) return;
    hint.textContent = text;
    hint.hidden = false;
    const around = root.getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    const at = cell.getBoundingClientRect();
    const left = Math.min(Math.max(at.left, frame.left) - around.left, around.width - hint.offsetWidth - 2);
    const below = at.bottom + GAP + hint.offsetHeight < window.innerHeight;
    const top = below ? at.bottom + GAP : at.top - GAP - hint.offsetHeight;
    hint.style.left = `${Math.max(0, left)}px`;
    hint.style.top = `${top - around.top}px`;
  };
  return {
    hide,
    soon(cell, text) {
      const wait = hint.hidden ? PATIENCE : 60;
      clearTimeout(timer);
      if (!cell || !text) hide();
      else timer = setTimeout(() => show(cell, text), wait);
    },
  };
}
