"""An installation in each of the two modes, ready for its tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.installation import Installation
from tests.servers import PostgresServer


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Keep the tests of a mode together, so that its installation is started once.

    Marks tell parallel runs; the sort undoes the shuffling of tests as far as modes go, and keeps
    modules together, so that what they send is sent once.
    """
    for item in items:
        if mode := mode_of(item):
            item.add_marker(pytest.mark.xdist_group(mode))
    yield
    items.sort(key=lambda item: (mode, item.path) if (mode := mode_of(item)) else ("", Path()))


def mode_of(item: pytest.Item) -> str:
    """Return the mode that a test runs in; empty for a test without an installation."""
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return ""
    return str(item.callspec.params.get("installation", ""))


@pytest.fixture(scope="session", params=["embedded", "scaled"])
def installation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """``vaguemestre run``, embedded and scaled; only settings differ.

    One serves all modules, each with a firm of its own.
    """
    yield from running(request, tmp_path_factory.mktemp(request.param))


def running(request: pytest.FixtureRequest, home: Path) -> Iterator[Installation]:
    """Start an installation in the mode that a fixture's parameter names; stop it at the end."""
    settings = {}
    if request.param == "scaled":
        server: PostgresServer = request.getfixturevalue("postgres")
        redis_url: str = request.getfixturevalue("redis_url")
        broker_url = f"{redis_url.removesuffix('/0')}/1"  # database 0 is that of other tests
        settings = {"DATABASE_URL": server.new_database(), "BROKER_URL": broker_url}
    installation = Installation(home, settings)
    try:
        installation.start()
        yield installation
    finally:
        seconds, _ = installation.stop()
    assert seconds < 20
