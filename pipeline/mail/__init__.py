"""Walking a message: parts, names, types, and what becomes of each."""
