// Measuring and shortening text, and the few things that are known about colours.

// The page's own font first: Streamlit brings it along, it is narrow, and the picture looks like the rest.
export const FONT =
  '"Source Sans", -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "Liberation Sans", sans-serif';

export const LINE = 1.28; // line height in font sizes

/** Text below this height on the screen is a texture, not text, and is not drawn. */
export const READABLE = 7;

const SQUEEZE = 1.06; // a line that is this much too wide is squeezed
const SOFT = "\u00ad";
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LTR = /[A-Za-z\u00c0-\u024f\u0370-\u052f]/;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** One line of text at a point, left aligned, whatever direction it is written in. */
export function drawLine(ctx, text, x, y, room) {
  ctx.textAlign = "left";
  ctx.direction = isRightToLeft(text) ? "rtl" : "ltr";
  ctx.fillText(text, x, y, room);
}

/**
 * Lines for a box of room by height pixels: {lines, size}. They stay as they are if they fit; else they are broken
 * anew by what the browser measures, then made a little smaller, and only then shortened with an ellipsis.
 */
export function fitText(ctx, lines, fontSize, room, height) {
  let size = fontSize;
  let broken = lines;
  let most = 1;
  for (const share of [1, 0.93, 0.86]) {
    size = fontSize * share;
    ctx.font = `${size}px ${FONT}`;
    most = Math.max(1, Math.floor(height / (size * LINE)));
    const fits = (line) => ctx.measureText(line).width <= room * SQUEEZE;
    if (lines.length <= most && lines.every(fits)) return { lines, size };
    broken = breakLines(lines, fits);
    if (broken.length <= most && broken.every(fits)) return { lines: broken, size };
  }
  const kept = broken.slice(0, most);
  if (broken.length > most && !kept[most - 1].endsWith("…")) kept[most - 1] = kept[most - 1].replace(/-$/, "") + " …";
  return { lines: kept.map((line) => fitLine(ctx, line, room)), size };
}

// A hyphen at a line end before a small letter was put there by the hyphenation: it stays as a place to break.
function breakLines(lines, fits) {
  const text = lines.reduce((all, line) =>
    /\p{L}-$/u.test(all) && /^\p{Ll}/u.test(line) ? all.slice(0, -1) + SOFT + line : `${all} ${line}`,
  );
  const broken = [];
  let current = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const pieces = word.split(SOFT);
    const whole = pieces.join("");
    if (fits(current ? `${current} ${whole}` : whole)) {
      current = current ? `${current} ${whole}` : whole;
      continue;
    }
    let used = 0; // how many pieces of the word still fit into this line
    const start = current ? `${current} ` : "";
    while (used < pieces.length - 1 && fits(`${start}${pieces.slice(0, used + 1).join("")}-`)) used += 1;
    if (used) broken.push(`${start}${pieces.slice(0, used).join("")}-`);
    else if (current) broken.push(current);
    current = pieces.slice(used).join("");
  }
  return [...broken, current];
}

/** One line shortened at a word, else at a letter. A little too wide is squeezed when drawn, not shortened. */
export function fitLine(ctx, line, room) {
  if (ctx.measureText(line).width <= room * SQUEEZE) return line;
  const letters = [...line.replace(/ ?…$/, "")];
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ctx.measureText(letters.slice(0, middle).join("") + "…").width <= room) low = middle;
    else high = middle - 1;
  }
  const cut = letters.slice(0, low).join("");
  const word = cut.lastIndexOf(" ");
  return (word > cut.length * 0.5 ? cut.slice(0, word) : cut).trimEnd() + " …";
}

/** Without control characters that could turn the reading direction of what follows. */
export function clean(text) {
  return String(text ?? "").replace(CONTROL, "");
}

export function isRightToLeft(text) {
  const right = text.search(RTL);
  const left = text.search(LTR);
  return right >= 0 && (left < 0 || right < left);
}

/** [red, green, blue] of "#rgb" or "#rrggbb"; null for anything else. */
export function rgb(colour) {
  const match = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(String(colour ?? "").trim());
  if (!match) return null;
  const hex = match[1].length === 3 ? [...match[1]].map((digit) => digit + digit).join("") : match[1];
  return [0, 2, 4].map((start) => parseInt(hex.slice(start, start + 2), 16));
}

/** A mix of two colours, share of the second; the first one unchanged if they cannot be read. */
export function mix(first, second, share) {
  const a = rgb(first);
  const b = rgb(second);
  if (!a || !b) return first;
  return `#${a.map((value, i) => Math.round(value + (b[i] - value) * share).toString(16).padStart(2, "0")).join("")}`;
}

/** How well two colours are told apart, 1 to 21 (WCAG). */
export function contrast(first, second) {
  const [bright, dark] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const channels = (rgb(colour) ?? [128, 128, 128]).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
}
