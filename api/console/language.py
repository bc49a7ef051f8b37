"""Which language a browser prefers (RFC 9110 §12.5.4): French, or English if that is preferred."""

from typing import Literal

Language = Literal["fr", "en"]

_LONGEST_HEADER = 1000


def choose_language(header: str) -> Language:
    """Return the language of the pages for an ``Accept-Language`` header; French by default.

    A language that neither is counts for nothing; at equal weight the one named first wins.
    """
    best: tuple[float, Language] = (0.0, "fr")
    for item in header[:_LONGEST_HEADER].split(","):
        tag, _, parameters = item.strip().partition(";")
        primary = tag.strip().lower().partition("-")[0]
        weight = _weight(parameters)
        if weight <= best[0]:
            continue
        if primary == "fr":
            best = (weight, "fr")
        elif primary == "en":
            best = (weight, "en")
    return best[1]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(float(value), 1.0)
    except ValueError:
        return 0.0
