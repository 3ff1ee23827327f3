// What lies above and below the network: edges from side to side, edge labels, and the highlight that lets all others fade.
// The highlight is painted over the finished picture, so that a click changes no data and answers at once.

import { drawRing } from "./draw.js";
import { redraw, routes } from "./picture.js";
import { drawPill, drawRoute, drawRouteRing, middleOf } from "./routes.js";

const FADE = 0.75; // how much of the page's colour covers what does not belong to the highlight
const BAND = 0.38;
const BAND_CHOSEN = 0.62;
const CROWD = 150; // more lines than this at once are drawn fainter, so that the nodes stay in front
const FAINTEST = 0.3;

/** Hook the drawing into the network of a picture. */
export function installOverlay(picture) {
  picture.focus = null; // {selected, nodes, edges} in full colour
  picture.hover = { node: null, edge: null };
  picture.network.on("beforeDrawing", (ctx) => drawBelow(ctx, picture));
  picture.network.on("afterDrawing", (ctx) => drawAbove(ctx, picture));
}

/**
 * Highlight: selected is an id of a node or an edge or null, related a list of ids or null (the neighbours).
 * Both null: nothing stands out.
 */
export function setFocus(picture, selected, related) {
  picture.wanted = { selected, related };
  picture.focus = focusOf(picture, selected, related);
  redraw(picture);
}

/** After a data change: the same highlight over the new items. */
export function refreshFocus(picture) {
  const { selected = null, related = null } = picture.wanted ?? {};
  picture.focus = focusOf(picture, selected, related);
}

/** The selected item as {node, edge}. */
export function selectedItem(picture) {
  const id = picture.focus?.selected ?? null;
  if (id === null) return { node: null, edge: null };
  return picture.nodeData.has(id) ? { node: id, edge: null } : { node: null, edge: id };
}

/** Ring the item under the pointer. */
export function setHover(picture, item) {
  if (picture.hover.node === item.node && picture.hover.edge === item.edge) return;
  picture.hover = item;
  redraw(picture);
}

function focusOf(picture, selected, related) {
  const isNode = picture.nodeData.has(selected);
  const isEdge = !isNode && picture.edgeData.has(selected);
  if (!isNode && !isEdge && !related) return null;
  const nodes = new Set();
  const edges = new Set();
  if (isNode) nodes.add(selected);
  if (isEdge) {
    const { from, to } = picture.edgeData.get(selected);
    edges.add(selected).add(selected);
    nodes.add(from).add(to);
  }
  if (related) {
    for (const id of related) {
      if (picture.nodeData.has(id)) nodes.add(id);
      else if (picture.edgeData.has(id)) edges.add(id);
    }
    const named = related.some((id) => picture.edgeData.has(id));
    for (const { id, from, to } of picture.edgeData.values()) {
      if (!named && !isEdge && nodes.has(from) && nodes.has(to)) edges.add(id);
    }
  } else if (isNode) {
    for (const { id, from, to } of picture.edgeData.values()) {
      if (from !== selected && to !== selected) continue;
      edges.add(id);
      nodes.add(from).add(to);
    }
  }
  return { selected: isNode || isEdge ? selected : null, nodes, edges };
}

function drawBelow(ctx, picture) {
  const scale = picture.network.getScale();
  const start = picture.network.DOMtoCanvas({ x: 0, y: 0 });
  const end = picture.network.DOMtoCanvas({ x: picture.stage.clientWidth, y: picture.stage.clientHeight });
  const seen = [...routes(picture).values()].filter(({ box, width }) => {
    if (box.right + width < start.x || box.left - width > end.x) return false;
    return box.bottom + width >= start.y && box.top - width <= end.y;
  });
  const line = Math.max(FAINTEST, Math.min(1, CROWD / seen.length));
  for (const route of seen) drawRoute(ctx, route, route.edge.band ? BAND : line, scale);
  for (const route of seen) drawLabel(ctx, picture, route, scale);
}

function drawAbove(ctx, picture) {
  const { network, focus, theme } = picture;
  const scale = network.getScale();
  for (const edge of picture.edgeData.values()) {
    if (edge.label) drawLineLabel(ctx, picture, edge, scale);
  }
  if (focus) {
    wash(ctx, picture);
    drawFocus(ctx, picture, focus, scale);
  }
  ring(ctx, picture, picture.hover, theme.accent ?? theme.ring, 2, scale);
  if (focus) ring(ctx, picture, selectedItem(picture), theme.ring, 2.5, scale);
}

function wash(ctx, picture) {
  const { network, stage, theme } = picture;
  const start = network.DOMtoCanvas({ x: -2, y: -2 });
  const end = network.DOMtoCanvas({ x: stage.clientWidth + 2, y: stage.clientHeight + 2 });
  ctx.save();
  ctx.globalAlpha = FADE;
  ctx.fillStyle = theme.background;
  ctx.fillRect(start.x, start.y, end.x - start.x, end.y - start.y);
  ctx.restore();
}

function drawFocus(ctx, picture, focus, scale) {
  const { network } = picture;
  const made = routes(picture);
  const lines = [];
  for (const id of focus.edges) {
    if (made.has(id)) drawRoute(ctx, made.get(id), made.get(id).edge.band ? BAND_CHOSEN : 1, scale);
    else if (network.body.edges[id]?.connected) lines.push(network.body.edges[id]);
  }
  for (const id of focus.edges) if (made.has(id)) drawLabel(ctx, picture, made.get(id), scale);
  for (const line of lines) line.draw(ctx);
  for (const id of focus.nodes) network.body.nodes[id]?.draw(ctx);
  for (const line of lines) line.drawArrows(ctx);
  for (const id of focus.edges) {
    const edge = picture.edgeData.get(id);
    if (edge?.label) drawLineLabel(ctx, picture, edge, scale);
  }
}

function ring(ctx, picture, item, colour, width, scale) {
  const node = picture.nodeData.get(item.node);
  const body = picture.network.body.nodes[item.node];
  if (node && body) {
    drawRing(ctx, node, body.x, body.y, scale, colour, width);
    return;
  }
  const route = routes(picture).get(item.edge);
  const edge = picture.network.body.edges[item.edge];
  if (route) {
    drawRouteRing(ctx, route, picture.theme, colour, width - 0.5, scale);
    drawLabel(ctx, picture, route, scale, true);
    for (const id of [route.edge.from, route.edge.to]) picture.network.body.nodes[id]?.draw(ctx);
  } else if (edge?.connected) {
    const values = edge.getFormattingValues();
    ctx.save();
    edge.edgeType.drawLine(ctx, { ...values, color: colour, width: values.width + width / scale, dashes: false });
    ctx.restore();
    for (const end of [edge.from, edge.to]) end.draw(ctx);
    edge.drawArrows(ctx);
  }
}

function drawLabel(ctx, picture, route, scale, always = false) {
  const spot = route.labelAt ?? (always ? middleOf(route) : null);
  if (route.edge.label && spot) drawPill(ctx, String(route.edge.label), spot, scale, picture.theme);
}

function drawLineLabel(ctx, picture, edge, scale) {
  const line = picture.network.body.edges[edge.id];
  if (!line?.connected || line.options.hidden) return;
  drawPill(ctx, String(edge.label), line.edgeType.getPoint(0.5), scale, picture.theme, 11);
}
