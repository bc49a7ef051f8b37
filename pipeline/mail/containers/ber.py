"""BER (ITU-T X.690), as much as CMS needs: elements with definite and indefinite lengths.

In: bytes. Out: a tree of offsets. One pass, with caps on depth and number of elements.
"""

from dataclasses import dataclass, field

_MAX_DEPTH = 40
_MAX_ELEMENTS = 200_000
_CONSTRUCTED = 0x20
SEQUENCE, SET, OCTET_STRING, OID = 0x30, 0x31, 0x04, 0x06


class BerError(ValueError):
    """It is no BER, or more of it than is read."""


@dataclass
class Element:
    """One element.

    Attributes:
        tag: Its identifier octet; identifiers of more octets are refused.
        start: Offset of its content.
        end: Offset behind its content.
        children: What lies in it, where it is constructed.
    """

    tag: int
    start: int
    end: int
    children: "list[Element]" = field(default_factory=list)


class Reader:
    """Reads elements out of one buffer."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._elements = 0

    def read(self) -> Element:
        """Return the element at the start of the buffer.

        Raises:
            BerError: There is none, or it breaks a cap.
        """
        element, _ = self._read(0, len(self.data), 0)
        return element

    def content(self, element: Element) -> bytes:
        """Return the content of a primitive, or the joined one of a string in pieces."""
        if not element.tag & _CONSTRUCTED:
            return self.data[element.start : element.end]
        return b"".join(self.content(child) for child in element.children)

    def _read(self, position: int, end: int, depth: int) -> tuple[Element, int]:
        self._elements += 1
        if self._elements > _MAX_ELEMENTS or depth > _MAX_DEPTH or position + 2 > end:
            raise BerError
        tag, size = self.data[position], self.data[position + 1]
        position += 2
        if tag & 0x1F == 0x1F:
            raise BerError
        if size == 0x80:
            if not tag & _CONSTRUCTED:
                raise BerError
            return self._read_indefinite(tag, position, end, depth)
        if size > 0x80:
            octets = size - 0x80
            if octets > 8 or position + octets > end:
                raise BerError
            size = int.from_bytes(self.data[position : position + octets], "big")
            position += octets
        if position + size > end:
            raise BerError
        element = Element(tag, position, position + size)
        if tag & _CONSTRUCTED:
            while position < element.end:
                child, position = self._read(position, element.end, depth + 1)
                element.children.append(child)
        return element, element.end

    def _read_indefinite(self, tag: int, start: int, end: int, depth: int) -> tuple[Element, int]:
        """Read up to the two octets that end a content of indefinite length (X.690 8.1.5)."""
        element = Element(tag, start, start)
        position = start
        while self.data[position : position + 2] != b"\0\0":
            child, position = self._read(position, end, depth + 1)
            element.children.append(child)
        element.end = position
        return element, position + 2
