"""From the rows of a matrix or a flat list to a plan: rows, names in cells, items, links."""
