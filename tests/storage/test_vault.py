"""The vault: what only the key's file opens again."""

from pathlib import Path

import pytest

from storage.domain.errors import ConfigError
from storage.vault import Vault


def test_only_the_same_key_and_row_open_it(tmp_path: Path) -> None:
    sealed = Vault(tmp_path / "a" / "key").seal("s3cret", "pwd_1")
    assert "s3cret" not in sealed
    assert Vault(tmp_path / "a" / "key").open(sealed, "pwd_1") == "s3cret"
    assert Vault(tmp_path / "a" / "key").open(sealed, "pwd_2") is None
    Vault(tmp_path / "other").seal("x", "pwd_1")
    assert Vault(tmp_path / "other").open(sealed, "pwd_1") is None
    assert Vault(tmp_path / "none").open(sealed, "pwd_1") is None


def test_the_same_secret_twice_is_not_the_same_text(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "key")
    assert vault.seal("a", "pwd_1") != vault.seal("a", "pwd_1")


def test_only_its_owner_may_read_the_key(tmp_path: Path) -> None:
    Vault(tmp_path / "key").seal("a", "pwd_1")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_what_is_no_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"short")
    with pytest.raises(ConfigError):
        Vault(tmp_path / "key").seal("a", "pwd_1")
