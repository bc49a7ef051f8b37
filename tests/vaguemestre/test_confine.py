"""Whatever opens files does not start where it could not be confined as was asked."""

from pathlib import Path

import pytest

from pipeline.sandbox import Sandbox
from tests.landlock import needs_landlock
from tests.vaguemestre.conftest import Run
from vaguemestre.commands.confine import limits_of, sandbox_of
from vaguemestre.settings import Settings

COMMANDS = [
    ["worker"],
    ["run"],
    ["read", "a.eml"],
    ["convert", "a.eml", "-o", "b"],
    ["unpack", "a.eml"],
]


@needs_landlock
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_weaker_than_asked(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    for name in ("SMTP_LISTEN", "HTTP_LISTEN"):
        monkeypatch.setenv(f"VAGUEMESTRE_{name}", "127.0.0.1:0")
    monkeypatch.setenv("VAGUEMESTRE_BLOBS_URL", "file:///usr/share")
    Path("a.eml").write_text("Subject: x\n\ny\n")
    sentence = run(*command).refused(2)
    assert "SANDBOX is full, but stages can read /usr/share." in sentence
    assert "set SANDBOX=rlimit-only" in sentence


@needs_landlock
def test_the_level_that_is_in_force(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    assert sandbox_of(Settings()).in_force == "full"
    monkeypatch.setenv("VAGUEMESTRE_SANDBOX", "rlimit-only")
    assert sandbox_of(Settings()).in_force == "rlimit-only+seccomp"
    monkeypatch.setattr("pipeline.proof.strongest", Sandbox)
    assert sandbox_of(Settings()).in_force == "rlimit-only"
    assert list(home.iterdir()) == []


def test_limits_are_those_of_the_settings() -> None:
    settings = Settings(
        max_pages=1,
        max_image_pixels=2,
        stage_seconds=3,
        stage_seconds_per_page=4,
        stage_memory=2**27,
    )
    limits = limits_of(settings)
    assert (limits.pages, limits.pixels, limits.memory) == (1, 2, 2**27)
    assert (limits.seconds, limits.seconds_per_page) == (3, 4)
