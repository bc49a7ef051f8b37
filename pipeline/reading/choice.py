"""What was chosen for a field among all places that its labels speak of.

In: values by place. Out: the best one, with the places that speak for it and those it beat.
"""

from dataclasses import dataclass
from typing import Generic

from pipeline.reading.labels import HINT
from pipeline.reading.search import Found, V


@dataclass(frozen=True)
class Choice(Generic[V]):
    """A chosen value.

    Attributes:
        value: Canonical text.
        places: Where it stands with a label, the best first; empty where it was derived.
        score: Of the best place, 0 to 1.
        others: Other values with their best places, the better first.
    """

    value: str
    places: tuple[Found[V], ...]
    score: float
    others: tuple[tuple[str, Found[V]], ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether a label says what it is; one that hints, « Nos réf. », or none, never does."""
        return any(found.label.weight > HINT for found in self.places)

    @property
    def is_tied(self) -> bool:
        """Whether another value has as good a label, and this one no second."""
        labels = {found.label.span for found in self.places}
        best = max((found.score for _, found in self.others), default=0.0)
        return len(labels) == 1 and best >= self.score


def choose(places: dict[str, list[Found[V]]]) -> Choice[V] | None:
    """Return the value with the best place; several places of one value add a little."""
    if not places:
        return None
    scores = {
        value: max(f.score for f in found) + 0.1 * (len({f.label.span for f in found}) - 1)
        for value, found in places.items()
    }
    ordered = sorted(places, key=lambda value: -scores[value])
    best = ordered[0]
    found = sorted(places[best], key=lambda f: -f.score)
    others = tuple((value, max(places[value], key=lambda f: f.score)) for value in ordered[1:4])
    return Choice(best, tuple(found), min(1.0, found[0].score), others)
