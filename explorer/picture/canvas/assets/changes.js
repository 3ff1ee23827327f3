// What became of an item, for a picture that compares: a ring with a form of its own around the card, the strokes over
// a card that is gone, and a small round mark with the symbol at its corner. Form and symbol tell it without colour.

import { FONT } from "./text.js";

const RADIUS = 9; // of the mark
const SMALLEST = 6.5; // CSS pixels that its radius has on the screen, as far as there is room
const LARGEST = 13;
const QUIET = 7;
const AWAY = 2; // between card and ring
const HATCH = 9; // between two strokes
const ARMS = {
  added: ["M-4 0H4", "M0 -4V4"],
  changed: ["M-4 -1.9H4", "M-4 1.9H4", "M2.2 -4.4L-2.2 4.4"],
  gone: ["M-4 0H4"],
  same: ["M-3.6 -1.7H3.6", "M-3.6 1.7H3.6"],
};

/** The strokes over a card that is gone; below its text. */
export function drawHatch(ctx, node, left, top, width, height, outline) {
  if (node.change !== "gone") return;
  ctx.save();
  outline(ctx, left, top, width, height);
  ctx.clip();
  ctx.globalAlpha = 0.2;
  ctx.strokeStyle = node.mark.ring;
  ctx.lineWidth = 1.25;
  ctx.setLineDash([]);
  ctx.beginPath();
  for (let x = left - height; x < left + width; x += HATCH) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}

/** Ring and mark around a card; nothing where nothing is compared. */
export function drawChange(ctx, node, left, top, width, height, scale, outline) {
  if (!node.change || !node.mark) return;
  ctx.save();
  ctx.strokeStyle = node.mark.ring;
  ctx.lineCap = "butt";
  for (const { away, line, dashes } of rings(node.change)) {
    ctx.lineWidth = line;
    ctx.setLineDash(dashes ?? []);
    outline(ctx, left - away, top - away, width + 2 * away, height + 2 * away);
    ctx.stroke();
  }
  // What stayed the same stays quiet: its mark is small at any scale.
  const radius = node.change === "same" ? QUIET : Math.max(RADIUS, Math.min(LARGEST, SMALLEST / scale));
  drawBadge(ctx, node, left + 2, top + 5, radius);
  ctx.restore();
}

/** The mark alone as an SVG element in its own colours, size CSS pixels wide; for the legend. */
export function changeElement(change, look, size) {
  const name = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(name, "svg");
  svg.setAttribute("viewBox", "-10 -10 20 20");
  svg.setAttribute("width", String(size));
  svg.setAttribute("height", String(size));
  svg.setAttribute("aria-hidden", "true");
  const add = (tag, attributes) => {
    const element = document.createElementNS(name, tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    svg.append(element);
  };
  add("circle", { r: "9", fill: look.fill, stroke: look.ring, "stroke-width": "1.5" });
  for (const d of ARMS[change] ?? []) add("path", { d, fill: "none", stroke: look.ink, "stroke-width": "2" });
  return svg;
}

function rings(change) {
  if (change === "added") return [{ away: AWAY, line: 4 }];
  if (change === "gone") return [{ away: AWAY - 0.5, line: 2.5, dashes: [9, 5] }];
  if (change !== "changed") return [];
  return [
    { away: 0.5, line: 2 },
    { away: 4, line: 2 },
  ];
}

function drawBadge(ctx, node, x, y, radius) {
  const { fill, ring, ink, symbol } = node.mark;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.lineWidth = radius / 6;
  ctx.strokeStyle = ring;
  ctx.stroke();
  ctx.translate(x, y);
  ctx.scale(radius / RADIUS, radius / RADIUS);
  ctx.strokeStyle = ink;
  ctx.lineWidth = 2;
  ctx.lineCap = "round";
  for (const d of ARMS[node.change] ?? []) ctx.stroke(new Path2D(d));
  if (ARMS[node.change]) return;
  ctx.font = `700 13px ${FONT}`;
  ctx.fillStyle = ink;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(symbol ?? "", 0, 0.5);
}
