"""Say in one sentence, in French and in English, what a rule of the standards objects to.

In: the id of a rule and the message of whoever wrote it, in whatever language. Out: both sentences,
for every rule of the rule sets in `pipeline.facturx.schematron`, and for those of our own. The
sentences of the rules that people meet stand in ``rule_sentences.tsv``; rules that only count
elements or look into a code list are told from their message, by the first pattern of
``message_sentences.tsv`` that fits; ``term_names.tsv`` has the names of terms. A rule that is not
known, as of a later version, names the terms that it is about.
Standards: EN 16931, Factur-X 1.09, the French rules BR-FR.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_TERM = re.compile(r"\b(?:B[GT]-(?:X-)?\d+|EXT-FR-FE-(?:BG-)?\d+)(?!\d)", re.IGNORECASE)
_MOST_TERMS = 4
_MOST_CHARACTERS = 1000

_MENTIONS = {
    "PMT": ("indemnité de recouvrement (PMT)", "fee for recovery costs (PMT)"),
    "PMD": ("pénalités de retard (PMD)", "penalties for late payment (PMD)"),
    "AAB": ("escompte ou son absence (AAB)", "discount for early payment or none (AAB)"),
    "TXD": ("mention fiscale (TXD)", "tax notice (TXD)"),
}
_CATEGORIES = {
    "S": ("S, taux normal", "S, standard"),
    "Z": ("Z, taux zéro", "Z, zero rated"),
    "E": ("E, exonération", "E, exempt"),
    "AE": ("AE, autoliquidation", "AE, reverse charge"),
    "IC": ("K, intracommunautaire", "K, intra-Community"),
    "G": ("G, exportation", "G, export"),
    "O": ("O, hors champ", "O, outside VAT"),
    "AF": ("L, Canaries", "L, Canary Islands"),
    "AG": ("M, Ceuta et Melilla", "M, Ceuta and Melilla"),
}
_TAXED = {"S", "AF", "AG"}
_VAT_RULE = re.compile(r"BR-(S|Z|E|AE|IC|G|O|AF|AG)-?(\d\d)\w*")
_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([^']+)'")
_MISSING = re.compile(
    r"(?:shall|must) (?:have|contain|be provided|be present|specify|be defined|be filled)"
)


def sentences_of(rule: str, message: str) -> tuple[str, str]:
    """Return what is wrong, in French and in English.

    Args:
        rule: Its id, as a rule set reports it.
        message: Its text in the rule set.
    """
    message = message[:_MOST_CHARACTERS]  # it may quote what a stranger wrote
    cited = re.search(r"\[((?:BR|PEPPOL)-[\w-]+)", message)
    if cited and rule.startswith("FX-SCH"):  # the rules have numbers of their own there
        rule = cited[1]
    found = _of_table(rule, message) or _of_vat_rule(_plain_id(rule)) or _of_message(rule, message)
    return found or _of_terms(rule, message)


def _of_table(rule: str, message: str) -> tuple[str, str] | None:
    table = _table("rule_sentences.tsv")
    for key in (rule, _plain_id(rule), _base_of(rule)):
        if key in table:
            french, english = table[key]
            return _filled(french, rule, message), _filled(english, rule, message)
    return None


def _plain_id(rule: str) -> str:
    """Return the id of the rule of EN 16931 that an extension has in a wider form, as BR-CO-15."""
    plain = re.sub(r"^BR-F[XR]EXT-(?:BR-(?=\d))?(?=[A-Z]|[2-5]\d)", "BR-", rule)
    if plain == rule and rule.startswith("BR-FXEXT-BR-"):
        plain = "BR-" + rule.removeprefix("BR-FXEXT-BR-")
    return plain.replace("BR-FREXT-", "BR-FXEXT-")


def _base_of(rule: str) -> str:
    match = re.match(r"BR-FR-(?:MV|BD|(?:(?:CO|DEC)-)?\d\d)|own-page", rule)
    return match[0] if match else rule


def _of_vat_rule(rule: str) -> tuple[str, str] | None:
    match = _VAT_RULE.fullmatch(rule)
    if match is None:
        return None
    category, number = match[1], match[2]
    match number:
        case "02" | "03" | "04":
            key = "no id" if category == "O" else "id"
        case "05" | "06" | "07":
            key = "rate"
        case "09":
            key = "product" if category in _TAXED else "zero"
        case "10":
            key = "no reason" if category in {*_TAXED, "Z"} else "reason"
        case "11" | "12" | "13" | "14" if category == "O":
            key = "alone"
        case _:
            key = number
    french, english = _table("rule_sentences.tsv").get(f"vat {key}", ("", ""))
    if not french:
        return None
    names = _CATEGORIES[category]
    return french.format(names[0]), english.format(names[1])


def _of_message(rule: str, message: str) -> tuple[str, str] | None:
    text = re.sub(r"^\s*(?:\[[^\]]*\])?\s*-?\s*", "", message).strip()
    if _MISSING.search(text) and _TERM.search(text):
        after = _TERM.findall(_MISSING.split(text, maxsplit=1)[1]) or _TERM.findall(text)
        subject = [it for it in after if it in _table("term_names.tsv")]
        return f"Il manque : {_names(subject, 0)}.", f"Missing: {_names(subject, 1)}."
    for pattern, forms in _table("message_sentences.tsv").items():
        match = re.search(pattern, text)
        if match:
            french, english = (
                form.format(*(_part(group, language) for group in match.groups()), **_KEPT)
                for language, form in enumerate(forms)
            )
            return _filled(french, rule, message), _filled(english, rule, message)
    return None


_KEPT = {name: f"{{{name}}}" for name in ("termes", "terms", "règle", "rule")}


def _part(text: str, language: int) -> str:
    """Return the name of a term, or the path of an element."""
    return _names([text], language) if _TERM.fullmatch(text) else _element(text)


def _element(text: str) -> str:
    """Return the path of an element without prefixes, as short as people can still find it."""
    path = re.sub(r"\[.*\]|\b\w+:", "", " ".join(text.split()))
    return path.strip("'\" .")[:80]


def _of_terms(rule: str, message: str) -> tuple[str, str]:
    terms = _TERM.findall(message)
    if not terms:
        return f"La règle {rule} n'est pas respectée.", f"The rule {rule} is not kept."
    return (
        f"La règle {rule} n'est pas respectée : {_names(terms, 0)}.",
        f"The rule {rule} is not kept: {_names(terms, 1)}.",
    )


def _filled(sentence: str, rule: str, message: str) -> str:
    """Put names of terms and mentions where a sentence has room for them."""
    terms = _TERM.findall(rule) or _TERM.findall(message)
    mention = _MENTIONS.get(next(iter(re.findall("PMT|PMD|AAB|TXD", f"{rule} {message}")), ""))
    french, english = _names(terms, 0), _names(terms, 1)
    values = {
        "termes": french,
        "Terme": french[:1].upper() + french[1:],
        "terms": english,
        "Term": english[:1].upper() + english[1:],
        "mention": mention[0] if mention else french,
        "notice": mention[1] if mention else english,
        "détail": message,
        "élément": _element(
            next(iter(re.findall(r"lement '(?:\{[^}]*\})?([^']+)'", message)), "?")
        ),
        "règle": rule,
        "rule": rule,
    }
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), sentence)


def _names(terms: Iterable[str], language: int) -> str:
    """Return terms by name and id; language 0 is French, 1 English."""
    table = _table("term_names.tsv")
    known = [term.upper() for term in dict.fromkeys(terms)][:_MOST_TERMS]
    return ", ".join(f"{table[it][language]} ({it})" if it in table else it for it in known)


@cache
def _table(name: str) -> dict[str, tuple[str, str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {key: (french, english) for key, french, english in rows}
