"""Small office files, written by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.cell import Watch, run_in_child
from pipeline.mail import magic
from pipeline.pdf import office
from pipeline.sandbox import strongest

NUMBER, TOTAL = "F-2026-017", "1 200,00"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPES = "application/vnd.openxmlformats-officedocument"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{name}="{_ODF}:{name}:1.0"'
    for name in ("office", "text", "table", "script", "manifest")
)
_LINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def _zipped(members: Mapping[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _microsoft(main: str, kind: str, content: str, more: Mapping[str, str]) -> bytes:
    overrides = f'<Override PartName="/{main}" ContentType="{_TYPES}.{kind}.main+xml"/>'
    for name in more:
        if name.startswith("xl/worksheets"):
            overrides += (
                f'<Override PartName="/{name}" ContentType="{_TYPES}.spreadsheetml.worksheet+xml"/>'
            )
    return _zipped({
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}" Target="{main}"/></Relationships>',
        main: _XML + content,
        **more,
    })  # fmt: skip


def _docx() -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (f"Facture {NUMBER}", TOTAL)
    )
    content = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return _microsoft("word/document.xml", "wordprocessingml.document", content, {})


def _xlsx() -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = "".join(
        f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
        for place, text in (("A1", NUMBER), ("B1", TOTAL))
    )
    book = (
        f'<workbook xmlns="{space}" xmlns:r="{relation}"><sheets>'
        '<sheet name="Facture" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    return _microsoft("xl/workbook.xml", "spreadsheetml.sheet", book, {
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'{_XML}<worksheet xmlns="{space}"><cols>'
        '<col min="1" max="2" width="30" customWidth="1"/></cols><sheetData>'
        f'<row r="1">{cells}</row></sheetData></worksheet>',
    })  # fmt: skip


def _open_document(kind: str, body: str, more: Mapping[str, str] | None = None) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    members = {"mimetype": media_type, "content.xml": _content(body), **(more or {})}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in members
        if name != "mimetype"
    )
    manifest = (
        f"{_XML}<manifest:manifest {_SPACES}>"
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
        f"{entries}</manifest:manifest>"
    )
    return _zipped({**members, "META-INF/manifest.xml": manifest})


def _content(body: str, before: str = "") -> str:
    return (
        f'{_XML}<office:document-content {_SPACES} {_LINK} office:version="1.2">{before}'
        f"<office:body>{body}</office:body></office:document-content>"
    )


def _odt() -> bytes:
    lines = "".join(f"<text:p>{text}</text:p>" for text in (NUMBER, TOTAL))
    return _open_document("text", f"<office:text>{lines}</office:text>")


def _ods() -> bytes:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in (NUMBER, TOTAL)
    )
    table = f'<table:table table:name="a"><table:table-row>{cells}</table:table-row></table:table>'
    return _open_document("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>")


def _rtf() -> bytes:
    return rf"{{\rtf1\ansi {{\fonttbl {{\f0 Arial;}}}} Facture {NUMBER}\par {TOTAL}\par}}".encode()


KINDS: dict[str, Callable[[], bytes]] = {
    "docx": _docx,
    "xlsx": _xlsx,
    "odt": _odt,
    "ods": _ods,
    "rtf": _rtf,
}
"""Files with one number and one total, by their kind."""


def bomb() -> bytes:
    """Return a table whose strings are 180 MB, in 200 kB."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/sharedStrings.xml", "w") as strings:
            for _ in range(20):
                strings.write(b"<si><t>A</t></si>" * 500_000)
    return target.getvalue()


def saved_as(folder: Path, content: bytes, kind: str, wanted: str) -> bytes:
    """Have LibreOffice save a file in another format, in a process of its own."""
    folder.mkdir()
    (folder / f"a.{kind}").write_bytes(content)

    def save() -> bytes:
        found = office.library()
        assert found is not None
        target = Path(f"b.{wanted}").absolute()
        assert office._convert(
            found, Path(f"a.{kind}").absolute(), target, office._new_profile(), wanted.encode()
        )
        return target.read_bytes()

    box = strongest().for_work_on(magic.DOCX)
    return run_in_child(save, folder, Watch(100, 100, lambda: None), 1 << 30, box)


def armed(written: Path, secret: Path) -> bytes:
    """Return a text that writes a file when it is opened, and shows what is in another one."""
    macro = f'Sub Main\nOpen "{written}" For Output As #1\nPrint #1, "x"\nClose #1\nEnd Sub'
    library = "http://openoffice.org/2000"
    listener = (
        "<office:scripts><office:event-listeners>"
        '<script:event-listener script:language="ooo:script"'
        ' xmlns:dom="http://www.w3.org/2001/xml-events" script:event-name="dom:load" '
        'xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"'
        ' xlink:type="simple"/></office:event-listeners></office:scripts>'
    )
    body = (
        f'<office:text><text:p>{NUMBER}</text:p><text:section text:name="s">'
        f'<text:section-source xlink:href="{secret.as_uri()}" text:filter-name="Text"/>'
        "<text:p>a</text:p></text:section></office:text>"
    )
    more = {
        "content.xml": _content(body, listener),
        "Basic/script-lc.xml": f'{_XML}<library:libraries xmlns:library="{library}/library">'
        '<library:library library:name="Standard" library:link="false"/></library:libraries>',
        "Basic/Standard/script-lb.xml": f'{_XML}<library:library xmlns:library="{library}/library" '
        'library:name="Standard"><library:element library:name="Module1"/></library:library>',
        "Basic/Standard/Module1.xml": f'{_XML}<script:module xmlns:script="{library}/script" '
        f'script:name="Module1" script:language="StarBasic">{macro}</script:module>',
    }
    return _open_document("text", "", more)


def locked() -> bytes:
    """Return the beginning of an OpenDocument text that has a password."""
    entry = '<manifest:file-entry manifest:full-path="content.xml">'
    manifest = f"<manifest:manifest {_SPACES}>{entry}<manifest:encryption-data/>"
    return _zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "…",
        "META-INF/manifest.xml": manifest,
    })  # fmt: skip
