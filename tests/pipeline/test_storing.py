"""Files that an outcome names: only regular ones in the work directory are kept."""

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.cell import StageFailedError
from pipeline.storing import keep_files
from storage.blobs import BlobStore
from tests.pipeline.test_cell import open_files

CONTENT = b"<xml/>"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A work directory with one good file and whatever a hostile child can make."""
    made = tmp_path / "work"
    (made / "folder").mkdir(parents=True)
    (made / "good").write_bytes(CONTENT)
    (made / "folder/inner").write_bytes(CONTENT)
    (tmp_path / "secret").write_bytes(b"secret")
    (made / "link").symlink_to(tmp_path / "secret")
    (made / "link to good").symlink_to("good")
    (made / "dangling").symlink_to("nowhere")
    os.mkfifo(made / "pipe")
    return made


def test_files_are_kept_by_role(folder: Path, blobs: BlobStore) -> None:
    kept = keep_files(blobs, "fir_1", folder, {"xml": "good", "facturx": "good"})
    assert kept == {"xml": SHA256, "facturx": SHA256}
    assert blobs.path("fir_1", SHA256).read_bytes() == CONTENT


def test_none(folder: Path, blobs: BlobStore) -> None:
    assert keep_files(blobs, "fir_1", folder, {}) == {}


@pytest.mark.parametrize(
    "name",
    [
        "link",
        "link to good",
        "dangling",
        "pipe",
        "folder",
        "folder/inner",
        "./good",
        "good/",
        "../secret",
        "/etc/passwd",
        ".",
        "..",
        "",
        "missing",
        "nul\0",
        "x" * 300,
    ],
)
def test_anything_else_is_refused(folder: Path, blobs: BlobStore, name: str) -> None:
    before = open_files()
    with pytest.raises(StageFailedError):
        keep_files(blobs, "fir_1", folder, {"xml": name})
    assert list(blobs.stored()) == []
    assert open_files() == before
