"""`zielnetz picture`: the picture as a file: one HTML page, SVG or PNG."""
