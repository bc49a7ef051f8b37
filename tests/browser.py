"""Debian's Chromium, as the tests use it: without a sandbox, since they may run as root."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start the browser; close it at the end.

    Raises:
        FileNotFoundError: It is not installed.
    """
    path = shutil.which("chromium")
    if path is None:
        raise FileNotFoundError("There is no chromium; `make setup` installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
