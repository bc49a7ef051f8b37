"""Tables as XLSX, ODS and CSV (RFC 4180, semicolons, UTF-8 with its mark): texts stay texts."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from xml.sax.saxutils import escape as escape_xml
from xml.sax.saxutils import quoteattr

from xlsxwriter import Workbook

from api.tables.safe_text import escape

Cell = str | Decimal | date | None


class TableFormat(StrEnum):
    """Forms of a table."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


MEDIA_TYPES = {
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    TableFormat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    TableFormat.CSV: "text/csv",
}

_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.3" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="{0}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def write_table(form: TableFormat, sheet: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    """Write a table.

    Args:
        form: Which file.
        sheet: Name of its sheet.
        rows: The heading first. A text that a spreadsheet would run gets an apostrophe; numbers
            and days are typed where the form has types.
    """
    match form:
        case TableFormat.XLSX:
            return _xlsx(sheet, rows)
        case TableFormat.ODS:
            return _ods(sheet, rows)
        case TableFormat.CSV:
            return _csv(rows)


def _xlsx(sheet: str, rows: Sequence[Sequence[Cell]]) -> bytes:
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(kept, options | {"strings_to_numbers": False}) as book:
        page = book.add_worksheet(sheet)
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        number = book.add_format({"num_format": "0.00"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.freeze_panes(1, 0)
        page.set_column(0, max(map(len, rows), default=1), 20, text)
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, Decimal):
                    page.write_number(line, column, float(cell), number)
                elif isinstance(cell, date):
                    page.write_datetime(line, column, cell, day)
                elif cell:
                    page.write_string(line, column, escape(cell), bold if line == 0 else text)
    return kept.getvalue()


def _ods(sheet: str, rows: Iterable[Sequence[Cell]]) -> bytes:
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} '
        f'office:version="1.3"><office:body><office:spreadsheet><table:table '
        f"table:name={quoteattr(sheet)}>{lines}</table:table></office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    media_type = MEDIA_TYPES[TableFormat.ODS]
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        # First and as it is, so that the file is known by its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype"), media_type, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST.format(media_type))
        archive.writestr("content.xml", content)
    return kept.getvalue()


def _ods_cell(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        kind = f'office:value-type="float" office:value="{cell}"'
    elif isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif cell:
        lines = "".join(f"<text:p>{_ods_line(line)}</text:p>" for line in escape(cell).split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
    else:
        return "<table:table-cell/>"
    return f"<table:table-cell {kind}><text:p>{cell}</text:p></table:table-cell>"


def _ods_line(text: str) -> str:
    """Write a line; one of several spaces would be lost as they are."""
    return escape_xml(text).replace("  ", " <text:s/>").replace("\t", "<text:tab/>")


def _csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, delimiter=";")
    for row in rows:
        writer.writerow([escape(cell) if isinstance(cell, str) else _plain(cell) for cell in row])
    return b"\xef\xbb\xbf" + kept.getvalue().encode()


def _plain(cell: Decimal | date | None) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
