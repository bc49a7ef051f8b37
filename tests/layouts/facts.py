"""What an invoice says: random, seeded, and adding up to the cent.

In: a seeded ``Random`` and the ``Profile`` of a layout. Out: ``Facts``, whose totals hold as
EN 16931 wants: VAT of a rate is its basis times the rate, rounded to cents (BR-CO-17), and the sums
follow (BR-CO-13, BR-CO-14, BR-CO-15, BR-CO-16). Amounts of credit notes are positive.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from random import Random

from tests.layouts.identifiers import digits, letters, make_bic, make_iban
from tests.layouts.numbering import make_any_number, make_number
from tests.layouts.parties import Party, make_party
from tests.layouts.trades import ARTICLES, WORDS, Article

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
_WHOLE = {"forfait", "psch", "corpo", "VJE", "studie", "licentie"}
_MEASURED = {"m2", "ml", "m3", "kg", "L", "m", "mq", "km", "t", "ha"}
_TIME = {"h", "j", "Std", "uur", "ore", "hour"}
_MANY = {
    "kWh": (120, 9000), "min": (3, 400), "mot": (400, 9000), "clic": (90, 9000),
    "vue": (900, 60000), "mille": (1, 40), "stl": (40, 900), "pce": (12, 640),
    "page": (150, 24000), "repas": (18, 940), "exp.": (2, 460),
    "ST": (40, 2400), "kms": (180, 1900), "KG": (140, 6400), "car.": (420, 2600),
    "boîte": (140, 4800), "courses": (2, 74), "litres": (500, 3800), "convive": (12, 160),
    "salarié": (2, 64),
    "Mtr": (120, 2600), "PQ": (180, 4200), "PZA": (900, 14000),
    "appels": (24, 640),
    "bulletin": (8, 140), "bonb.": (4, 48),
    "titre": (60, 900), "chèque": (10, 160), "carnet": (12, 140), "m² éch.": (90, 1400),
    "g": (250, 9000), "Kgs": (25, 900), "intv.": (4, 160), "Liter": (9, 78),
    "Tsd": (5, 180), "Pz": (200, 9000), "CJA": (3, 90), "Lfm": (8, 260), "Stck": (2, 60),
    "x1000": (20, 640), "Uds": (48, 1440), "pces": (60, 1800),
    "sitting": (8, 140), "resp.": (4, 24), "sessies": (4, 18), "visite": (2, 14),
    "variant": (1, 4), "sessie": (1, 3), "reis": (1, 6),
    "SMS": (400, 26000), "jrs": (14, 92), "bal.": (22, 340),
}  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """What may stand on invoices of one layout.

    Attributes:
        trade: A key of ``trades.ARTICLES``.
        country: The seller's.
        lang: Language of the page.
        currency: ISO 4217.
        buyers: Countries of the buyer.
        lines: Least and most number of lines.
        regime: S standard; E exempt; AE reverse charge; K intra-EU; G export.
        credit: Probability of a credit note.
        deposit: Probability of a deposit invoice (386).
        prepaid: Probability that a deposit was paid before.
        paid: Probability that all was paid at once.
        adjustments: Of ``discount``, ``shipping``, ``eco``, ``stamp``; each has an even chance.
        line_discounts: Whether lines may have a discount of their own.
        tax_included: Whether line totals include VAT.
        retention: Share kept back until the end of works, in percent.
        rounding: Whether the amount due is rounded to 5 cents.
        person: Whether the seller trades under a person's name.
        vat_country: Whose VAT number a foreign seller has, if not its own country's.
        dialect: A section of ``dialects.txt``; empty is the language's own words.
        withheld: Share of the total without VAT that the buyer pays to the tax office, in percent.
        split_payment: Whether the buyer pays the VAT to the tax office.
        any_number: Whether the number is put together at random, too.
    """

    trade: str
    country: str = "FR"
    lang: str = "fr"
    currency: str = "EUR"
    buyers: tuple[str, ...] = ("FR",)
    lines: tuple[int, int] = (1, 8)
    regime: str = "S"
    credit: float = 0.08
    deposit: float = 0.0
    prepaid: float = 0.1
    paid: float = 0.0
    adjustments: tuple[str, ...] = ()
    line_discounts: bool = False
    tax_included: bool = False
    retention: int = 0
    rounding: bool = False
    person: bool = False
    vat_country: str = ""
    dialect: str = ""
    withheld: int = 0
    split_payment: bool = False
    any_number: bool = False


@dataclass(frozen=True)
class Line:
    """One invoice line (BG-25); ``total`` includes VAT where the facts say so."""

    name: str
    reference: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount: Decimal
    category: str
    rate: Decimal
    total: Decimal


@dataclass(frozen=True)
class Adjustment:
    """An allowance (negative) or charge on the whole invoice (BG-20, BG-21), of one VAT rate."""

    kind: str
    amount: Decimal
    category: str
    rate: Decimal


@dataclass(frozen=True)
class VatRow:
    """One row of the VAT breakdown (BG-23)."""

    category: str
    rate: Decimal
    basis: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Facts:
    """Everything that a layout may print.

    Attributes not named in EN 16931: ``others`` are parties that confuse (delivery, factor, …);
    ``references`` are numbers that are not the invoice's (order, contract, …).
    """

    profile: Profile
    number: str
    type_code: str
    issue_date: date
    due_date: date
    delivery_date: date
    days: int
    seller: Party
    buyer: Party
    others: tuple[Party, ...]
    references: dict[str, str]
    lines: tuple[Line, ...]
    adjustments: tuple[Adjustment, ...]
    vat: tuple[VatRow, ...]
    prepaid: Decimal
    retention: Decimal
    rounding: Decimal
    iban: str
    bic: str
    negative: bool

    @property
    def line_sum(self) -> Decimal:
        return sum((line.total for line in self.lines), ZERO)

    @property
    def total_without_vat(self) -> Decimal:
        return sum((row.basis for row in self.vat), ZERO)

    @property
    def total_vat(self) -> Decimal:
        return sum((row.amount for row in self.vat), ZERO)

    @property
    def total_with_vat(self) -> Decimal:
        return self.total_without_vat + self.total_vat

    @property
    def amount_due(self) -> Decimal:
        return self.total_with_vat - self.prepaid - self.retention + self.rounding


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def make_facts(rng: Random, profile: Profile) -> Facts:
    """Return the facts of one invoice."""
    issued = date(2025, 9, 1) + timedelta(days=rng.randint(0, 500))
    days = rng.choice((0, 8, 14, 15, 20, 30, 30, 30, 45, 60))
    type_code = _type_code(rng, profile)
    lines = _lines(rng, profile) if type_code != "386" else (_deposit_line(rng, profile),)
    adjustments = () if type_code == "386" else tuple(_adjustments(rng, profile, lines))
    seller = make_party(
        rng, profile.country, tuple(WORDS[profile.trade].split("|")), profile.person
    )
    if profile.vat_country:
        seller = replace(seller, vat_id=make_party(rng, profile.vat_country).vat_id)
    facts = Facts(
        profile,
        (make_any_number if profile.any_number else make_number)(rng, issued),
        type_code,
        issued,
        issued + timedelta(days=days),
        issued - timedelta(days=rng.randint(0, 9)),
        days,
        seller,
        make_party(rng, rng.choice(profile.buyers)),
        tuple(make_party(rng, profile.country) for _ in range(3)),
        _references(rng, issued),
        lines,
        adjustments,
        _vat(profile, lines, adjustments),
        ZERO,
        ZERO,
        ZERO,
        make_iban(rng, profile.country),
        make_bic(rng, profile.country),
        type_code == "381" and rng.random() < 0.5,
    )
    return _settled(rng, profile, facts)


def _settled(rng: Random, profile: Profile, facts: Facts) -> Facts:
    """Add what was paid before, is kept back or rounded off."""
    total = facts.total_with_vat
    if profile.rounding:
        facts = replace(facts, rounding=cents((total * 20).quantize(Decimal(1)) / 20) - total)
    if facts.type_code != "380":
        return facts
    if rng.random() < profile.paid:
        return replace(facts, prepaid=total + facts.rounding)
    if profile.retention:
        facts = replace(facts, retention=cents(total * profile.retention / 100))
    if profile.withheld:
        share = facts.total_without_vat * profile.withheld / 100
        facts = replace(facts, retention=cents(share))
    if profile.split_payment:
        facts = replace(facts, retention=facts.total_vat)
    if rng.random() < profile.prepaid:
        share = Decimal(rng.choice((10, 20, 30, 40))) / 100
        facts = replace(facts, prepaid=cents(total * share))
    return facts


def _type_code(rng: Random, profile: Profile) -> str:
    chance = rng.random()
    if chance < profile.credit:
        return "381"
    return "386" if chance < profile.credit + profile.deposit else "380"


def _lines(rng: Random, profile: Profile) -> tuple[Line, ...]:
    articles = ARTICLES[profile.trade]
    wanted = rng.randint(*profile.lines)
    chosen = rng.sample(articles, min(wanted, len(articles)))
    chosen += rng.choices(articles, k=wanted - len(chosen))
    if not profile.tax_included:
        chosen = _worth_more_than_refunds(articles, chosen)
    lines = tuple(_line(rng, profile, article) for article in chosen)
    return _evened(profile, lines) if profile.tax_included else lines


def _worth_more_than_refunds(articles: tuple[Article, ...], chosen: list[Article]) -> list[Article]:
    """Put in a taxed article where only disbursements would stand."""
    if all(article.rate is None for article in chosen):
        chosen[0] = next(article for article in articles if article.rate is not None)
    return chosen


def _line(rng: Random, profile: Profile, article: Article) -> Line:
    quantity = _quantity(rng, article.unit)
    low, high = float(article.low), float(article.high)
    step = Decimal(1).scaleb(-article.places)
    price = Decimal(repr(rng.uniform(low, high))).quantize(step, ROUND_HALF_UP)
    if article.places == 2 and rng.random() < 0.35 and price > 20:
        price = price.quantize(Decimal(1)).quantize(CENT)
    discount = Decimal(0)
    if profile.line_discounts and article.rate is not None and rng.random() < 0.3:
        discount = Decimal(rng.choice((5, 10, 15, 20)))
    category, rate = _treated(profile, article.rate)
    if profile.tax_included and article.rate is not None:
        price = (price * (100 + rate) / 100).quantize(step, ROUND_HALF_UP)
    return Line(
        article.name,
        f"{letters(rng, 2)}{digits(rng, rng.randint(3, 6))}",
        quantity,
        article.unit,
        price,
        discount,
        category,
        rate,
        cents(quantity * price * (100 - discount) / 100),
    )


def _treated(profile: Profile, rate: Decimal | None) -> tuple[str, Decimal]:
    """Return the VAT category and rate of an article under the invoice's regime."""
    if rate is None:
        return ("O" if profile.regime == "S" else profile.regime), ZERO
    if profile.regime != "S":
        return profile.regime, ZERO
    if rate == 0:
        return ("Z" if profile.country == "GB" else "E"), ZERO
    return "S", rate


