// The canvas component: puts the parts together and speaks with Python. One instance per place on the page, kept
// through every run of the script; Streamlit calls this again when data or theme have changed.

import { createLegend } from "./legend.js";
import { installOverlay, refreshFocus, selectedItem, setFocus } from "./overlay.js";
import { createPicture, forgetDragged, resize, routes, setData } from "./picture.js";
import { createHint, installPointer } from "./pointer.js";
import { registry } from "./registry.js";
import { middleOf } from "./routes.js";
import { createToolbar } from "./toolbar.js";
import { fit, move, viewport } from "./view.js";

const PATIENCE = 5000; // ms that a click here outranks what Python answered to an earlier one
const instances = new WeakMap(); // parentElement -> instance

export default function canvas({ data, parentElement, setStateValue, setTriggerValue }) {
  if (!data) return undefined;
  let instance = instances.get(parentElement);
  if (!instance) {
    instance = mount(parentElement, data.key);
    instances.set(parentElement, instance);
  }
  instance.send = { state: setStateValue, trigger: setTriggerValue };
  update(instance, data);
  return () => {
    instances.delete(parentElement);
    unmount(instance);
  };
}

function mount(parentElement, key) {
  const root = div("zielnetz");
  const stage = div("stage");
  stage.tabIndex = 0;
  stage.setAttribute("role", "img");
  const area = div("area");
  const empty = div("empty");
  const caption = div("caption");
  caption.setAttribute("aria-live", "polite");
  caption.hidden = true;
  // The style sheet comes a moment later; what decides about sizes must be there from the start.
  Object.assign(root.style, { display: "flex", flexDirection: "column" });
  Object.assign(area.style, { position: "relative", flex: "1 1 0", minHeight: "0" });
  Object.assign(stage.style, { position: "absolute", inset: "0", overflow: "hidden" });
  area.append(stage, empty, caption);
  root.append(area);
  parentElement.append(root);
  const instance = { key, root, stage, empty, caption, seq: 0, reports: [], send: null };
  instance.letFade = neverFade(parentElement);
  const corner = () => {
    const { element } = instance.toolbar ?? {};
    return element ? { left: element.offsetLeft, bottom: element.offsetTop + element.offsetHeight } : { left: 1e9, bottom: 0 };
  };
  instance.picture = createPicture(stage, corner);
  const talk = talkTo(instance);
  instance.toolbar = createToolbar(root, area, instance.picture, talk);
  instance.legend = createLegend(root, (kind) => instance.send.trigger("legend", { kind }));
  instance.hint = createHint(area);
  installOverlay(instance.picture);
  instance.disconnect = installPointer(instance.picture, instance.hint, talk);
  instance.observer = new ResizeObserver(() => resize(instance.picture));
  instance.observer.observe(stage);
  instance.public = publicFace(instance);
  // On a move to another place on the page the new canvas may be there before the old one is taken down.
  instance.memory = registry().get(key)?.memory() ?? registry().recall(key);
  instance.seq = instance.memory?.seq ?? 0;
  instance.instruction = registry().add(key, instance.public);
  return instance;
}

const LEAST_HEIGHT = 440; // less is no picture
const MOST_HEIGHT = 1200;

function update(instance, data) {
  const { picture, root } = instance;
  const { view = "", labels = {}, theme = {} } = data;
  const first = picture.view === undefined;
  const changed = !first && picture.view !== view;
  instance.reports = data.reports ?? [];
  picture.theme = { background: "#ffffff", text: "#1f2933", muted: "#66727f", ring: "#111827", ...theme };
  for (const [name, colour] of Object.entries(picture.theme)) root.style.setProperty(`--${name}`, String(colour));
  root.style.height = `${Number(data.height) || roomBelow(root)}px`;
  instance.stage.setAttribute("aria-label", [labels.picture, labels.keys].filter(Boolean).join(". "));
  instance.empty.textContent = labels.empty ?? "";
  instance.empty.hidden = Boolean(data.nodes?.length);
  instance.toolbar.update(labels);
  instance.legend.update(data);
  instance.hint.hide();

  const memory = first && instance.memory?.view === view ? instance.memory : null;
  if (memory) memory.dragged.forEach((position, id) => picture.dragged.set(id, position));
  if (changed) picture.dragged.clear();
  picture.view = view;
  setData(picture, data, data.options);
  if (changed) forgetDragged(picture);
  resize(picture);
  if (memory?.viewport) {
    picture.fitted = false;
    move(picture, memory.viewport, 0);
  } else if (first || changed) fit(picture, !first);
  refreshFocus(picture);
  if ((first || changed) && instance.instruction) follow(instance, instance.instruction);
  picture.network.renderer._redraw();
  // Text is measured again once the page's font is there.
  if (first) document.fonts?.ready.then(() => picture.network.renderer?._redraw());
}

