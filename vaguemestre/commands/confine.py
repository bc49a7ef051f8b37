"""The sandbox that the settings ask for, proven before anything is read in it."""

from pathlib import Path

from pipeline.proof import demand
from pipeline.sandbox import Level, Sandbox
from vaguemestre.settings import FILE, Settings


def sandbox_of(settings: Settings) -> Sandbox:
    """Return what confines stages.

    Raises:
        ConfigError: It is weaker than what was asked for.
    """
    private = (settings.data, settings.blobs_folder, Path(FILE).absolute())
    return demand(Level(settings.sandbox.value), private, settings.data)
