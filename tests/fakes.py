"""Null twins of what the programs use."""

from pipeline.stage import Tools


class NoTools(Tools):
    """Tools for a stage that needs none."""
