// The choice component: tells the matrix what is selected, draws nothing and takes no room.

import { registry } from "./registry.js";

const shown = new WeakMap(); // parentElement -> key of the matrix it spoke to

export default function choice({ data, parentElement }) {
  const container = (parentElement.host ?? parentElement).closest('[data-testid="stElementContainer"]');
  container?.style.setProperty("display", "none");
  if (!data) return undefined;
  shown.set(parentElement, data.matrix);
  registry().choose(data.matrix, {
    row: data.row ?? null,
    column: data.column ?? null,
    seq: data.seq ?? null,
  });
  return () => {
    container?.style.removeProperty("display");
    registry().forget(shown.get(parentElement));
  };
}
