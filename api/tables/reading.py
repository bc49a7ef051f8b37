"""A table out of a hostile file: XLSX and ODS in a bounded child process, CSV (RFC 4180) here.

In: bytes of somebody who is known. Out: texts by row and column, within the bounds below.
"""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from api.tables.safe_text import unescape
from storage.domain.errors import InputError, TransientError

MOST_BYTES = 5 << 20
MOST_ROWS = 5000
MOST_COLUMNS = 100
MOST_CHARACTERS = 5000
"""Of a cell."""

_SECONDS = 30
_CHILD = Path(__file__).with_name("child.py")
_DELIMITERS = ";,\t"


def read_table(content: bytes, *, most: int = MOST_BYTES) -> list[list[str]]:
    """Return the rows of the first sheet, the heading first; texts without spaces around them.

    A leading apostrophe that keeps a text from being a formula is taken off.

    Raises:
        InputError: It is no table, damaged, empty or beyond the bounds; ``code`` says which.
        TransientError: The machine is too busy to read it.
    """
    if len(content) > most:
        raise _too_large()
    rows = _of_workbook(content) if content.startswith(b"PK") else _of_csv(content)
    texts = [[unescape(text.strip()) for text in row] for row in rows]
    if not any(any(row) for row in texts):
        raise InputError("The table is empty.", code="table-empty")
    width = max(map(len, texts))
    return [row + [""] * (width - len(row)) for row in texts]


def _of_workbook(content: bytes) -> list[list[str]]:
    bounds = (str(MOST_ROWS + 1), str(MOST_COLUMNS), str(MOST_CHARACTERS))
    try:
        done = subprocess.run(  # noqa: S603  a fixed program; the file is its input
            [sys.executable, "-I", str(_CHILD), *bounds],
            input=content,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired as error:
        raise TransientError("The table could not be read in time.") from error
    try:
        answer: Any = json.loads(done.stdout)
    except ValueError:
        # It died of its bounds: what makes a reader so greedy is no table of suppliers.
        raise InputError("The table cannot be read.", code="table-damaged") from None
    if "error" in answer:
        raise InputError("The table cannot be read.", code=answer["error"])
    rows: list[list[str]] = answer["rows"]
    return rows


def _of_csv(content: bytes) -> list[list[str]]:
    if b"\0" in content:
        raise InputError("That is no XLSX, ODS or CSV file.", code="table-unknown")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    heading = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > MOST_ROWS + 1 or len(row) > MOST_COLUMNS:
                raise _too_large()
            if any(len(cell) > MOST_CHARACTERS for cell in row):
                raise _too_large()
    except csv.Error as error:
        raise InputError("The table is damaged.", code="table-damaged") from error
    return rows


def _too_large() -> InputError:
    return InputError(
        f"A table has {MOST_ROWS} rows of {MOST_COLUMNS} cells at most, and {MOST_BYTES} bytes.",
        code="table-too-large",
    )
