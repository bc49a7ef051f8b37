"""Amounts in French words, as some sellers close an invoice.

In: an amount below one million. Out: words, with euros and centimes.
"""

from decimal import Decimal

_SMALL = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 7: "soixante"} | {
    8: "quatre-vingt",
    9: "quatre-vingt",
}


def in_words(amount: Decimal) -> str:
    """Spell an amount of euros."""
    euros, cents = divmod(int(amount * 100), 100)
    text = f"{_spell(euros)} euros"
    return f"{text} et {_spell(cents)} centimes" if cents else text


def _spell(number: int) -> str:
    if number < 100:
        return _below_hundred(number)
    size, name = (100, "cent") if number < 1000 else (1000, "mille")
    many, rest = divmod(number, size)
    head = name if many == 1 else f"{_spell(many)} {name}"
    if rest:
        return f"{head} {_spell(rest)}"
    return f"{head}s" if name == "cent" and many > 1 else head


def _below_hundred(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    tens, unit = divmod(number, 10)
    name = _TENS[tens]
    if tens in (7, 9):
        unit += 10
    if not unit:
        return f"{name}s" if tens == 8 else name
    return f"{name} et {_SMALL[unit]}" if unit in (1, 11) and tens < 8 else f"{name}-{_SMALL[unit]}"
