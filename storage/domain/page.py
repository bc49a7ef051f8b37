"""Places on a page, as a person sees it: rotated and cropped as displayed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle on a displayed page.

    Attributes:
        page: 1-based number of the page.
        x: Left edge as a fraction of the page's width, 0 to 1.
        y: Top edge as a fraction of the page's height, 0 to 1, growing downwards.
        w: Width as a fraction of the page's width.
        h: Height as a fraction of the page's height.
    """

    page: int
    x: float
    y: float
    w: float
    h: float

    def holds_middle_of(self, other: "Box") -> bool:
        """Tell whether the middle of another rectangle, on whatever page, lies in this one."""
        x, y = other.x + other.w / 2, other.y + other.h / 2
        return self.x <= x <= self.x + self.w and self.y <= y <= self.y + self.h
