// Edges that run from the side of one card to the side of another, thin lines and the wide bands of the overview:
// where they run, how they are drawn, and which one is under the pointer. vis would draw from middle to middle.

import { extent } from "./draw.js";
import { FONT, READABLE, drawLine, mix } from "./text.js";

const SAMPLES = 24;
const PATTERNS = 0.25; // below this scale a pattern is not seen, but costs most of the time
const PILL = 12; // font size of a label
const LABEL_AT = [0.5, 0.36, 0.64, 0.25, 0.75, 0.15, 0.85]; // where along the edge a label may stand, best first
const SPACE = 3; // between two edges that end at the same side of a card
const DASHES = { dashed: (width) => [6 + width, 5 + width], dotted: (width) => [0.1, 4 + width] };

/** Whether an edge runs from side to side; all others (straight, curved around) are left to vis. */
export function isRouted(edge, usual) {
  if (edge.from === edge.to) return false;
  const smooth = edge.smooth ?? usual;
  return Boolean(edge.band) || (smooth?.type === "cubicBezier" && smooth.forceDirection === "horizontal");
}

/** Where every such edge runs, the widest first: id -> {edge, width, points: [x0, y0, .. x3, y3], samples, box}. */
export function routeEdges(ctx, picture) {
  const sides = new Map(); // node and side -> edges that end there
  const routes = new Map();
  const routed = [...picture.edgeData.values()].filter((edge) => isRouted(edge, picture.smooth));
  for (const edge of routed.sort((a, b) => (b.width ?? 1) - (a.width ?? 1))) {
    const from = place(ctx, picture, edge.from);
    const to = place(ctx, picture, edge.to);
    if (!from || !to) continue;
    const ahead = to.x - from.x;
    const sameColumn = Math.abs(ahead) < (from.width + to.width) / 4;
    const out = sameColumn || ahead > 0 ? 1 : -1;
    const into = sameColumn ? 1 : -out;
    const arrow = edge.arrows ? 6 + 1.5 * (edge.width ?? 1.5) : 0;
    const route = { edge, width: edge.width ?? 1.5, from, to, out, into, sameColumn, arrow };
    routes.set(edge.id, route);
    push(sides, `${out} ${edge.from}`, { route, end: "start", node: from, other: to });
    push(sides, `${into} ${edge.to}`, { route, end: "finish", node: to, other: from });
  }
  for (const ends of sides.values()) spread(ends);
  for (const route of routes.values()) bend(route);
  placeLabels(ctx, routes);
  return routes;
}

/** Draw an edge; strength 0..1 is its opacity. */
export function drawRoute(ctx, route, strength, scale, colour) {
  const { edge, width } = route;
  ctx.save();
  ctx.globalAlpha = strength * (edge.color?.opacity ?? 1);
  ctx.strokeStyle = colour ?? edge.color?.color ?? "#8899aa";
  ctx.fillStyle = ctx.strokeStyle;
  ctx.lineWidth = width;
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  const dashes = scale >= PATTERNS ? DASHES[edge.pattern] : undefined;
  ctx.setLineDash(dashes?.(width) ?? []);
  trace(ctx, route);
  ctx.stroke();
  if (route.arrow) drawArrow(ctx, route);
  ctx.restore();
}

/** A ring around an edge, then the edge itself in full. */
export function drawRouteRing(ctx, route, theme, ring, width, scale) {
  ctx.save();
  trace(ctx, route);
  ctx.strokeStyle = ring;
  ctx.lineWidth = route.width + (2 * width) / scale;
  ctx.stroke();
  if (route.edge.band) {
    ctx.strokeStyle = theme.background;
    ctx.lineWidth = route.width;
    ctx.stroke();
  }
  ctx.restore();
  if (route.edge.band) drawRoute(ctx, route, 0.75, scale);
  else drawRoute(ctx, route, 1, scale, ring);
}

/** The label of an edge in a small pill around a point. */
export function drawPill(ctx, text, { x, y }, scale, theme, size = PILL) {
  if (size * scale < READABLE) return;
  ctx.save();
  ctx.setLineDash([]);
  const { width, outer, height } = measurePill(ctx, text, size);
  ctx.beginPath();
  ctx.roundRect(x - outer / 2, y - height / 2, outer, height, height / 2);
  ctx.fillStyle = theme.background;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = mix(theme.background, theme.muted, 0.45);
  ctx.stroke();
  ctx.fillStyle = theme.text;
  ctx.textBaseline = "middle";
  drawLine(ctx, text, x - width / 2, y + size * 0.04);
  ctx.restore();
}