def _quantity(rng: Random, unit: str) -> Decimal:
    if unit in _WHOLE:
        return Decimal(1)
    if unit in _MANY:
        return Decimal(rng.randint(*_MANY[unit]))
    if unit in _TIME:
        return Decimal(rng.randint(1, 80)) / (4 if unit == "h" else 2)
    if unit in _MEASURED:
        return Decimal(rng.randint(50, 9000)) / 100
    return Decimal(rng.choice((1, 1, 1, 2, 2, 3, 4, 5, 6, 10, 12, 24)))


def _deposit_line(rng: Random, profile: Profile) -> Line:
    share, base = rng.choice((20, 30, 40)), Decimal(rng.randint(900, 30000))
    rates = [a.rate for a in ARTICLES[profile.trade] if a.rate]
    category, rate = _treated(profile, max(rates, default=ZERO))
    total = cents(base * share / 100)
    name = {"fr": f"Acompte de {share} % à la commande", "de": f"Anzahlung {share} %"}
    return Line(
        name.get(profile.lang, f"Deposit of {share} %"),
        "AC1",
        Decimal(1),
        "forfait",
        total,
        Decimal(0),
        category,
        rate,
        total,
    )


def _adjustments(rng: Random, profile: Profile, lines: tuple[Line, ...]) -> Iterable[Adjustment]:
    kinds = [kind for kind in profile.adjustments if rng.random() < 0.5]
    main = max(lines, key=lambda line: (line.category != "O", line.total))
    if "discount" in kinds:
        share = Decimal(rng.choice((2, 3, 5, 10)))
        for category, rate in dict.fromkeys((ln.category, ln.rate) for ln in lines):
            basis = sum(
                (ln.total for ln in lines if (ln.category, ln.rate) == (category, rate)), ZERO
            )
            if category != "O":
                yield Adjustment("discount", -cents(basis * share / 100), category, rate)
    for kind, low, high in (("shipping", 5, 60), ("eco", 1, 12)):
        if kind in kinds:
            amount = Decimal(rng.randint(low * 100, high * 100)) / 100
            yield Adjustment(kind, cents(amount), main.category, main.rate)
    if "stamp" in kinds:
        yield Adjustment("stamp", Decimal("2.00"), *_treated(profile, None))


