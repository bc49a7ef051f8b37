"""Make a PDF of an office file, with LibreOffice where it is installed.

In: a text or a table in a format of Microsoft Office or OpenDocument, hostile. Out: its PDF, or why
there is none. LibreOffice is not started as a program: its library is loaded into the process of
the stage (LibreOfficeKit), which is confined as for every other file and may only have threads
besides. Macros are off, links are not followed, its profile is made anew and ends with the process.
"""

import ctypes
import io
import os
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_size_t, c_void_p, cast
from pathlib import Path
from typing import Any

import olefile

from pipeline.mail import magic
from pipeline.mail.containers.archive import is_bomb
from storage.domain.reason import Reason

_PROGRAMS = (
    Path("/usr/lib/libreoffice/program"),
    Path("/usr/lib64/libreoffice/program"),
    Path("/opt/libreoffice/program"),
)
_TEXT, _TABLE = "WordDocument", "Workbook"
"""Streams of old programs' files."""
_HAS_PASSWORD = 0x01
_FILE_PASS = b"\x2f\x00"
"""A record among the first three of a table."""
_MOST_HEAD = 512
_LIBRARIES = ("libmergedlo.so", "libsofficeapp.so")
_ZIP = b"PK"
_OOR = "http://openoffice.org/2001/registry"
_COMMON, _CALC, _WRITER = (
    f"/org.openoffice.Office.{name}" for name in ("Common", "Calc", "Writer")
)
_SETTINGS = (
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Save/ExportEmbeddedObjects", "SaveOLEObjects", "false"),
    (f"{_CALC}/Content/Update", "Link", "1"),
    (f"{_WRITER}/Content/Update", "Link", "0"),
)
"""Never run what a file brings, never fetch what it names: paths, names and values of settings."""


class _Kit(Structure):
    """``LibreOfficeKitClass`` of LibreOfficeKit.h, as far as it is used."""

    _fields_ = (
        ("size", c_size_t),
        ("destroy", CFUNCTYPE(None, c_void_p)),
        ("load", CFUNCTYPE(c_void_p, c_void_p, c_char_p)),
        ("error", CFUNCTYPE(c_void_p, c_void_p)),
        ("load_with_options", CFUNCTYPE(c_void_p, c_void_p, c_char_p, c_char_p)),
    )


class _Document(Structure):
    """``LibreOfficeKitDocumentClass``, likewise."""

    _fields_ = (
        ("size", c_size_t),
        ("destroy", CFUNCTYPE(None, c_void_p)),
        ("save_as", CFUNCTYPE(c_int, c_void_p, c_char_p, c_char_p, c_char_p)),
    )


def library() -> Path | None:
    """Return LibreOffice's library; None where it is not installed."""
    places = (program / name for program in _PROGRAMS for name in _LIBRARIES)
    return next((place for place in places if place.is_file()), None)


def office_to_pdf(file: Path, media_type: str) -> bytes | Reason:
    """Return the PDF of an office file, or why there is none.

    It leaves files in the current directory, and LibreOffice in this process.

    Args:
        file: The office file.
        media_type: One of `magic.OFFICE`.
    """
    found = library()
    if found is None:
        return Reason.OFFICE_NOT_INSTALLED
    content = file.read_bytes()
    if magic.is_encrypted_office(content):
        return Reason.FILE_ENCRYPTED
    if content.startswith(_ZIP) and is_bomb(content):
        return Reason.ARCHIVE_BOMB
    source = Path(f"office.{magic.OFFICE[media_type]}").absolute()
    target = source.with_suffix(".pdf")
    source.write_bytes(content)
    if not _convert(found, source, target, _new_profile()):
        return Reason.FILE_ENCRYPTED if _is_locked(content) else Reason.OFFICE_DAMAGED
    return target.read_bytes()


def _is_locked(content: bytes) -> bool:
    """Tell whether a file of old programs has a password ([MS-DOC] 2.5.2, [MS-XLS] 2.4.117)."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as compound:
            if compound.exists(_TEXT):
                return bool(compound.openstream(_TEXT).read(12)[11] & _HAS_PASSWORD)
            head = compound.openstream(_TABLE).read(_MOST_HEAD)
    except Exception:  # whatever is wrong with it: then it is damaged
        return False
    records: list[bytes] = []
    at = 0
    while at + 4 <= len(head) and len(records) < 3:
        records.append(head[at : at + 2])
        at += 4 + int.from_bytes(head[at + 2 : at + 4], "little")
    return _FILE_PASS in records


def _convert(found: Path, source: Path, target: Path, profile: Path, kind: bytes = b"pdf") -> bool:
    """Load a file and save it as another; False where either failed."""
    hook = ctypes.CDLL(str(found)).libreofficekit_hook_2
    hook.restype, hook.argtypes = c_void_p, (c_char_p, c_char_p)
    kit = hook(str(found.parent).encode(), profile.as_uri().encode())
    if not kit:
        raise RuntimeError("LibreOffice does not start")
    document = _class_of(kit, _Kit).load_with_options(kit, source.as_uri().encode(), b"")
    if not document:
        return False
    saved = _class_of(document, _Document).save_as(document, target.as_uri().encode(), kind, None)
    return bool(saved) and target.is_file()


def _class_of(thing: int, kind: type[Structure]) -> Any:
    """Return the functions of a thing of LibreOfficeKit: it begins with a pointer to them."""
    return cast(thing, POINTER(POINTER(kind))).contents.contents


def _new_profile() -> Path:
    """Write the settings of a user that was not there before."""
    profile = Path("office-profile").absolute()
    (profile / "user").mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user" / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="{_OOR}" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema">' + items + "</oor:items>"
    )
    os.putenv("HOME", str(profile))
    return profile
