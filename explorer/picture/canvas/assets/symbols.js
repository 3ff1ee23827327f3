// The sign of each kind as paths in a box of 24 by 24, for canvas and for SVG alike: no font, no image is needed.

const SVG = "http://www.w3.org/2000/svg";

/** kind -> strokes (drawn 2 wide) and fills; "number" is the radius left free for a number. */
export const SYMBOLS = {
  goal: { strokes: ["M12 2.2a9.8 9.8 0 1 0 0 19.6a9.8 9.8 0 1 0 0-19.6z"], inner: "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z" },
  field: { strokes: ["M4 4h16v16h-16z"], fills: ["M9 9h6v6h-6z"] },
  operative: { strokes: ["M12 2.6L21.4 12L12 21.4L2.6 12z"] },
  measure: { fills: ["M12 5.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z"] },
  department: { strokes: ["M3 11.6L12 3.6L21 11.6", "M5.6 10v10.4h12.8v-10.4"], fills: ["M10 14.2h4v6.2h-4z"] },
  decision: {
    strokes: [
      "M15.6 6.4C15.4 4.3 14 3 12 3C9.9 3 8.4 4.3 8.4 6.200C8.4 10 16 10.2 16 13.800C16 15.4 15 16.4 13.6 16.8",
      "M8.4 17.600C8.6 19.7 10 21 12 21C14.1 21 15.6 19.7 15.6 17.800C15.6 14 8 13.8 8 10.200C8 8.6 9 7.6 10.4 7.2",
    ],
  },
  fold: { strokes: ["M3 10h14v10h-14z", "M6.5 6.500h14v10", "M10 3h13.500v10"] },
};

const paths = new Map();

/** Draw the symbol of a kind centred on (x, y), size pixels wide; a goal carries its number. */
export function drawSymbol(ctx, kind, x, y, size, ink, number, font) {
  const symbol = SYMBOLS[kind] ?? SYMBOLS.measure;
  ctx.save();
  ctx.translate(x, y);
  ctx.save();
  ctx.scale(size / 24, size / 24);
  ctx.translate(-12, -12);
  ctx.strokeStyle = ink;
  ctx.fillStyle = ink;
  ctx.lineWidth = 2;
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ctx.setLineDash([]);
  for (const d of symbol.strokes ?? []) ctx.stroke(path(d));
  for (const d of symbol.fills ?? []) ctx.fill(path(d));
  if (symbol.inner && !number) ctx.fill(path(symbol.inner));
  ctx.restore();
  if (symbol.inner && number) {
    const text = String(number).slice(0, 3);
    ctx.font = `600 ${size * (text.length > 1 ? 0.44 : 0.54)}px ${font}`;
    ctx.fillStyle = ink;
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    ctx.direction = "ltr";
    const box = ctx.measureText(text);
    ctx.fillText(text, 0, (box.actualBoundingBoxAscent - box.actualBoundingBoxDescent) / 2);
  }
  ctx.restore();
}

/** The same symbol as an SVG element, size CSS pixels wide, drawn in currentColor. */
export function symbolElement(kind, size) {
  const symbol = SYMBOLS[kind] ?? SYMBOLS.measure;
  const strokes = (symbol.strokes ?? []).map((d) => ({ d }));
  const fills = [...(symbol.fills ?? []), ...(symbol.inner ? [symbol.inner] : [])].map((d) => ({ d, fill: true }));
  return icon([...strokes, ...fills], size);
}

/** An SVG element out of paths in a 24 by 24 box; hidden from screen readers, since its button has a name. */
export function icon(shapes, size) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("width", String(size));
  svg.setAttribute("height", String(size));
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  for (const shape of shapes) {
    const element = document.createElementNS(SVG, "path");
    element.setAttribute("d", shape.d);
    element.setAttribute("fill", shape.fill ? "currentColor" : "none");
    element.setAttribute("stroke", shape.fill ? "none" : "currentColor");
    element.setAttribute("stroke-width", String(shape.width ?? 2));
    element.setAttribute("stroke-linecap", "round");
    element.setAttribute("stroke-linejoin", "round");
    if (shape.dash) element.setAttribute("stroke-dasharray", shape.dash);
    svg.append(element);
  }
  return svg;
}

function path(d) {
  let made = paths.get(d);
  if (!made) paths.set(d, (made = new Path2D(d)));
  return made;
}
