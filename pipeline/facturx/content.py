"""Walk through what the pages of a PDF paint.

In: a PDF open in pikepdf, hostile. Out: every content stream with its resources, once, and which
codes of which font it shows. All is bounded: a stream that inflates beyond measure is refused
before it is decoded, and so is a graph that does not end.
Standard: ISO 32000-2 §7.8, §9.4.
"""

import base64
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

_MOST_CONTENT = 32 * 1024 * 1024
"""Decoded bytes of all content streams together."""
_MOST_PIECES = 20_000
_MOST_SAVED_STATES = 28
"""At once, and how many bytes a string may have: ISO 19005-3, 6.1.13."""
_MOST_STRING = 32_767
_INVISIBLE = 3
_OPERATORS = frozenset(
    "q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr Ts"  # noqa: SIM905 - as ISO 32000-2, annex A lists them
    " Td TD Tm T* Tj TJ ' \" d0 d1 CS cs SC SCN sc scn G g RG rg K k sh Do MP DP BMC BDC EMC BX"
    " EX".split()
)
_MERE_PAINT = _OPERATORS - frozenset(
    "q Q d gs Tf Tr Tj TJ ' \" Do sh cs CS k K sc SC scn SCN".split()  # noqa: SIM905 - as above
)
"""Those that are always right, and name nothing of which more has to be known."""
_NAMING = {
    "Do": "/XObject",
    "sh": "/Shading",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
}
"""Operators that name a resource, which has to be one of the piece's own."""
_BUILT_IN = frozenset({"/DeviceGray", "/DeviceRGB", "/Pattern"})
INK = "It paints in ink colours, for which no free profile is at hand."


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """The PDF cannot be repaired so that it still looks and reads the same."""


class TooLarge(Refused):
    """It is too large to be painted at all."""


@dataclass(frozen=True)
class Piece:
    """A content stream with its resources.

    Attributes:
        holder: The page, the form XObject, the pattern or the glyph that has it.
        resources: What its names stand for.
    """

    holder: Object
    resources: Dictionary


@dataclass
class Shown:
    """What is shown of one font.

    Attributes:
        font: Its dictionary.
        texts: Strings of codes, without repetition.
    """

    font: Dictionary
    texts: set[bytes] = field(default_factory=set)


def pieces_of(pdf: Pdf) -> list[Piece]:
    """Return every piece that the pages can reach.

    Raises:
        TooLarge: There are too many of them, or their content is too large.
    """
    waiting = [Piece(page.obj, page.resources) for page in pdf.pages]
    found, seen, size = list[Piece](), set[tuple[int, int]](), 0
    while waiting:
        piece = waiting.pop()
        if piece.holder.is_indirect:
            if piece.holder.objgen in seen:
                continue
            seen.add(piece.holder.objgen)
        size += sum(decoded_size(stream, _MOST_CONTENT) for stream in _streams(piece.holder))
        found.append(piece)
        _make_indirect(pdf, piece.resources)
        if size > _MOST_CONTENT or len(found) > _MOST_PIECES:
            raise TooLarge("It paints too much.")
        waiting.extend(_inner(piece.resources))
    return found


def _make_indirect(pdf: Pdf, resources: Dictionary) -> None:
    """Give fonts that are written in place a number of their own, by which they are told apart."""
    fonts = resources.get("/Font")
    if isinstance(fonts, Dictionary):
        for name, font in fonts.items():
            if not font.is_indirect:
                fonts[name] = pdf.make_indirect(font)


def content_of(holder: Object) -> bytes:
    """Return what a page or another piece paints, decoded."""
    return b"\n".join(stream.read_bytes() for stream in _streams(holder))


def write_content(pdf: Pdf, piece: Piece, content: bytes) -> None:
    """Replace what a piece paints."""
    if isinstance(piece.holder, Stream):
        piece.holder.write(content)
    else:
        piece.holder.Contents = pdf.make_stream(content)


def _streams(holder: Object) -> list[Stream]:
    if isinstance(holder, Stream):
        return [holder]
    contents = holder.get("/Contents")
    each = contents if isinstance(contents, Array) else [contents]
    return [stream for stream in each if isinstance(stream, Stream)]


def _inner(resources: Dictionary) -> Iterator[Piece]:
    """Yield the pieces that resources name."""
    for kind in ("/XObject", "/Pattern"):
        for item in named(resources, kind).values():
            is_form = kind == "/Pattern" or item.get("/Subtype") == Name.Form
            if isinstance(item, Stream) and is_form:
                yield Piece(item, _own_resources(item, resources))
    for state in named(resources, "/ExtGState").values():
        mask = state.get("/SMask") if isinstance(state, Dictionary) else None
        group = mask.get("/G") if isinstance(mask, Dictionary) else None
        if isinstance(group, Stream):
            yield Piece(group, _own_resources(group, resources))
    for font in named(resources, "/Font").values():
        if isinstance(font, Dictionary) and font.get("/Subtype") == Name.Type3:
            for glyph in named(font, "/CharProcs").values():
                if isinstance(glyph, Stream):
                    own = font.get("/Resources")
                    yield Piece(glyph, own if isinstance(own, Dictionary) else resources)


def _own_resources(form: Stream, outer: Dictionary) -> Dictionary:
    """Return a form's resources, giving it those of its page where it has none (PDF 1.1)."""
    own = form.get("/Resources")
    if isinstance(own, Dictionary):
        return own
    form.Resources = outer
    return outer


