// Holds the vis network of one canvas: takes data in (only what changed), finds what is at a point.

import "./vis-network.min.js";
import { drawNode, extent } from "./draw.js";
import { isRouted, routeAt, routeEdges } from "./routes.js";
import { fit, limitZoom, move, viewport } from "./view.js";

const { DataSet, Network } = globalThis.vis;

const DEFAULT_SMOOTH = { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 };
const DASHES = { dashed: [8, 6], dotted: [1, 5] };
const INTERACTION = ["dragNodes", "dragView", "zoomView", "zoomSpeed", "hideEdgesOnDrag", "hideEdgesOnZoom"];

/** An empty picture in the element stage; obstacle() says which part of it the toolbar covers. */
export function createPicture(stage, obstacle) {
  const nodes = new DataSet();
  const edges = new DataSet();
  const network = new Network(stage, { nodes, edges }, visOptions({}));
  network.canvas.frame.removeAttribute("tabindex"); // the stage around it takes the focus
  const picture = {
    stage,
    network,
    nodes,
    edges,
    obstacle,
    nodeData: new Map(),
    edgeData: new Map(),
    dragged: new Map(), // id -> [x, y]: where a person put it, until the view changes
    theme: {},
    view: undefined,
    size: { width: 0, height: 0 }, // of the stage in CSS pixels, also after it was taken off the page
    fitted: true, // as long as nobody zoomed or moved, a new size means a new fit
    version: 0,
  };
  picture.render = ({ ctx, id, x, y }) => {
    const node = picture.nodeData.get(id);
    if (!node) return {};
    network.body.nodes[id].updateBoundingBox(ctx);
    return { drawNode: () => drawNode(ctx, node, x, y, network.getScale(), picture.theme) };
  };
  limitZoom(picture);
  return picture;
}

/** Take in a payload: adds, updates and removes what differs from what is drawn. */
export function setData(picture, payload, options) {
  const signature = JSON.stringify(options ?? {});
  if (signature !== picture.options) {
    picture.options = signature;
    picture.smooth = calmSmooth(options?.edges?.smooth ?? DEFAULT_SMOOTH);
    picture.network.setOptions(visOptions(options ?? {}));
  }
  const edges = (payload.edges ?? []).map((edge, i) => ({ ...edge, id: edge.id ?? `${edge.from} ${edge.to} ${i}` }));
  const nodeChange = compare(picture.nodeData, payload.nodes ?? []);
  const edgeChange = compare(picture.edgeData, edges);
  picture.version += 1;
  if (edgeChange.gone.length) picture.edges.remove(edgeChange.gone);
  if (nodeChange.gone.length) picture.nodes.remove(nodeChange.gone);
  if (nodeChange.added.length) picture.nodes.add(nodeChange.added.map((node) => visNode(picture, node)));
  if (nodeChange.changed.length) picture.nodes.update(nodeChange.changed.map((node) => visNode(picture, node)));
  for (const node of nodeChange.added) shapeLikeCard(picture, node.id);
  if (edgeChange.added.length) picture.edges.add(edgeChange.added.map((edge) => visEdge(picture, edge)));
  if (edgeChange.changed.length) picture.edges.update(edgeChange.changed.map((edge) => visEdge(picture, edge)));
  // vis may have drawn between two of these steps: what was routed then is not where things are now.
  picture.version += 1;
}

/** Forget where people put things: the data's own positions count again. */
export function forgetDragged(picture) {
  picture.dragged.clear();
  const back = [...picture.nodeData.values()].map(({ id, x, y }) => ({ id, x: x ?? 0, y: y ?? 0 }));
  if (back.length) picture.nodes.update(back);
}

/** The stage has a new size: same middle and scale as before, or a new fit, drawn before the browser paints. */
export function resize(picture) {
  const { network } = picture;
  const before = viewport(picture);
  const { clientWidth: width, clientHeight: height } = network.canvas.frame.canvas;
  if (!width || !height) return;
  picture.size = { width, height };
  if (!network.canvas.setSize()) return;
  if (picture.fitted) fit(picture, false);
  else move(picture, before, 0);
  network.renderer._redraw();
}

/** Draw again with the next frame. */
export function redraw(picture) {
  picture.network.body.emitter.emit("_requestRedraw");
}

