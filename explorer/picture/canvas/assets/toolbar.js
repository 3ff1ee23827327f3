// The five buttons in the corner: zoom in and out, fit, full screen, and the picture as PNG.

import { icon } from "./symbols.js";
import { fit, zoomBy } from "./view.js";

const ICONS = {
  zoom_in: ["M12 5v14", "M5 12h14"],
  zoom_out: ["M5 12h14"],
  fit: ["M4 9v-5h5", "M15 4h5v5", "M20 15v5h-5", "M9 20h-5v-5", "M9 9h6v6h-6z"],
  full_screen: ["M14 4h6v6", "M10 20h-6v-6", "M20 4l-7 7", "M4 20l7-7"],
  exit_full_screen: ["M20 10h-6v-6", "M4 14h6v6", "M14 10l7-7", "M10 14l-7 7"],
  png: ["M12 4v11", "M7 10.5l5 5l5-5", "M5 20h14"],
};
const LARGEST = 16000; // browsers draw no canvas that is wider or higher

/** Put the toolbar into area; root is what goes full screen. Returns {element, update(labels), remove()}. */
export function createToolbar(root, area, picture, talk) {
  const element = document.createElement("div");
  element.className = "toolbar";
  element.setAttribute("role", "toolbar");
  let labels = {};
  const gone = new AbortController();
  const button = (name, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.dataset.action = name;
    made.append(draw(name));
    made.addEventListener("click", act, { signal: gone.signal });
    element.append(made);
    return made;
  };
  button("zoom_in", () => (zoomBy(picture, 1.25), talk.moved()));
  button("zoom_out", () => (zoomBy(picture, 0.8), talk.moved()));
  button("fit", () => (fit(picture, true), talk.moved()));
  const full = button("full_screen", () => toggleFullScreen(root));
  button("png", () => savePng(picture, root, labels.png_name));

  const name = () => {
    const inside = isFullScreen(root);
    root.classList.toggle("full", inside);
    full.replaceChildren(draw(inside ? "exit_full_screen" : "full_screen"));
    for (const made of element.children) {
      const key = made === full && inside ? "exit_full_screen" : made.dataset.action;
      made.title = labels[key] ?? key;
      made.setAttribute("aria-label", labels[key] ?? key);
    }
  };
  document.addEventListener("fullscreenchange", name, { signal: gone.signal });
  area.append(element);
  return {
    element,
    update(next) {
      labels = next;
      name();
    },
    remove: () => gone.abort(),
  };
}

/** Save what is seen as PNG, twice as many pixels each way, on the colour of the page. */
export function savePng(picture, root, name) {
  renderTwice(picture).toBlob((blob) => {
    if (!blob) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name || "picture.png";
    link.hidden = true;
    root.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 30000);
  }, "image/png");
}

// The network draws into its own canvas only. It is made larger, drawn, copied and made small again before the
// browser paints the next frame, so nothing is seen of it.
function renderTwice(picture) {
  const { canvas, renderer } = picture.network;
  const shown = canvas.frame.canvas;
  const { width, height } = shown;
  const ratio = canvas.pixelRatio;
  const factor = Math.min(2, LARGEST / Math.max(width, height));
  const { hover } = picture;
  picture.hover = { node: null, edge: null };
  shown.width = Math.round(width * factor);
  shown.height = Math.round(height * factor);
  canvas.pixelRatio = ratio * factor;
  renderer._redraw();
  const copy = document.createElement("canvas");
  copy.width = shown.width;
  copy.height = shown.height;
  const ctx = copy.getContext("2d");
  ctx.fillStyle = picture.theme.background;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(shown, 0, 0);
  shown.width = width;
  shown.height = height;
  canvas.pixelRatio = ratio;
  picture.hover = hover;
  renderer._redraw();
  return copy;
}

function toggleFullScreen(root) {
  if (isFullScreen(root)) document.exitFullscreen();
  else root.requestFullscreen?.().catch(() => {}); // refused, for instance in a frame: nothing happens
}

function isFullScreen(root) {
  return root.getRootNode().fullscreenElement === root;
}

function draw(name) {
  return icon(ICONS[name].map((d) => ({ d, width: 1.75 })), 18);
}