def named(resources: Any, kind: str) -> dict[str, Any]:
    """Return what resources of one kind there are, by name."""
    found = resources.get(kind)
    return dict(found.items()) if isinstance(found, Dictionary) else {}


def decoded_size(stream: Stream, limit: int) -> int:
    """Return the size of a decoded stream, or more than ``limit`` where it is larger.

    Raises:
        Refused: It is damaged, or behind a filter whose output cannot be bounded.
    """
    filters = stream.get("/Filter")
    chain = list(filters) if isinstance(filters, Array) else [filters] if filters else []
    content = stream.read_raw_bytes()
    for name in chain:
        if name == Name.FlateDecode:
            content = _inflate(content, limit + 1)
        elif name == Name.ASCII85Decode:
            content = base64.a85decode(content.strip().removesuffix(b"~>").removeprefix(b"<~"))
        elif name in {Name.ASCIIHexDecode, Name.RunLengthDecode} and len(content) < limit // 128:
            return len(content) * 128
        else:
            raise Refused(f"It hides content behind {name}.")
    return len(content)


def decoded(stream: Stream, limit: int) -> bytes:
    """Return a decoded stream.

    Raises:
        Refused: As for `decoded_size`, or it is larger than ``limit``.
    """
    is_plain = stream.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in stream
    content = _inflate(stream.read_raw_bytes(), limit + 1) if is_plain else None
    if (decoded_size(stream, limit) if content is None else len(content)) > limit:
        raise Refused("A stream is too large.")
    return bytes(stream.read_bytes()) if content is None else content


def _inflate(content: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, limit)
    except zlib.error as error:
        raise Refused("It holds damaged content.") from error


@dataclass
class _State:
    """What the graphics state of a piece says of its text, and what it has shown so far."""

    piece: Piece
    font: Any = None
    mode: int = 0
    saved: list[tuple[Any, int]] = field(default_factory=list)
    shown: dict[tuple[int, int], Shown] = field(default_factory=dict)
    _resources: dict[str, dict[str, Any]] = field(default_factory=dict)

    def choose(self, name: Object) -> None:
        self.font = self._named("/Font").get(str(name))

    def _named(self, kind: str) -> dict[str, Any]:
        """Return what the piece's names of one kind stand for: every line of text asks for it."""
        if kind not in self._resources:
            self._resources[kind] = named(self.piece.resources, kind)
        return self._resources[kind]

    def save(self) -> None:
        self.saved.append((self.font, self.mode))
        if len(self.saved) > _MOST_SAVED_STATES:
            raise Refused("It saves too many graphics states.")

    def apply(self, name: Object) -> None:
        state = self._named("/ExtGState").get(str(name))
        if isinstance(state, Dictionary) and "/Font" in state:
            raise Refused("A graphics state chooses its font.")

    def look_up(self, kind: str, operands: Any) -> None:
        name = operands[-1] if len(operands) else None
        if not isinstance(name, Name) or str(name) in _BUILT_IN:
            return
        if str(name) not in self._named(kind):
            raise Refused(f"It paints with {name}, which is not there.")

    def show(self, operand: Any) -> None:
        if self.mode == _INVISIBLE:
            return
        if not isinstance(self.font, Dictionary):
            raise Refused("It shows text in a font that is not there.")
        use = self.shown.setdefault(self.font.objgen, Shown(self.font))
        use.texts.update(_strings(operand))


def shown_text(pieces: list[Piece]) -> list[Shown]:
    """Return the fonts that are used visibly, with the codes that are shown.

    Raises:
        Refused: Text is shown in a font that another piece chose, or ink colours are used.
    """
    shown: dict[tuple[int, int], Shown] = {}
    for piece in pieces:
        for key, use in _shown_by(piece).items():
            shown.setdefault(key, Shown(use.font)).texts.update(use.texts)
    return list(shown.values())


def _shown_by(piece: Piece) -> dict[tuple[int, int], Shown]:
    state = _State(piece)
    for name, operands in _instructions(piece.holder):
        match _checked(name, operands):
            case "q":
                state.save()
            case "Q" if state.saved:
                state.font, state.mode = state.saved.pop()
            case "Tf":
                state.choose(operands[0])
            case "Tr":
                state.mode = int(operands[0])
            case "gs":
                state.apply(operands[0])
            case "Tj" | "TJ" | "'" | '"':
                state.show(operands[-1])
            case name if name in _NAMING:
                state.look_up(_NAMING[name], operands)
            case _:
                pass
    return state.shown


def _checked(name: str, operands: Any) -> str:
    """Return the name of an operator that PDF/A knows and for which a colour profile is at hand."""
    if name not in _OPERATORS:
        raise Refused("It paints with something unknown.")
    if name in {"k", "K"} or (name in {"cs", "CS"} and operands[0] == Name.DeviceCMYK):
        raise Refused(INK)
    return name


def _instructions(holder: Object) -> Iterator[tuple[str, Any]]:
    """Yield operators with their operands, but those that are always right and name nothing."""
    for instruction in pikepdf.parse_content_stream(holder):
        if isinstance(instruction, pikepdf.ContentStreamInstruction):
            name = str(instruction.operator)
            if name not in _MERE_PAINT:
                yield name, instruction.operands
        elif "CMYK" in str(instruction.iimage.colorspace):
            raise Refused(INK)


def _strings(operand: Any) -> Iterator[bytes]:
    for item in operand if isinstance(operand, Array) else [operand]:
        if isinstance(item, String):
            text = bytes(item)
            if len(text) > _MOST_STRING:
                raise Refused("It shows too long a string.")
            yield text
