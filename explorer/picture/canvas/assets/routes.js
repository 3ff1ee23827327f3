// The wide bands of the overview: where they run, how they are drawn, and which one is under the pointer.

import { extent } from "./draw.js";
import { FONT, READABLE, drawLine, mix } from "./text.js";

const SAMPLES = 24;

/** Where every band runs: id -> {edge, width, points: [x0, y0, x1, y1, x2, y2, x3, y3], samples}. */
export function routeBands(ctx, picture) {
  const sides = new Map(); // node and side -> bands that end there
  const routes = new Map();
  for (const edge of picture.edgeData.values()) {
    if (!edge.band) continue;
    const from = place(ctx, picture, edge.from);
    const to = place(ctx, picture, edge.to);
    if (!from || !to || edge.from === edge.to) continue;
    const ahead = to.x - from.x;
    const sameColumn = Math.abs(ahead) < (from.width + to.width) / 4;
    const out = sameColumn || ahead > 0 ? 1 : -1;
    const into = sameColumn ? 1 : -out;
    const route = { edge, width: Math.max(1.5, edge.width ?? 2), from, to, out, into, sameColumn };
    routes.set(edge.id, route);
    push(sides, `${out} ${edge.from}`, { route, end: "start", node: from, other: to });
    push(sides, `${into} ${edge.to}`, { route, end: "finish", node: to, other: from });
  }
  for (const ends of sides.values()) spread(ends);
  for (const route of routes.values()) bend(route);
  return routes;
}

/** Draw a band; strength 0..1 is its opacity. */
export function drawBand(ctx, route, strength, colour) {
  ctx.save();
  ctx.globalAlpha = strength;
  ctx.strokeStyle = colour ?? route.edge.color?.color ?? "#8899aa";
  ctx.lineWidth = route.width;
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  if (route.edge.pattern === "dashed") ctx.setLineDash([route.width + 8, route.width + 6]);
  if (route.edge.pattern === "dotted") ctx.setLineDash([0.1, route.width + 5]);
  trace(ctx, route);
  ctx.stroke();
  ctx.restore();
}

/** A ring around a band, then the band itself in full. */
export function drawBandRing(ctx, route, theme, ring, width, scale) {
  ctx.save();
  ctx.lineCap = "butt";
  trace(ctx, route);
  ctx.strokeStyle = ring;
  ctx.lineWidth = route.width + (2 * width) / scale;
  ctx.stroke();
  ctx.strokeStyle = theme.background;
  ctx.lineWidth = route.width;
  ctx.stroke();
  ctx.restore();
  drawBand(ctx, route, 0.75);
}

/** The label of an edge in a small pill around (x, y). */
export function drawPill(ctx, text, x, y, scale, theme, size = 12) {
  if (size * scale < READABLE) return;
  ctx.save();
  ctx.setLineDash([]);
  ctx.font = `600 ${size}px ${FONT}`;
  const width = ctx.measureText(text).width;
  const height = size * 1.6;
  const outer = Math.max(height, width + size * 1.1);
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

/** The id of the band at a canvas point; among several the thinnest one that is really hit. */
export function bandAt(routes, point, scale) {
  let best = null;
  for (const [id, route] of routes) {
    const reach = Math.max(route.width / 2 + 1 / scale, 6 / scale);
    const distance = distanceTo(route, point);
    if (distance <= reach && (!best || reach < best.reach || (reach === best.reach && distance < best.distance))) {
      best = { id, reach, distance };
    }
  }
  return best?.id ?? null;
}

/** The point half way along a band. */
export function middleOf(route) {
  return at(route.points, 0.5);
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

// Bands that end at the same side of a card lie beside each other in the order of their other ends: no crossing there.
function spread(ends) {
  ends.sort((a, b) => a.other.y - b.other.y || a.other.x - b.other.x);
  const { node } = ends[0];
  const wanted = ends.reduce((sum, { route }) => sum + route.width, 0) + (ends.length - 1) * 2;
  const squeeze = Math.min(1, (node.height - 8) / wanted);
  let y = node.y - (wanted * squeeze) / 2;
  for (const { route, end } of ends) {
    route[end] = y + (route.width * squeeze) / 2;
    y += (route.width + 2) * squeeze;
  }
}

function bend(route) {
  const { from, to, out, into, sameColumn } = route;
  const x0 = from.x + (out * from.width) / 2;
  const x3 = to.x + (into * to.width) / 2;
  const pull = sameColumn ? 60 + Math.abs(to.y - from.y) * 0.25 : Math.max(30, Math.abs(x3 - x0) * 0.5);
  route.points = [x0, route.start, x0 + out * pull, route.start, x3 + into * pull, route.finish, x3, route.finish];
  route.samples = Array.from({ length: SAMPLES + 1 }, (_, i) => at(route.points, i / SAMPLES));
}

// A little way into both cards, so that nothing shows between band and card; the cards are drawn above.
function trace(ctx, route) {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = route.points;
  ctx.beginPath();
  ctx.moveTo(x0 - route.out * 4, y0);
  ctx.lineTo(x0, y0);
  ctx.bezierCurveTo(x1, y1, x2, y2, x3, y3);
  ctx.lineTo(x3 - route.into * 4, y3);
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
