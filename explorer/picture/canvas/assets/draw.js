// Draws one node: a card with symbol, lines, badge and fold mark, or (far away) a short line or a dot.
// Everything is in canvas pixels; scale says how many CSS pixels one of them has on the screen.

import { drawChange, drawHatch } from "./changes.js";
import { drawSymbol } from "./symbols.js";
import { FONT, LINE, READABLE, clean, contrast, drawLine, fitLine, fitText, mix, rgb } from "./text.js";

const PAD = 12; // left and right of what a card holds
const GAP = 9; // between symbol, text, badge and mark
const RADIUS = 8;
const FULL = 10; // the height on the screen at which a dot becomes a card
const DASHES = { reading: [6, 4], proposed: [0.1, 4.5] };

const layouts = new WeakMap(); // node -> what measuring its text gave

/** What is drawn at this scale, and how large: {level: "card" | "short" | "dot", width, height}. */
export function extent(ctx, node, scale) {
  const { width, height } = cardSize(node);
  const size = fontSize(node);
  if (node.form !== "dot" || size * scale >= FULL) return { level: "card", width, height };
  if (size * scale >= READABLE) {
    const { short } = layout(ctx, node);
    return { level: "short", width: Math.min(width, short.width + size * 1.4 + 6 + PAD), height: size * 1.9 };
  }
  const diameter = 2 * Math.min(Math.max(9, 5 / scale), Math.min(height, 48) * 0.42);
  return { level: "dot", width: diameter, height: diameter };
}

/** Draw the node centred on (x, y). */
export function drawNode(ctx, node, x, y, scale, theme) {
  const { level } = extent(ctx, node, scale);
  if (level === "card") drawCard(ctx, node, x, y, scale, theme);
  else if (level === "short") drawShort(ctx, node, x, y, theme);
  else drawDot(ctx, node, x, y, scale, theme);
}

/** A ring around the node, a little outside of it; width in CSS pixels. */
export function drawRing(ctx, node, x, y, scale, colour, width) {
  const { level, width: w, height: h } = extent(ctx, node, scale);
  const line = width / Math.min(1.4, Math.max(0.35, scale));
  const away = line / 2 + 2.5;
  ctx.beginPath();
  if (level === "dot") ctx.arc(x, y, w / 2 + away, 0, 2 * Math.PI);
  else ctx.roundRect(x - w / 2 - away, y - h / 2 - away, w + 2 * away, h + 2 * away, RADIUS + away);
  ctx.setLineDash([]);
  ctx.lineWidth = line;
  ctx.strokeStyle = colour;
  ctx.stroke();
}

/** Whether the whole title can be read on the card at this scale, so that a hint would only repeat it. */
export function isReadable(ctx, node, scale) {
  if (extent(ctx, node, scale).level !== "card" || fontSize(node) * scale < FULL - 1) return false;
  const plain = (text) => clean(text).replace(/[\s\u00ad-]+/g, "");
  return plain(layout(ctx, node).lines.join("")) === plain(node.title || node.label);
}

/** Whether a canvas point is on the + or − of a card that is centred on (x, y). */
export function onMark(ctx, node, x, y, scale, point) {
  if (!hasMark(node) || fontSize(node) * scale < READABLE || extent(ctx, node, scale).level !== "card") return false;
  const mark = markAt(node, x, y);
  return Math.hypot(point.x - mark.x, point.y - mark.y) <= mark.radius + 5;
}

function drawCard(ctx, node, x, y, scale, theme) {
  const { width, height } = cardSize(node);
  const left = x - width / 2;
  const top = y - height / 2;
  const fill = node.color?.background ?? theme.background;
  const ink = node.font?.color ?? theme.text;
  if (node.group === "fold") {
    for (const step of [7, 3.5]) box(ctx, left + step, top + step, width, height, mix(fill, theme.background, 0.45));
  }
  box(ctx, left, top, width, height, rgb(fill) ? fill : theme.background);
  if (!rgb(fill)) box(ctx, left, top, width, height, fill);
  drawHatch(ctx, node, left, top, width, height, outline);
  drawBorder(ctx, node, left, top, width, height, fill, ink);
  if (fontSize(node) * scale < READABLE) drawFarCard(ctx, node, left, y, scale, ink);
  else drawNearCard(ctx, node, left, y, ink, fill);
  drawChange(ctx, node, left, top, width, height, scale, outline);
}

