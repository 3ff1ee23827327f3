// What the two components, a page switch and a browser test share: which canvas is where, and what it remembers.
// It hangs on globalThis because each component loads its own copy of this module.

const NAME = Symbol.for("zielnetz.canvas");

/** The one registry of the page: get(key) gives the canvas that is drawn under that key. */
export function registry() {
  globalThis[NAME] ??= createRegistry();
  return globalThis[NAME];
}

function createRegistry() {
  const canvases = new Map();
  const instructions = new Map(); // key -> the last highlight that Python asked for
  const remembered = new Map(); // key -> view, viewport and dragged nodes of a canvas that was taken down

  return {
    get: (key) => canvases.get(key),
    keys: () => [...canvases.keys()],

    /** Called by a canvas when it is put up; returns the highlight that waits for it. */
    add(key, canvas) {
      canvases.set(key, canvas);
      return instructions.get(key);
    },

    /** Called when a canvas is taken down; a newer one under the same key stays. */
    remove(key, canvas) {
      if (canvases.get(key) === canvas) canvases.delete(key);
    },

    remember: (key, memory) => remembered.set(key, memory),
    recall: (key) => remembered.get(key),

    /** Called by the highlight component: it may run before the canvas is there. */
    instruct(key, instruction) {
      instructions.set(key, instruction);
      canvases.get(key)?.instruct(instruction);
    },

    forget: (key) => instructions.delete(key),
  };
}