// The height that the window leaves below the top of the picture, so that picture and legend are seen at once.
function roomBelow(root) {
  const scrolled = document.querySelector('[data-testid="stMain"]')?.scrollTop ?? 0;
  const top = root.getBoundingClientRect().top + scrolled;
  return Math.round(Math.max(LEAST_HEIGHT, Math.min(MOST_HEIGHT, window.innerHeight - top - 20)));
}

function unmount(instance) {
  const { picture, key } = instance;
  registry().remember(key, instance.public.memory());
  registry().remove(key, instance.public);
  clearTimeout(instance.viewportTimer);
  instance.observer.disconnect();
  instance.disconnect();
  instance.toolbar.remove();
  instance.letFade();
  picture.network.destroy();
  instance.root.remove();
}

// What the parts report, turned into state and triggers. All calls of one moment make one run of the script.
function talkTo(instance) {
  const { picture } = instance;
  const item = ({ node, edge }) => ({ node: node ?? null, edge: edge ?? null, seq: instance.seq });
  const passengers = () => {
    if (!instance.viewportNews) return;
    instance.viewportNews = false;
    const { position, scale } = viewport(picture);
    instance.send.state("viewport", { x: round(position.x), y: round(position.y), scale: round(scale) });
    instance.send.state("view", picture.view);
  };
  const begin = () => {
    instance.seq += 1;
    instance.since = Date.now();
  };
  const talk = {
    selectedHere() {
      begin();
      instance.caption.hidden = true; // it speaks of what was highlighted before
    },
    clearHere() {
      begin();
      const { selected = null, related = null } = instance.instruction ?? {};
      // An answer that Python shows stays when the selection above it goes.
      setFocus(picture, null, selected === null ? related : null);
      instance.caption.hidden = selected !== null || !instance.caption.textContent;
    },
    selection(chosen) {
      passengers();
      instance.send.state("selection", item(chosen));
    },
    click(chosen) {
      talk.selection(chosen);
      instance.send.trigger("click", item(chosen));
    },
    open(chosen) {
      begin();
      talk.selection(chosen);
      instance.send.trigger("open", item(chosen));
    },
    dragged() {
      passengers();
      instance.send.state("positions", Object.fromEntries(picture.dragged));
      instance.send.state("view", picture.view);
    },
    moved() {
      instance.viewportNews = true;
      if (!instance.reports.includes("viewport")) return;
      clearTimeout(instance.viewportTimer);
      instance.viewportTimer = setTimeout(passengers, 400);
    },
  };
  return talk;
}

// What Python wants to stand out. An answer to an older click must not undo a newer one.
function follow(instance, instruction) {
  instance.instruction = instruction;
  const old = instruction.seq !== null && instruction.seq !== undefined && instruction.seq < instance.seq;
  if (old && Date.now() - (instance.since ?? 0) < PATIENCE) return;
  instance.caption.textContent = instruction.caption ?? "";
  instance.caption.hidden = !instruction.caption;
  setFocus(instance.picture, instruction.selected, instruction.related);
}

// For the highlight component and for tests that drive a browser.
function publicFace(instance) {
  const { picture } = instance;
  return {
    network: picture.network,
    nodes: picture.nodes,
    edges: picture.edges,
    dataOf: (id) => picture.nodeData.get(id) ?? picture.edgeData.get(id),
    selected: () => selectedItem(picture),
    related: () => (picture.focus ? { nodes: [...picture.focus.nodes], edges: [...picture.focus.edges] } : null),
    positionOf(id) {
      const body = picture.network.body.nodes[id];
      const route = routes(picture).get(id);
      const line = picture.network.body.edges[id];
      const point = body ?? (route ? middleOf(route) : line?.edgeType.getPoint(0.5));
      if (!point) return null;
      const { x, y } = picture.network.canvasToDOM({ x: point.x, y: point.y });
      const box = instance.stage.getBoundingClientRect();
      return { x: x + box.left, y: y + box.top };
    },
    memory: () => ({
      view: picture.view,
      seq: instance.seq,
      dragged: new Map(picture.dragged),
      viewport: picture.fitted ? null : viewport(picture),
    }),
    instruct: (instruction) => follow(instance, instruction),
  };
}

// Streamlit fades what a running script has not drawn again; a picture that fades on every click is a nuisance.
function neverFade(parentElement) {
  const container = (parentElement.host ?? parentElement).closest('[data-testid="stElementContainer"]');
  container?.style.setProperty("opacity", "1", "important");
  return () => container?.style.removeProperty("opacity");
}

function div(name) {
  const element = document.createElement("div");
  element.className = name;
  return element;
}

function round(value) {
  return Math.round(value * 1000) / 1000;
}
