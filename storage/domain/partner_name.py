"""Names of suppliers and customers as they are compared: accents, case and legal forms aside.

A name is the weakest thing to find somebody by: anybody can print it. It proves nothing.
"""

import re
import unicodedata

_FORMS = frozenset(
    (  # noqa: SIM905  a list of words reads better as one
        "sarl sas sasu sa eurl earl snc sci scp scop selarl selas gie ei eirl scea gaec "
        "gmbh ag kg ohg ug gbr ev co cie ltd limited llc llp inc corp plc bv nv bvba srl spa sprl "
        "sl slu lda oy oyj ab aps se sro zoo kft doo dba"
    ).split()
)

_SPELLED = (
    (re.compile(r"\bsociete a responsabilite limitee( unipersonnelle)?\b"), " "),
    (re.compile(r"\bsociete (par actions simplifiee|anonyme)( unipersonnelle)?\b"), " "),
    (re.compile(r"\bgesellschaft mit beschrankter haftung\b"), " "),
)
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "&": " "})
_DOTTED = re.compile(r"\b(?:[a-z0-9]\. ?){2,}[a-z0-9]?\b\.?")
_OTHER = re.compile(r"[^\w]+|_")


def name_key(name: str) -> str:
    """Return what two spellings of one company's name have in common; empty for no name.

    Where nothing but legal forms is written, they are the name.
    """
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = _DOTTED.sub(lambda found: re.sub(r"[. ]", "", found[0]) + " ", text)
    text = text.replace("'", " ").replace("\u2019", " ")
    for spelled, short in _SPELLED:
        text = spelled.sub(short, text)
    words = _OTHER.sub(" ", text).split()
    kept = [word for word in words if word not in _FORMS]
    return " ".join(kept or words)
