"""Hold a PDF to the bounds that PDF/A sets on numbers, names, strings and streams.

In: a PDF open in pikepdf, hostile. Out: the same with strings of whole bytes; what is out of
bounds otherwise is refused.
Standard: ISO 19005-3, 6.1.6 to 6.1.8 and 6.1.13.
"""

import io
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from pipeline.facturx.content import Piece, Refused, content_of, write_content

_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_SPACES = b" \t\r\n\f\0"
_LARGE = re.compile(rb"[\s\[+-]\d{10}|/[^\s/<>\[\]()]{128}")
"""What may be a number or a name out of bounds; it may be a string, too."""
_ESCAPED = re.compile(rb"/[^\s/<>\[\]()]*#[89A-Fa-f][^\s/<>\[\]()]*")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTERS = frozenset(
    "/ASCIIHexDecode /ASCII85Decode /LZWDecode /FlateDecode /RunLengthDecode /CCITTFaxDecode"  # noqa: SIM905 - as ISO 32000-2, table 6 lists them
    " /JBIG2Decode /DCTDecode /JPXDecode".split()
)
_LARGEST = 2**31
_LONGEST_NAME = 127
_DEEPEST = 50


def mend_strings(pdf: Pdf, pieces: list[Piece]) -> None:
    """Write content anew in which a string has half a byte too much or too little.

    Raises:
        Refused: It holds a number or a name that is out of bounds.
    """
    for piece in pieces:
        content = content_of(piece.holder)
        if _LARGE.search(content):
            for instruction in pikepdf.parse_content_stream(piece.holder):
                if isinstance(instruction, pikepdf.ContentStreamInstruction):
                    _check(list(instruction.operands))
        strings = _HEXADECIMAL.findall(content)
        if any(len(string.translate(None, _SPACES)) % 2 for string in strings):
            instructions = pikepdf.parse_content_stream(piece.holder)
            write_content(pdf, piece, pikepdf.unparse_content_stream(instructions))


def check_saved(pdf: Pdf, content: bytes) -> None:
    """Look at every object of a file that was saved: those that nothing refers to are not in it.

    Args:
        pdf: As it was when it was saved.
        content: The saved file.

    Raises:
        Refused: As `check_objects` does.
    """
    try:
        check_objects(pdf)
    except Refused:
        with pikepdf.open(io.BytesIO(content)) as saved:
            check_objects(saved)


def check_objects(pdf: Pdf) -> None:
    """Look at every object.

    Raises:
        Refused: A number or a name is out of bounds, or a stream lies elsewhere or is behind an
            unknown filter.
    """
    for item in pdf.objects:
        if isinstance(item, Stream):
            _check_stream(item)
        plain = item.stream_dict if isinstance(item, Stream) else item
        if isinstance(plain, Dictionary | Array):
            written = plain.unparse(resolved=True)
            if _LARGE.search(written):
                _check(plain)
            for name in _ESCAPED.findall(written):
                _check_letters(name)


def _check_stream(stream: Stream) -> None:
    filters = stream.get("/Filter")
    chain = list(filters) if isinstance(filters, Array) else [filters] if filters else []
    if "/F" in stream or not {str(name) for name in chain} <= _FILTERS:
        raise Refused("A stream lies elsewhere or is behind an unknown filter.")


def _check_letters(name: bytes) -> None:
    letters = _ESCAPE.sub(lambda escape: bytes.fromhex(escape[1].decode()), name)
    try:
        letters.decode()
    except UnicodeDecodeError as error:
        raise Refused("A name is not in UTF-8.") from error


def _check(item: Any, depth: int = 0) -> None:
    if depth > _DEEPEST:
        raise Refused("It nests too deep.")
    if isinstance(item, Dictionary):
        _check_names(item.keys())
    if isinstance(item, Dictionary | Array | list):
        for value in item.as_dict().values() if isinstance(item, Dictionary) else item:
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                _check(value, depth + 1)
    elif isinstance(item, Name):
        _check_names([str(item)])
    elif isinstance(item, int | Decimal) and not -_LARGEST <= item < _LARGEST:
        raise Refused("A number is out of bounds.")


def _check_names(names: Iterable[str]) -> None:
    if any(len(name.encode(errors="surrogateescape")) > _LONGEST_NAME + 1 for name in names):
        raise Refused("A name is too long.")
