"""Blobs: durable when put returns, written once, apart for every firm."""

import errno
import hashlib
import os
from io import BytesIO
from pathlib import Path

import pytest

from storage.blobs import CHUNK, BlobStore, hash_file
from storage.domain.errors import NotFoundError

CONTENT = b"an invoice"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.parametrize("content", [b"", CONTENT, b"x" * (2 * CHUNK + 1)])
def test_what_was_put_is_there_under_its_hash(blobs: BlobStore, content: bytes) -> None:
    sha256, size = blobs.put("fir_1", BytesIO(content))
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert size == len(content)
    path = blobs.path("fir_1", sha256)
    assert path.read_bytes() == content
    assert hash_file(path) == sha256
    assert not path.stat().st_mode & 0o222


def test_only_what_is_left_to_read_is_put(blobs: BlobStore) -> None:
    source = BytesIO(b"skip" + CONTENT)
    source.seek(4)
    assert blobs.put("fir_1", source) == (SHA256, len(CONTENT))


def test_put_file_leaves_the_file(blobs: BlobStore, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    assert blobs.put_file("fir_1", path) == (SHA256, len(CONTENT))
    assert path.read_bytes() == CONTENT


def test_a_linked_file_is_stored_without_a_copy_for_one_firm_only(
    blobs: BlobStore, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    for _ in range(2):
        assert blobs.link("fir_1", path) == (SHA256, len(CONTENT))
        assert blobs.link("fir_2", path) == (SHA256, len(CONTENT))
    first, second = blobs.path("fir_1", SHA256), blobs.path("fir_2", SHA256)
    assert first.samefile(path)
    assert not second.samefile(path)
    path.unlink()
    assert first.read_bytes() == second.read_bytes() == CONTENT
    assert not first.stat().st_mode & 0o222
    assert len(list(blobs.stored())) == 2


def test_where_the_file_system_has_no_links_a_linked_file_is_copied(
    blobs: BlobStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(errno.EXDEV, "elsewhere")

    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert blobs.link("fir_1", path) == (SHA256, len(CONTENT))
    assert not blobs.path("fir_1", SHA256).samefile(path)


def test_bytes_then_name_then_folder_reach_the_disk(
    blobs: BlobStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs.put("fir_1", BytesIO(b"so that some folders are there"))
    steps: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def record_fsync(descriptor: int) -> None:
        name = Path(f"/proc/self/fd/{descriptor}").readlink()
        steps.append("bytes" if name.is_file() else f"folder {name.relative_to(tmp_path)}")
        if name.is_file():
            assert name.read_bytes() == CONTENT, "synced before it was written"
        fsync(descriptor)

    def record_rename(self: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", record_fsync)
    monkeypatch.setattr(Path, "rename", record_rename)
    blobs.put("fir_1", BytesIO(CONTENT))
    first = SHA256[:2]
    assert steps == ["bytes", "folder blobs/fir_1", "rename", f"folder blobs/fir_1/{first}"]

    steps.clear()
    blobs.put("fir_1", BytesIO(CONTENT))
    assert steps == ["bytes", f"folder blobs/fir_1/{first}"], "the name may not be synced yet"


def test_the_same_bytes_twice_are_one_blob(blobs: BlobStore) -> None:
    blobs.put("fir_1", BytesIO(CONTENT))
    before = blobs.path("fir_1", SHA256).stat()
    assert blobs.put("fir_1", BytesIO(CONTENT)) == (SHA256, len(CONTENT))
    after = blobs.path("fir_1", SHA256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert [firm for firm, _ in blobs.stored()] == ["fir_1"]


def test_firms_share_nothing(blobs: BlobStore) -> None:
    blobs.put("fir_1", BytesIO(CONTENT))
    with pytest.raises(NotFoundError):
        blobs.path("fir_2", SHA256)
    blobs.put("fir_2", BytesIO(CONTENT))
    assert not blobs.path("fir_1", SHA256).samefile(blobs.path("fir_2", SHA256))


@pytest.mark.parametrize(
    "sha256", ["0" * 64, "", ".", "..", f"../fir_1/{SHA256[:2]}/{SHA256}", "/etc/passwd", "\0"]
)
def test_what_is_no_blob_is_not_found(blobs: BlobStore, sha256: str) -> None:
    blobs.put("fir_1", BytesIO(CONTENT))
    with pytest.raises(NotFoundError):
        blobs.path("fir_1", sha256)


class TornSource(BytesIO):
    """Breaks off after the first read."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError("the connection broke")
        return super().read(4)


def test_a_torn_put_leaves_nothing(blobs: BlobStore, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="broke"):
        blobs.put("fir_1", TornSource(CONTENT))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_torn_file_of_a_killed_process_is_no_blob(blobs: BlobStore, tmp_path: Path) -> None:
    blobs.put("fir_1", BytesIO(CONTENT))
    (tmp_path / "blobs/fir_1/new/0123").write_bytes(CONTENT[:4])
    assert list(blobs.stored()) == [("fir_1", blobs.path("fir_1", SHA256))]


def test_a_store_without_blobs_has_none(tmp_path: Path) -> None:
    assert list(BlobStore(tmp_path / "none").stored()) == []
