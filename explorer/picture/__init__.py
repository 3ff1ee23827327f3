"""From a plan to a picture: what is shown (scenes), where (layout), how it looks (palette), and pyvis' network."""