function drawNearCard(ctx, node, left, y, ink, fill) {
  const { width } = cardSize(node);
  const { lines, size, room, badge } = layout(ctx, node);
  const sign = symbolSize(node);
  drawSymbol(ctx, node.group, left + PAD + sign / 2, y, sign, signInk(node, ink, fill), node.number, FONT);
  ctx.font = `${size}px ${FONT}`;
  ctx.fillStyle = ink;
  ctx.textBaseline = "middle";
  const first = y - ((lines.length - 1) / 2) * size * LINE + size * 0.03;
  lines.forEach((line, i) => drawLine(ctx, line, left + PAD + sign + GAP, first + i * size * LINE, room));
  let right = left + width - PAD;
  if (hasMark(node)) {
    const mark = markAt(node, left + width / 2, y);
    drawMark(ctx, mark, node.open, ink);
    right = mark.x - mark.radius - GAP;
  }
  if (badge) drawBadge(ctx, badge, right - badge.width, y, ink);
}

// Too far away for the whole title: the short line if it can be read at all, else the symbol alone.
function drawFarCard(ctx, node, left, y, scale, ink) {
  const { width, height } = cardSize(node);
  const { short } = layout(ctx, node);
  const sign = Math.min(height * 0.62, Math.max(symbolSize(node), 11 / scale));
  const room = width - 2 * PAD - sign - GAP;
  const size = Math.min(height * 0.55, 9 / scale, (fontSize(node) * room) / Math.max(1, short.width));
  const withText = size * scale >= READABLE;
  const x = withText ? left + PAD + sign / 2 : left + width / 2;
  drawSymbol(ctx, node.group, x, y, sign, ink, node.number, FONT);
  if (!withText) return;
  ctx.font = `${size}px ${FONT}`;
  ctx.fillStyle = ink;
  ctx.textBaseline = "middle";
  drawLine(ctx, short.text, left + PAD + sign + GAP, y, room);
}

function drawShort(ctx, node, x, y, theme) {
  const size = fontSize(node);
  const { short } = layout(ctx, node);
  const { width } = cardSize(node);
  const sign = size * 1.4;
  const room = Math.min(width - PAD - sign - 6, short.width);
  const left = x - (sign + 6 + room) / 2;
  ctx.globalAlpha = 0.88;
  box(ctx, left - PAD / 2, y - size * 0.95, sign + 6 + room + PAD, size * 1.9, theme.background);
  ctx.globalAlpha = 1;
  drawSymbol(ctx, node.group, left + sign / 2, y, sign, strongInk(node, theme), node.number, FONT);
  ctx.font = `${size}px ${FONT}`;
  ctx.fillStyle = theme.text;
  ctx.textBaseline = "middle";
  drawLine(ctx, fitLine(ctx, short.text, room), left + sign + 6, y, room);
}

function drawDot(ctx, node, x, y, scale, theme) {
  const radius = extent(ctx, node, scale).width / 2;
  const ink = strongInk(node, theme);
  if (radius * scale >= 5 && node.group !== "measure") {
    drawSymbol(ctx, node.group, x, y, radius * 2.4, ink, radius * scale >= 8 ? node.number : "", FONT);
    return;
  }
  ctx.beginPath();
  ctx.arc(x, y, radius * 0.8, 0, 2 * Math.PI);
  ctx.fillStyle = ink;
  ctx.fill();
}

