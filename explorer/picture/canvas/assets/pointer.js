// Mouse, touch and keyboard: hover with a hint, click, double click, dragging. Says what happened through talk.

import { isReadable, onMark } from "./draw.js";
import { selectedItem, setFocus, setHover } from "./overlay.js";
import { pick, redraw } from "./picture.js";
import { fit, panBy, returnToSight, zoomBy } from "./view.js";

const DOUBLE_CLICK = 250; // ms that a click waits for its double click
const HINT = 350; // ms that the pointer rests before the hint comes

/** Connect a picture with the people in front of it; returns what takes the connection away again. */
export function installPointer(picture, hint, talk) {
  const { stage, network } = picture;
  const gone = new AbortController();
  const { signal } = gone;
  let waiting = 0; // timer of a click that may become a double click
  let frame = 0; // animation frame that will look what is under the pointer
  let marked = 0; // when a fold mark was clicked last
  let busy = false; // something is being dragged

  const select = (item) => {
    setFocus(picture, item.node ?? item.edge, null);
    talk.selectedHere(item);
  };

  network.on("click", ({ pointer }) => {
    clearTimeout(waiting);
    hint.hide();
    const item = pick(picture, pointer.DOM);
    if (item.node === null && item.edge === null) {
      if (!picture.focus) return;
      talk.clearHere();
      talk.selection(item);
      return;
    }
    const body = network.body.nodes[item.node];
    const node = picture.nodeData.get(item.node);
    const context = network.canvas.getContext();
    select(item);
    if (node && onMark(context, node, body.x, body.y, network.getScale(), pointer.canvas)) {
      if (performance.now() - marked > 2 * DOUBLE_CLICK) talk.open(item);
      marked = performance.now();
      return;
    }
    waiting = setTimeout(() => talk.click(item), DOUBLE_CLICK);
  });

  network.on("doubleClick", ({ pointer }) => {
    clearTimeout(waiting);
    const item = pick(picture, pointer.DOM);
    if (item.node === null && item.edge === null) return;
    if (performance.now() - marked > 2 * DOUBLE_CLICK) talk.open(item);
  });

  network.on("dragStart", () => {
    busy = true;
    hint.hide();
    setHover(picture, { node: null, edge: null });
    stage.style.cursor = "grabbing";
  });
  network.on("dragging", ({ nodes }) => {
    if (nodes.length) picture.version += 1; // bands follow their nodes
  });
  network.on("dragEnd", ({ nodes }) => {
    busy = false;
    stage.style.cursor = "";
    network.unselectAll();
    if (!nodes.length) {
      picture.fitted = false;
      returnToSight(picture);
      talk.moved();
      return;
    }
    picture.version += 1;
    for (const id of nodes) {
      const { x, y } = network.body.nodes[id];
      picture.dragged.set(id, [Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
    }
    talk.dragged();
  });
  network.on("zoom", () => {
    hint.hide();
    talk.moved();
  });

  const look = (at) => {
    frame = 0;
    if (busy) return;
    const item = pick(picture, at);
    const found = item.node !== null || item.edge !== null;
    stage.style.cursor = found ? "pointer" : "";
    setHover(picture, item);
    if (found) hint.soon(item, textOf(picture, item), at, HINT);
    else hint.hide();
  };
  const leave = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    hint.hide();
    setHover(picture, { node: null, edge: null });
  };
  const move = (event) => {
    if (event.buttons || event.pointerType === "touch") return;
    const box = stage.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    if (!frame) frame = requestAnimationFrame(() => look(at));
  };
  stage.addEventListener("pointermove", move, { signal });
  stage.addEventListener("pointerleave", leave, { signal });

  const keys = {
    "+": () => zoomBy(picture, 1.25),
    "=": () => zoomBy(picture, 1.25),
    "-": () => zoomBy(picture, 0.8),
    0: () => fit(picture, true),
    ArrowLeft: () => panBy(picture, -60, 0),
    ArrowRight: () => panBy(picture, 60, 0),
    ArrowUp: () => panBy(picture, 0, -60),
    ArrowDown: () => panBy(picture, 0, 60),
    Enter: () => picture.focus?.selected && talk.open(selectedItem(picture)),
    Escape: () => {
      if (!picture.focus) return;
      talk.clearHere();
      talk.selection({ node: null, edge: null });
    },
  };
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation(); // Streamlit has shortcuts of its own
    keys[event.key]();
    talk.moved();
    redraw(picture);
  };
  stage.addEventListener("keydown", press, { signal });

  return () => {
    gone.abort();
    clearTimeout(waiting);
    cancelAnimationFrame(frame);
    hint.hide();
  };
}

/** The hint beside the pointer: plain text in a small box that stays inside the canvas. */
export function createHint(root) {
  const box = document.createElement("div");
  box.className = "hint";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  root.append(box);
  let timer = 0;
  let shown = ""; // the item that the hint is about

  const place = (at) => {
    box.hidden = false;
    const { clientWidth: width, clientHeight: height } = root;
    const left = at.x + 16 + box.offsetWidth < width ? at.x + 16 : at.x - 12 - box.offsetWidth;
    const top = at.y + 18 + box.offsetHeight < height ? at.y + 18 : at.y - 10 - box.offsetHeight;
    box.style.left = `${Math.max(4, Math.min(left, width - box.offsetWidth - 4))}px`;
    box.style.top = `${Math.max(4, top)}px`;
  };
  const hide = () => {
    clearTimeout(timer);
    shown = "";
    box.hidden = true;
  };
  return {
    hide,
    soon(item, text, at, delay) {
      const name = `${item.node} ${item.edge}`;
      if (name === shown && !box.hidden) return;
      clearTimeout(timer);
      box.hidden = true;
      shown = name;
      if (!text) return;
      timer = setTimeout(() => {
        box.textContent = text;
        place(at);
      }, delay);
    },
  };
}

function textOf(picture, item) {
  const node = picture.nodeData.get(item.node);
  const { network } = picture;
  if (node && isReadable(network.canvas.getContext(), node, network.getScale())) return "";
  const data = node ?? picture.edgeData.get(item.edge) ?? {};
  return String(data.title || (node ? node.label : "") || "").slice(0, 2000);
}
