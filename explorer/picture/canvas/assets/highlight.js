// The highlight component: hands a few ids to the canvas, draws nothing and takes no room.

import { registry } from "./registry.js";

const shown = new WeakMap(); // parentElement -> key of the canvas it spoke to

export default function highlight({ data, parentElement }) {
  const container = (parentElement.host ?? parentElement).closest('[data-testid="stElementContainer"]');
  container?.style.setProperty("display", "none");
  if (!data) return undefined;
  shown.set(parentElement, data.canvas);
  registry().instruct(data.canvas, {
    selected: data.selected ?? null,
    related: data.related ?? null,
    caption: data.caption ?? "",
    seq: data.seq ?? null,
  });
  return () => {
    container?.style.removeProperty("display");
    registry().forget(shown.get(parentElement));
  };
}
