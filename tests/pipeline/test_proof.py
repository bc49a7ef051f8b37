"""A worker starts where the sandbox that was asked for holds, and nowhere else."""

import errno
from pathlib import Path

import pytest

from pipeline.proof import demand
from pipeline.sandbox import Level, Sandbox
from storage.domain.errors import ConfigError
from tests.landlock import needs_landlock


@needs_landlock
def test_what_was_asked_for_is_proven(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.touch()
    assert demand(Level.FULL, [secret, tmp_path / "none"], tmp_path).in_force == "full"
    assert demand(Level.RLIMIT_ONLY).in_force == "rlimit-only+seccomp"
    assert list(tmp_path.iterdir()) == [secret]


@pytest.mark.parametrize(
    ("has", "why"),
    [
        (Sandbox(landlock=False, seccomp=True), "the kernel has no Landlock"),
        (Sandbox(landlock=True, seccomp=False), "apt-get install libseccomp2"),
    ],
)
def test_weaker_than_asked_means_no_start(
    monkeypatch: pytest.MonkeyPatch, has: Sandbox, why: str
) -> None:
    monkeypatch.setattr("pipeline.proof.strongest", lambda: has)
    with pytest.raises(ConfigError, match=why) as raised:
        demand(Level.FULL)
    assert "set SANDBOX=rlimit-only" in str(raised.value)
    assert demand(Level.RLIMIT_ONLY).level is Level.RLIMIT_ONLY


@needs_landlock
def test_so_does_a_sandbox_that_does_not_hold(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A kernel may say yes and do nothing."""
    monkeypatch.setattr(Sandbox, "enter", lambda *_: None)
    with pytest.raises(ConfigError) as raised:
        demand(Level.FULL, [tmp_path])
    for what in (f"can read {tmp_path}", "beside their folder", "connection", "process", "signal"):
        assert what in str(raised.value)


@needs_landlock
def test_data_where_stages_must_read_means_no_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="stages can read /usr/share"):
        demand(Level.FULL, [Path("/usr/share")], tmp_path)


@needs_landlock
def test_a_refusal_of_the_kernel_means_no_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EINVAL, "seccomp")

    monkeypatch.setattr(Sandbox, "enter", refuse)
    with pytest.raises(ConfigError, match=r"refused to confine a process: .*seccomp"):
        demand(Level.FULL)