function drawBorder(ctx, node, left, top, width, height, fill, ink) {
  const border = node.color?.border ?? ink;
  const dashes = DASHES[node.certainty];
  ctx.strokeStyle = border;
  ctx.lineWidth = 1.5;
  ctx.lineCap = "round";
  ctx.setLineDash([]);
  if (dashes) {
    // On a card whose border has the colour of its body the pattern is drawn inside, in the colour of the text.
    const hidden = contrast(border, fill) < 1.3;
    const inset = hidden ? 3.5 : 0.75;
    ctx.strokeStyle = hidden ? ink : border;
    ctx.lineWidth = hidden ? 1.25 : 1.75;
    ctx.globalAlpha = hidden ? 0.7 : 1;
    ctx.setLineDash(dashes);
    outline(ctx, left + inset, top + inset, width - 2 * inset, height - 2 * inset, RADIUS - inset / 2);
  } else {
    outline(ctx, left + 0.75, top + 0.75, width - 1.5, height - 1.5, RADIUS);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

function drawBadge(ctx, badge, left, y, ink) {
  ctx.globalAlpha = 0.16;
  box(ctx, left, y - badge.height / 2, badge.width, badge.height, ink, badge.height / 2);
  ctx.globalAlpha = 1;
  ctx.font = `600 ${badge.size}px ${FONT}`;
  ctx.fillStyle = ink;
  ctx.textBaseline = "middle";
  drawLine(ctx, badge.text, left + badge.pad, y + badge.size * 0.04, badge.width - 2 * badge.pad);
}

function drawMark(ctx, mark, open, ink) {
  const arm = mark.radius * 0.5;
  ctx.strokeStyle = ink;
  ctx.lineWidth = Math.max(1.25, mark.radius * 0.17);
  ctx.lineCap = "round";
  ctx.beginPath();
  ctx.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI);
  ctx.moveTo(mark.x - arm, mark.y);
  ctx.lineTo(mark.x + arm, mark.y);
  if (!open) {
    ctx.moveTo(mark.x, mark.y - arm);
    ctx.lineTo(mark.x, mark.y + arm);
  }
  ctx.stroke();
}

function layout(ctx, node) {
  let found = layouts.get(node);
  if (found) return found;
  ctx.save();
  const size = fontSize(node);
  const { width, height } = cardSize(node);
  const badge = node.badge ? measureBadge(ctx, String(node.badge), size) : null;
  const taken = (badge ? badge.width + GAP : 0) + (hasMark(node) ? 2 * markRadius(size) + GAP : 0);
  const room = Math.max(size, width - 2 * PAD - symbolSize(node) - GAP - taken);
  const label = clean(node.label || node.short || node.id).split("\n");
  const fitted = fitText(ctx, label, size, room, height - 8);
  const text = clean(node.short || label[0]);
  ctx.font = `${size}px ${FONT}`;
  found = { ...fitted, room, badge, short: { text, width: ctx.measureText(text).width } };
  ctx.restore();
  layouts.set(node, found);
  return found;
}

function measureBadge(ctx, text, fontSize) {
  const size = Math.max(Math.min(fontSize, 11), fontSize * 0.82);
  const pad = size * 0.6;
  ctx.font = `600 ${size}px ${FONT}`;
  const shown = fitLine(ctx, clean(text), size * 6);
  const height = size * 1.6;
  return { text: shown, size, pad, height, width: Math.max(height, ctx.measureText(shown).width + 2 * pad) };
}

/** The colour of the symbol: a pale card takes it from its border, darkened until it stands out. */
export function signInk(node, ink, fill) {
  const border = node.color?.border;
  if (!border || contrast(border, fill) < 1.3) return ink;
  for (const share of [0, 0.2, 0.4, 0.6]) {
    const tone = mix(border, ink, share);
    if (contrast(tone, fill) >= 3.2) return tone;
  }
  return ink;
}

// Without a card, the one of its two colours that is seen better on the page.
function strongInk(node, theme) {
  const { background = theme.text, border = background } = node.color ?? {};
  return contrast(border, theme.background) > contrast(background, theme.background) ? border : background;
}

function markAt(node, x, y) {
  const radius = markRadius(fontSize(node));
  return { x: x + cardSize(node).width / 2 - PAD - radius + 2, y, radius };
}

const cardSize = (node) => ({ width: node.width ?? 200, height: node.height ?? 48 });
const fontSize = (node) => node.font?.size ?? 14;
const symbolSize = (node) => Math.round(fontSize(node) * 1.6);
const markRadius = (size) => size * 0.56;
const hasMark = (node) => Boolean(node.foldable || node.open);

function box(ctx, left, top, width, height, colour, radius = RADIUS) {
  outline(ctx, left, top, width, height, radius);
  ctx.fillStyle = colour;
  ctx.fill();
}

function outline(ctx, left, top, width, height, radius = RADIUS) {
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, Math.max(0, Math.min(radius, height / 2)));
}