def _vat(
    profile: Profile, lines: tuple[Line, ...], adjustments: tuple[Adjustment, ...]
) -> tuple[VatRow, ...]:
    sums: dict[tuple[str, Decimal], Decimal] = {}
    for line in lines:
        key = (line.category, line.rate)
        sums[key] = sums.get(key, ZERO) + line.total
    for adjustment in adjustments:
        key = (adjustment.category, adjustment.rate)
        sums[key] = sums.get(key, ZERO) + adjustment.amount
    rows = []
    for (category, rate), total in sorted(sums.items(), key=lambda item: -item[0][1]):
        basis = cents(total * 100 / (100 + rate)) if profile.tax_included else total
        rows.append(VatRow(category, rate, basis, cents(basis * rate / 100)))
    return tuple(rows)


def _evened(profile: Profile, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Raise a price until basis and VAT of every rate make the sum of its lines.

    Where the quantity lets no price fit, one piece is sold.
    """
    for attempt in count():
        rows = _vat(profile, lines, ())
        wrong = next((row for row in rows if row.basis + row.amount != _gross(lines, row)), None)
        if wrong is None:
            break
        place = next(i for i, ln in enumerate(lines) if (ln.category, ln.rate) == _key(wrong))
        line = lines[place]
        quantity = line.quantity if attempt < 20 else Decimal(1)
        price = (line.unit_price + CENT).quantize(CENT)
        risen = replace(line, quantity=quantity, unit_price=price, total=cents(quantity * price))
        lines = (*lines[:place], risen, *lines[place + 1 :])
    return lines


def _key(row: VatRow) -> tuple[str, Decimal]:
    return row.category, row.rate


def _gross(lines: tuple[Line, ...], row: VatRow) -> Decimal:
    return sum((ln.total for ln in lines if (ln.category, ln.rate) == _key(row)), ZERO)


def _references(rng: Random, issued: date) -> dict[str, str]:
    return {
        "order": f"{rng.choice(('BC', 'CDE', 'PO-', '45', 'C'))}{digits(rng, rng.randint(4, 8))}",
        "customer": rng.choice(("", "C", "CL0", "411")) + digits(rng, rng.randint(3, 6)),
        "contract": f"{letters(rng, 2)}-{digits(rng, 6)}",
        "note": f"BL{digits(rng, 6)}",
        "quote": f"{rng.choice(('D', 'DEV', 'DV-'))}{issued:%y}{digits(rng, 3)}",
        "deposit": f"{rng.choice(('FA', 'AC'))}{issued:%y%m}{digits(rng, 3)}",
        "original": f"{rng.choice(('F', 'FA', 'FC'))}{digits(rng, 5)}",
        "file": f"{issued:%y}/{digits(rng, 4)}",
        "meter": digits(rng, 14),
    }
