"""Resources of the API, one module each: its routes, and its schemas beside them."""