/** The id of the edge at a canvas point; among several the thinnest one that is really hit. */
export function routeAt(routes, point, scale) {
  let best = null;
  for (const [id, route] of routes) {
    const reach = Math.max(route.width / 2 + 1 / scale, 6 / scale);
    const { left, top, right, bottom } = route.box;
    if (point.x < left - reach || point.x > right + reach) continue;
    if (point.y < top - reach || point.y > bottom + reach) continue;
    const distance = distanceTo(route, point);
    if (distance <= reach && (!best || reach < best.reach || (reach === best.reach && distance < best.distance))) {
      best = { id, reach, distance };
    }
  }
  return best?.id ?? null;
}

/** The point half way along an edge. */
export function middleOf(route) {
  return at(route.points, 0.5);
}

function measurePill(ctx, text, size) {
  ctx.font = `600 ${size}px ${FONT}`;
  const { width } = ctx.measureText(text);
  const height = size * 1.55;
  return { width, height, outer: Math.max(height, width + size * 1.1) };
}

// Labels move along their edge until they touch no other; where there is no room, a label waits for the pointer.
function placeLabels(ctx, routes) {
  ctx.save();
  const taken = [];
  for (const route of routes.values()) {
    if (!route.edge.label) continue;
    const { outer, height } = measurePill(ctx, String(route.edge.label), PILL);
    const free = ({ x, y }) =>
      taken.every((other) => Math.abs(other.x - x) > (other.w + outer) / 2 + 2 || Math.abs(other.y - y) > height + 2);
    const spot = LABEL_AT.map((share) => at(route.points, share)).find(free);
    if (!spot) continue;
    route.labelAt = spot;
    taken.push({ ...spot, w: outer });
  }
  ctx.restore();
}

function place(ctx, picture, id) {
  const node = picture.nodeData.get(id);
  const body = picture.network.body.nodes[id];
  if (!node || !body) return null;
  const { width, height } = extent(ctx, node, picture.network.getScale());
  return { x: body.x, y: body.y, width, height };
}

function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

// Edges that end at the same side of a card lie beside each other in the order of their other ends: no crossing there.
function spread(ends) {
  ends.sort((a, b) => a.other.y - b.other.y || a.other.x - b.other.x);
  const { node } = ends[0];
  const wanted = ends.reduce((sum, { route }) => sum + route.width, 0) + (ends.length - 1) * SPACE;
  const squeeze = Math.min(1, (node.height - 10) / wanted);
  let y = node.y - (wanted * squeeze) / 2;
  for (const { route, end } of ends) {
    route[end] = y + (route.width * squeeze) / 2;
    y += (route.width + SPACE) * squeeze;
  }
}

function bend(route) {
  const { from, to, out, into, sameColumn, arrow } = route;
  const x0 = from.x + (out * from.width) / 2;
  const x3 = to.x + into * (to.width / 2 + arrow);
  const pull = sameColumn ? 30 + Math.abs(to.y - from.y) * 0.18 : Math.max(24, Math.abs(x3 - x0) * 0.5);
  route.points = [x0, route.start, x0 + out * pull, route.start, x3 + into * pull, route.finish, x3, route.finish];
  route.samples = Array.from({ length: SAMPLES + 1 }, (_, i) => at(route.points, i / SAMPLES));
  const [xs, ys] = [route.samples.map(({ x }) => x), route.samples.map(({ y }) => y)];
  route.box = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

function drawArrow(ctx, route) {
  const [x, y] = route.points.slice(6);
  const half = route.arrow * 0.42;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x - route.into * route.arrow, y);
  ctx.lineTo(x, y - half);
  ctx.lineTo(x, y + half);
  ctx.closePath();
  ctx.fill();
}

// A little way into both cards, so that nothing shows between band and card; the cards are drawn above.
function trace(ctx, route) {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = route.points;
  ctx.beginPath();
  ctx.moveTo(x0 - route.out * 4, y0);
  ctx.lineTo(x0, y0);
  ctx.bezierCurveTo(x1, y1, x2, y2, x3, y3);
  if (!route.arrow) ctx.lineTo(x3 - route.into * 4, y3);
}

function at([x0, y0, x1, y1, x2, y2, x3, y3], t) {
  const s = 1 - t;
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: a * x0 + b * x1 + c * x2 + d * x3, y: a * y0 + b * y1 + c * y2 + d * y3 };
}

function distanceTo({ samples }, { x, y }) {
  let least = Infinity;
  for (let i = 1; i < samples.length; i += 1) {
    const [a, b] = [samples[i - 1], samples[i]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const share = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(a.x + share * dx - x, a.y + share * dy - y));
  }
  return least;
}
