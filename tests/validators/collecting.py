"""Keep every PDF that tests make: ``pytest -p tests.validators.collecting --made DIR``.

What is made inside the tests' own processes and their forks is caught where it is handed on, not
where it is saved: some of that is refused afterwards. Of what the programs that they start make,
the files are found among those that the tests leave.
"""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

import pikepdf
import pytest

from pipeline import sandbox
from pipeline.facturx import pdfa
from pipeline.facturx.pdfa import Archivable
from pipeline.sandbox import Sandbox
from storage.domain.reason import Reason

P = ParamSpec("P")

_HEAD = b"%PDF-"
_SOURCE = b"urn:sha256:"
"""Stands in the XMP of everything that is derived."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that tells the folder."""
    parser.addoption("--made", type=Path, help="folder for every PDF/A that is made")


def pytest_configure(config: pytest.Config) -> None:
    """Catch what is saved, before any test module is imported."""
    if folder := config.getoption("--made"):
        setattr(pdfa, "make_pdfa", _keeping(pdfa.make_pdfa, folder))  # noqa: B010 - it is a patch
        setattr(Sandbox, "_confine_files", _opening(folder))  # noqa: B010 - it is a patch


def _opening(folder: Path) -> Callable[[Sandbox, Path], None]:
    """Return what confines a fork of the tests to its own folder and the one that is kept."""

    def confine_files(self: Sandbox, own: Path) -> None:
        with sandbox.file_rules(self.readable, (own, folder)) as rules:
            rules.restrict()

    return confine_files


def _keeping(
    make: Callable[P, Archivable | Reason], folder: Path
) -> Callable[P, Archivable | Reason]:
    def make_and_keep(*args: P.args, **kwargs: P.kwargs) -> Archivable | Reason:
        made = make(*args, **kwargs)
        if isinstance(made, Archivable):
            _keep(made.content, folder)
        return made

    return make_and_keep


def _keep(content: bytes, folder: Path) -> None:
    (folder / f"{hashlib.sha256(content).hexdigest()}.pdf").write_bytes(content)


def keep_left_files(left: Path, folder: Path) -> None:
    """Keep the derived files among those that tests leave.

    Args:
        left: The base of the tests' temporary folders.
        folder: Where to keep them.
    """
    for file in left.rglob("*"):
        if not file.is_symlink() and file.is_file() and _is_derived(file):
            _keep(file.read_bytes(), folder)


def _is_derived(file: Path) -> bool:
    with file.open("rb") as source:
        if source.read(len(_HEAD)) != _HEAD:
            return False
    try:
        with pikepdf.open(io.BytesIO(file.read_bytes())) as pdf:
            return _SOURCE in bytes(pdf.Root.Metadata.read_bytes())
    except (pikepdf.PdfError, pikepdf.PasswordError, AttributeError):
        return False
