"""What the settings allow a stage: its limits, and the sandbox, proven before it is used."""

from pathlib import Path

from pipeline.proof import demand
from pipeline.sandbox import Level, Sandbox
from pipeline.stage import Limits
from vaguemestre.settings import FILE, Settings


def limits_of(settings: Settings) -> Limits:
    """Return how much a stage may be given."""
    return Limits(
        pages=settings.max_pages,
        pixels=settings.max_image_pixels,
        seconds=settings.stage_seconds,
        seconds_per_page=settings.stage_seconds_per_page,
        memory=settings.stage_memory,
    )


def sandbox_of(settings: Settings) -> Sandbox:
    """Return what confines stages.

    Raises:
        ConfigError: It is weaker than what was asked for.
    """
    private = (
        settings.data,
        settings.blobs_folder,
        settings.vault_key,
        Path(FILE).absolute(),
    )
    place = settings.data if settings.data.is_dir() else None
    return demand(Level(settings.sandbox.value), private, place)
