"""Keep every PDF that tests make: ``pytest -p tests.validators.collecting --made DIR``.

What is made inside the tests' own processes and their forks is caught where it is saved; of what
the programs that they start make, the files are found among those that the tests leave.
"""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipeline.facturx import pdfa

_HEAD = b"%PDF-"
_SOURCE = b"urn:sha256:"
"""Stands in the XMP of everything that is derived."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that tells the folder."""
    parser.addoption("--made", type=Path, help="folder for every PDF/A that is made")


def pytest_configure(config: pytest.Config) -> None:
    """Catch what is saved, before any test module is imported."""
    if folder := config.getoption("--made"):
        setattr(pdfa, "save_pdfa", _keeping(pdfa.save_pdfa, folder))  # noqa: B010 - it is a patch


def _keeping(save: Callable[[pikepdf.Pdf], bytes], folder: Path) -> Callable[[pikepdf.Pdf], bytes]:
    def save_and_keep(pdf: pikepdf.Pdf) -> bytes:
        content = save(pdf)
        _keep(content, folder)
        return content

    return save_and_keep


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
