"""The commands, one module per group; see `vaguemestre.__main__` for the table."""
