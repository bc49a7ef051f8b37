"""Tell a domain that only resembles one of a known supplier.

In: the domain that a mail shows, and the dossier's known ones, all in A-labels. Out: the known one
that it imitates, if any. Names are compared as people see them: Unicode's confusable characters
(UTS #39) as the Latin letters that they look like, without hyphens, with one or two letters of
difference by the length of the name; with words of billing before or behind; under another suffix;
or as the labels below a stranger's domain.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

from confusable_homoglyphs import confusables
from publicsuffixlist import PublicSuffixList
from rapidfuzz.distance import OSA

_ALIKE = (
    ("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"),
    ("3", "e"), ("4", "a"), ("8", "b"),
)  # fmt: skip
"""Latin letters and digits that look like others, taken in this order on both sides."""
_SHORT, _LONG = 5, 8
"""Letters from which one, and from which two differences are still the same name to the eye."""
_MOST = 253
_WORDS = (
    "accounts", "achats", "admin", "agence", "alerte", "billing", "business", "client",
    "clients", "commercial", "compta", "comptabilite", "comptes", "contact", "corp", "digital",
    "direct", "ebilling", "email", "entreprise", "entreprises", "espace", "espaceclient", "eu",
    "europe", "fact", "factu", "factura", "facturation", "facture", "factures", "finance",
    "finances", "fournisseur", "fournisseurs", "fr", "france", "gmbh", "group", "groupe",
    "info", "international", "intl", "invoice", "invoices", "invoicing", "mail", "mailer", "my",
    "net", "notification", "officiel", "online", "paiement", "paiements", "pay", "payment",
    "payments", "portail", "pro", "rechnung", "recouvrement", "reglement", "sa", "sarl", "sas",
    "sasu", "secure", "securite", "service", "services", "siege", "support", "tresorerie",
    "vente", "ventes", "virement", "web",
)  # fmt: skip
"""Put before or behind a name to look like a department or a country of it."""
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_AROUND = re.compile(rf"(?:{_WORD})+")


@dataclass(frozen=True)
class _Name:
    """A domain as it is compared.

    Attributes:
        registered: The part that somebody registered: one label and its public suffix.
        label: That label, as a person reads it, in small letters.
        suffix: The public suffix.
        below: The labels before it.
    """

    registered: str
    label: str
    suffix: str
    below: tuple[str, ...]


def imitated(domain: str, known: Collection[str]) -> str | None:
    """Return the known domain that another one imitates; None where it is known, or like none."""
    shown = _name(domain)
    names = [name for name in map(_name, sorted(known)) if name is not None]
    if shown is None or shown.registered in {name.registered for name in names}:
        return None
    return next((n.registered for n in names if n.label and _imitates(shown, n)), None)


def _imitates(shown: _Name, real: _Name) -> bool:
    skeleton, wanted = _skeleton(shown.label), _skeleton(real.label)
    if skeleton == wanted:
        return True
    if len(wanted) >= _SHORT and any(_skeleton(label) == wanted for label in shown.below):
        return True
    if _is_dressed(shown.label, real.label, skeleton, wanted):
        return True
    return _is_near(skeleton, wanted, same_suffix=shown.suffix == real.suffix)


def _is_near(skeleton: str, wanted: str, *, same_suffix: bool) -> bool:
    length = len(wanted)
    distance = OSA.distance(skeleton, wanted, score_cutoff=2)
    if length >= _LONG:
        return distance <= (2 if skeleton[0] == wanted[0] and same_suffix else 1)
    if length >= _SHORT:
        return distance <= 1 and (same_suffix or sorted(skeleton) == sorted(wanted))
    # Short names are near too many others: only letters that changed places, or stand twice.
    is_swapped = distance <= 1 and sorted(skeleton) == sorted(wanted)
    is_doubled = distance <= 1 and _runs(skeleton) == _runs(wanted)
    return same_suffix and (is_swapped or is_doubled)


def _is_dressed(label: str, real: str, skeleton: str, wanted: str) -> bool:
    """Tell whether a label is the name with words of a department before or behind it."""
    tokens = [part for part in label.split("-") if part]
    if len(tokens) > 1 and any(_skeleton(part) == wanted for part in tokens):
        others = [part for part in tokens if _skeleton(part) != wanted]
        if len(wanted) >= _SHORT or all(_is_word(part) for part in others):
            return True
    plain = label.replace("-", "")
    bare = real.replace("-", "")
    for whole, name in ((plain, bare), (skeleton, wanted)):
        if len(name) > 2 and name in whole and whole != name:
            before, _, behind = whole.partition(name)
            if all(part == "" or _is_word(part) for part in (before, behind)):
                return True
    return False


def _is_word(text: str) -> bool:
    return _AROUND.fullmatch(text) is not None or _skeleton(text) in _skeletons_of_words()


@cache
def _skeletons_of_words() -> frozenset[str]:
    return frozenset(map(_skeleton, _WORDS))


def _runs(text: str) -> str:
    return re.sub(r"(.)\1+", r"\1", text)


@lru_cache(maxsize=20_000)
def _skeleton(label: str) -> str:
    """Return how a label looks: Latin letters without accents and hyphens."""
    latin = "".join(_as_latin(c) for c in unicodedata.normalize("NFKD", label.lower()))
    letters = "".join(c for c in latin if c.isalnum())
    for seen, like in _ALIKE:
        letters = letters.replace(seen, like)
    return letters


def _as_latin(character: str) -> str:
    """Return the Latin letters that a character looks like; itself where it looks like none."""
    if character.isascii() or unicodedata.combining(character):
        return character
    for like in confusables.confusables_data.get(character, []):
        if like["c"].isascii():
            return str(like["c"]).lower()
    return character


@lru_cache(maxsize=20_000)
def _name(domain: str) -> _Name | None:
    domain = domain.strip().lower().rstrip(".")
    registered = _suffixes().privatesuffix(domain) if 0 < len(domain) <= _MOST else None
    if registered is None:
        return None
    label, _, suffix = registered.partition(".")
    below = domain.removesuffix(registered).rstrip(".").split(".")
    return _Name(registered, _as_read(label), suffix, tuple(map(_as_read, filter(None, below))))


def _as_read(label: str) -> str:
    """Return a label as a person reads it (RFC 5890 §2.3.2.1 for an A-label)."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode").lower()
    except (UnicodeError, ValueError):
        return label


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
