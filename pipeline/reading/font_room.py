"""The room that a font gives to a word, of which recognition sees the ink alone.

In: a recognised word and the edges of its ink. Out: the edges that it would have in a text layer.
Its box ends where its ink does. Capitals, digits and « b » rise above low letters, « p » and a
comma reach below them; so the letters tell the size of the font.
"""

_LOW, _UP, _DOWN, _TAIL = 0.52, 0.2, 0.2, 0.1
"""Of the size of a font: the height of low letters, what others rise above them and reach down
below the line, and how far a comma does."""
_UPWARD = frozenset("bdfhijkltßéèêëàâäîïôöûüùç!?%€$&'()[]/|")
_DOWNWARD = frozenset("gjpqyçQ()[]/|")
_ROOM_ABOVE, _ROOM_BELOW = 0.9, 0.18
"""Of the size of a font: how far the boxes of a text layer reach above and below the line."""


def with_room(text: str, top: float, bottom: float) -> tuple[float, float]:
    """Return top and bottom of a word with its font's room.

    Args:
        text: Its characters.
        top: Where its ink begins, growing downwards.
        bottom: Where it ends.
    """
    rises = any(c.isupper() or c.isdecimal() or c in _UPWARD for c in text)
    down = _DOWN if not _DOWNWARD.isdisjoint(text) else _TAIL * ("," in text)
    size = (bottom - top) / (_LOW + _UP * rises + down)
    base = bottom - down * size
    return base - _ROOM_ABOVE * size, base + _ROOM_BELOW * size
