"""Reads a workbook (XLSX, ODS) in a process of its own: standard input to JSON on standard output.

The file is hostile: its process has bounds of memory and time, opens no other file and writes
none. It imports nothing of ours: it starts quickly, alone.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, load_workbook

MEMORY = 1 << 30
"""Bytes of address space."""

SECONDS = 15
"""Of the processor."""

MOST_MEMBERS = 500
MOST_INFLATED = 64 << 20
"""Bytes of all members of the archive, as it says itself; the bound of memory holds for liars."""


def main(most_rows: int, most_columns: int, most_characters: int) -> None:
    """Read one workbook and print its first sheet, or the code of why not."""
    bounds = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, most in bounds:
        resource.setrlimit(limit, (most, most))
    content = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(_sheet(content, most_rows, most_columns, most_characters)))


def _sheet(
    content: bytes, most_rows: int, most_columns: int, most_characters: int
) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return {"error": "table-damaged"}
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_INFLATED:
        return {"error": "table-too-large"}
    try:
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False, nrows=most_rows + 1)
    except (CalamineError, ValueError, IndexError, OSError):
        return {"error": "table-damaged"}
    if len(rows) > most_rows or any(len(row) > most_columns for row in rows):
        return {"error": "table-too-large"}
    texts = [[_text(value) for value in row] for row in rows]
    if any(len(text) > most_characters for row in texts for text in row):
        return {"error": "table-too-large"}
    return {"rows": texts}


def _text(value: object) -> str:
    """Write a cell as text: whole numbers without a point, days as ISO 8601 has them."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
