// The line below the table: what the signs mean, and how the keyboard moves in it.

import { signOf } from "./cells.js";

const KNOWN = new Set(["deep", "shallow", "gap", "meant", "empty", "single"]);
let counter = 0;

/** Put the legend below the table; returns {update(data)}. */
export function createLegend(root, table) {
  const legend = document.createElement("div");
  legend.className = "legend";
  const states = legend.appendChild(document.createElement("ul"));
  const keys = legend.appendChild(document.createElement("p"));
  keys.className = "keys";
  keys.id = `keys-${(counter += 1)}`;
  table.setAttribute("aria-describedby", keys.id);
  root.append(legend);
  return {
    update({ legend: entries = [], labels = {} }) {
      states.replaceChildren(...entries.map(entryOf));
      keys.textContent = labels.keys ?? "";
      legend.hidden = !entries.length && !labels.keys;
    },
  };
}

function entryOf({ state, symbol, text }) {
  const entry = document.createElement("li");
  const tile = document.createElement("span");
  tile.className = "tile";
  tile.dataset.state = state;
  tile.setAttribute("aria-hidden", "true");
  if (KNOWN.has(state)) tile.append(signOf(state));
  else tile.textContent = symbol;
  const words = document.createElement("span");
  words.textContent = text;
  entry.append(tile, words);
  return entry;
}
