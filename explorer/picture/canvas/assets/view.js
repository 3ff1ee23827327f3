// Where the view of a picture is: fit, zoom, move, and the limits of all three.

const MARGIN = 20; // CSS pixels around a fitted picture
const LARGEST_FIT = 1.25;

/** Show everything; calmly when animated, unless the person asked the system for less motion. */
export function fit(picture, animated) {
  picture.fitted = true;
  const target = fitTarget(picture);
  if (target) move(picture, target, animated ? 300 : 0);
}

/** Go to a canvas point and scale; duration in ms. */
export function move(picture, target, duration) {
  const calm = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches;
  const animation = duration && !calm ? { duration, easingFunction: "easeInOutQuad" } : false;
  picture.network.moveTo({ offset: { x: 0, y: 0 }, ...target, animation });
}

/** Zoom by a factor around the middle of the view. */
export function zoomBy(picture, factor) {
  picture.fitted = false;
  const { least, most } = zoomLimits(picture);
  const scale = Math.max(least, Math.min(most, picture.network.getScale() * factor));
  move(picture, { position: picture.network.getViewPosition(), scale }, 160);
}

/** Move the view by CSS pixels, but never so far that nothing is left to be seen. */
export function panBy(picture, dx, dy) {
  picture.fitted = false;
  const scale = picture.network.getScale();
  const { x, y } = picture.network.getViewPosition();
  move(picture, { position: keepInSight(picture, { x: x + dx / scale, y: y + dy / scale }), scale }, 0);
}

/** After dragging the view: back until a part of the picture is seen again. */
export function returnToSight(picture) {
  const now = picture.network.getViewPosition();
  const position = keepInSight(picture, now);
  if (position.x !== now.x || position.y !== now.y) move(picture, { position, scale: picture.network.getScale() }, 200);
}

/** The canvas point in the middle of the view and the scale; also when the stage is off the page already. */
export function viewport(picture) {
  const { scale, translation } = picture.network.body.view;
  const { width, height } = picture.size;
  return { position: { x: (width / 2 - translation.x) / scale, y: (height / 2 - translation.y) / scale }, scale };
}

function cardBoxes(picture) {
  return [...picture.nodeData.values()].map(({ id, width = 200, height = 48 }) => {
    const { x, y } = picture.network.body.nodes[id];
    return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
  });
}

function bounds(boxes) {
  if (!boxes.length) return null;
  const edge = (choose, side) => boxes.reduce((found, box) => choose(found, box[side]), boxes[0][side]);
  return {
    left: edge(Math.min, "left"),
    top: edge(Math.min, "top"),
    right: edge(Math.max, "right"),
    bottom: edge(Math.max, "bottom"),
  };
}

function fitTarget(picture) {
  const boxes = cardBoxes(picture);
  const all = bounds(boxes);
  const { clientWidth: width, clientHeight: height } = picture.stage;
  if (!all || !width || !height) return null;
  const position = { x: (all.left + all.right) / 2, y: (all.top + all.bottom) / 2 };
  const into = (top) => {
    const [roomX, roomY] = [Math.max(50, width - 2 * MARGIN), Math.max(50, height - 2 * MARGIN - top)];
    const scale = Math.min(roomX / (all.right - all.left), roomY / (all.bottom - all.top), LARGEST_FIT);
    return { position, scale, offset: { x: 0, y: top / 2 } };
  };
  const whole = into(0);
  const { left, bottom } = picture.obstacle();
  const covered = boxes.some(
    (box) =>
      (box.right - position.x) * whole.scale + width / 2 > left - 8 &&
      (box.top - position.y) * whole.scale + height / 2 < bottom + 8,
  );
  return covered ? into(Math.max(0, bottom + 12 - MARGIN)) : whole;
}

function zoomLimits(picture) {
  const fitted = fitTarget(picture)?.scale ?? 1;
  return { least: Math.min(0.5, fitted * 0.6), most: Math.max(3, fitted) };
}

/** Keep wheel and pinch within the limits. */
export function limitZoom(picture) {
  const handler = picture.network.interactionHandler;
  const zoom = handler.zoom.bind(handler);
  handler.zoom = (scale, pointer) => {
    const { least, most } = zoomLimits(picture);
    picture.fitted = false;
    zoom(Math.max(least, Math.min(most, scale)), pointer);
  };
}

function keepInSight(picture, position) {
  const all = bounds(cardBoxes(picture));
  if (!all) return position;
  const scale = picture.network.getScale();
  const [halfX, halfY] = [picture.stage.clientWidth / 2 / scale, picture.stage.clientHeight / 2 / scale];
  const rest = 90 / scale; // this much stays visible
  const clamp = (value, low, high) => Math.max(Math.min(low, high), Math.min(Math.max(low, high), value));
  return {
    x: clamp(position.x, all.left - halfX + rest, all.right + halfX - rest),
    y: clamp(position.y, all.top - halfY + rest, all.bottom + halfY - rest),
  };
}
