// What the two components, a page switch and a browser test share: which matrix is where, and what is chosen in it.
// It hangs on globalThis because each component loads its own copy of this module.

const NAME = Symbol.for("zielnetz.matrix");

/** The one registry of the page: get(key) gives the matrix that is drawn under that key. */
export function registry() {
  globalThis[NAME] ??= createRegistry();
  return globalThis[NAME];
}

function createRegistry() {
  const matrices = new Map();
  const choices = new Map(); // key -> the last choice that Python asked for
  const remembered = new Map(); // key -> how far events were counted, and how far people had scrolled

  return {
    get: (key) => matrices.get(key),

    /** Called by a matrix when it is put up; returns the choice that waits for it. */
    add(key, matrix) {
      matrices.set(key, matrix);
      return choices.get(key);
    },

    /** Called when a matrix is taken down; a newer one under the same key stays. */
    remove(key, matrix) {
      if (matrices.get(key) === matrix) matrices.delete(key);
    },

    remember: (key, memory) => remembered.set(key, memory),
    recall: (key) => remembered.get(key),

    /** Called by the choice component: it may run before the matrix is there. */
    choose(key, choice) {
      choices.set(key, choice);
      matrices.get(key)?.choose(choice);
    },

    forget: (key) => choices.delete(key),
  };
}