/** What lies at a point of the stage: {node, edge}, ids or null. */
export function pick(picture, dom) {
  const node = picture.network.getNodeAt(dom);
  if (node !== undefined) return { node, edge: null };
  const point = picture.network.DOMtoCanvas(dom);
  return { node: null, edge: lineAt(picture, point) ?? routeAt(routes(picture), point, picture.network.getScale()) };
}

/** Where the edges run that go from side to side. */
export function routes(picture) {
  const scale = picture.network.getScale();
  if (picture.routed?.version !== picture.version || picture.routed.scale !== scale) {
    const made = routeEdges(picture.network.canvas.getContext(), picture);
    picture.routed = { version: picture.version, scale, made };
  }
  return picture.routed.made;
}

function lineAt(picture, point) {
  const scale = picture.network.getScale();
  let best = null;
  for (const [id, data] of picture.edgeData) {
    const edge = picture.network.body.edges[id];
    if (edge?.options.hidden || !edge?.connected) continue;
    const { from, to } = edge;
    const distance = edge.edgeType.getDistanceToEdge(from.x, from.y, to.x, to.y, point.x, point.y);
    if (distance <= 5 / scale + (data.width ?? 1) / 2 && (!best || distance < best.distance)) best = { id, distance };
  }
  return best?.id ?? null;
}

function compare(known, items) {
  const next = new Map(items.map((item) => [item.id, item]));
  const gone = [...known.keys()].filter((id) => !next.has(id));
  const added = [];
  const changed = [];
  for (const id of gone) known.delete(id);
  for (const [id, item] of next) {
    const before = known.get(id);
    if (before && JSON.stringify(before) === JSON.stringify(item)) continue;
    known.set(id, item);
    (before ? changed : added).push(item);
  }
  return { gone, added, changed };
}

function visNode(picture, node) {
  const [x, y] = picture.dragged.get(node.id) ?? [node.x ?? 0, node.y ?? 0];
  return { id: node.id, x, y, shape: "custom", ctxRenderer: picture.render };
}

// An edge that runs from side to side is drawn by routes.js; for vis it is there, but hidden.
function visEdge(picture, edge) {
  const colour = edge.color?.color ?? edge.color ?? "#8899aa";
  const arrows = edge.arrows ? { to: { enabled: true, scaleFactor: 0.55 } } : { to: { enabled: false } };
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    hidden: isRouted(edge, picture.smooth),
    width: edge.width ?? 1.5,
    color: { color: colour, highlight: colour, hover: colour, inherit: false, opacity: edge.color?.opacity ?? 1 },
    dashes: DASHES[edge.pattern] ?? false,
    arrows,
    smooth: edge.smooth === undefined ? picture.smooth : calmSmooth(edge.smooth),
  };
}

// "dynamic" would need the physics that is always off.
function calmSmooth(smooth) {
  if (smooth === true || smooth?.type === "dynamic" || (smooth && !smooth.type)) return DEFAULT_SMOOTH;
  return smooth ? { enabled: true, ...smooth } : { enabled: false, type: "continuous" };
}

function visOptions(options) {
  const chosen = INTERACTION.filter((name) => options.interaction?.[name] !== undefined);
  return {
    autoResize: false,
    physics: { enabled: false },
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: {
      ...Object.fromEntries(chosen.map((name) => [name, options.interaction[name]])),
      hover: false,
      selectable: false,
      selectConnectedEdges: false,
      multiselect: false,
      keyboard: { enabled: false },
    },
    nodes: { shape: "custom", chosen: false, borderWidth: 0, size: 10 },
    edges: { chosen: false, hoverWidth: 0, selectionWidth: 0, arrowStrikethrough: false, smooth: DEFAULT_SMOOTH },
  };
}

// vis fixes the size of a custom shape at its first drawing; ours depends on the zoom, and clicks must match it.
function shapeLikeCard(picture, id) {
  const { shape } = picture.network.body.nodes[id];
  const context = picture.network.canvas.getContext();
  shape.resize = () => {
    const node = picture.nodeData.get(id);
    if (!node) return;
    const { width, height } = extent(context, node, picture.network.getScale());
    Object.assign(shape, { width, height, radius: width / 2 });
  };
  shape.updateBoundingBox = (x, y) => {
    shape.resize();
    const [left, top] = [x - shape.width / 2, y - shape.height / 2];
    Object.assign(shape, { left, top });
    shape.boundingBox = { left, top, right: left + shape.width, bottom: top + shape.height };
  };
}
