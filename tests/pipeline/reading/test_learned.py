"""Learned places: found on the corrected page, looked up on the next, and no more than a label."""

from dataclasses import replace

import pytest

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.learned import lessons_of, with_learned
from pipeline.reading.levels import judge
from pipeline.reading.words import Page
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.invoice import FieldName, Invoice
from storage.domain.learning import LEARNABLE, LearnedPlace, Place
from storage.domain.siren import Siren
from tests.pipeline.reading.papers import INVOICE, a_page

OWN = Context(own_siren=Siren("123456782"), own_name="Cabinet Exemple")
SELLER = "732829320"

PIECE = ("Pièce comptable : {number}", "Émise par nous : 24/11/2026", *INVOICE[2:-1])
"""A page whose number and date bear labels that no reader knows."""
BELOW = ("Dossier\tRepère\tSuivi par", "A12\t{number}\tMme Morvan", *INVOICE[1:-1])
"""The number stands under its label."""


def printed(lines: tuple[str, ...], number: str = "K/881-3") -> Page:
    return a_page(*(line.format(number=number) for line in lines))


def corrected(page: Page, **values: str) -> Invoice:
    """Return what was read of a page, with values that a person entered."""
    fields = dict(read_fields((page,), OWN).fields)
    for name, value in values.items():
        fields[FieldName(name)] = Field(value, Level.CONFIRMED, Source.USER)
    return Invoice(fields)


def taught(page: Page, times: int = 1, seller: str = SELLER, **values: str) -> LearnedPlace:
    """Return the one place that a correction teaches."""
    (lesson,) = lessons_of(corrected(page, **values), (page,))
    return LearnedPlace(seller, lesson.field, lesson.place, times)


def read(page: Page, *learned: LearnedPlace, context: Context = OWN) -> dict[FieldName, Field]:
    """Return the fields of a page with their levels, read with what was learned."""
    invoice = with_learned(read_fields((page,), context), (page,), learned)
    return judge(invoice, context)[0].fields


@pytest.mark.parametrize(
    ("lines", "field", "value", "label", "is_below"),
    [
        (PIECE, "number", "K/881-3", "piece comptable", False),
        (PIECE, "number", "k 881 3", "piece comptable", False),
        (PIECE, "issue_date", "2026-11-24", "emise par nous", False),
        (BELOW, "number", "K/881-3", "repere", True),
        (INVOICE, "number", "F-2026-017", "facture n°", False),
        (INVOICE, "due_date", "2026-12-24", "echeance", False),
        (INVOICE, "total_with_vat", "1200.00", "total ttc", False),
        (INVOICE, "total_without_vat", "1000.00", "total ht", False),
        (INVOICE, "total_vat", "200.00", "total tva", False),
    ],
)
def test_a_place_is_found(
    lines: tuple[str, ...], field: str, value: str, label: str, *, is_below: bool
) -> None:
    page = printed(lines)
    (lesson,) = lessons_of(corrected(page, **{field: value}), (page,))
    place = lesson.place
    assert (place.label, place.is_below) == (label, is_below)
    assert place.page == (-1 if field.startswith("total") else 1)
    assert 0 < place.x < 1
    assert 0 < place.y < 1
    assert place.w > 0
    assert place.h > 0


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (INVOICE, "F-2026-018"),
        (("2026-9/A", *INVOICE[1:-1]), "2026-9/A"),
        (("17 12 2026-9/A", *INVOICE[1:-1]), "2026-9/A"),
        (("\u0378\u0378 : 2026-9/A", *INVOICE[1:-1]), "2026-9/A"),
        ((), "2026-9/A"),
    ],
)
def test_what_has_no_label_teaches_nothing(lines: tuple[str, ...], value: str) -> None:
    page = printed(lines)
    assert lessons_of(corrected(page, number=value), (page,)) == ()
    assert lessons_of(corrected(page, number=value), ()) == ()


@pytest.mark.parametrize(
    ("more", "field", "value"),
    [
        (("Commande du 24/11/2026",), "issue_date", "2026-11-24"),
        (("24/11/2026",), "issue_date", "2026-11-24"),
        (("Assurance\t1 200,00 €",), "total_with_vat", "1200.00"),
    ],
)
def test_what_may_be_something_else_teaches_nothing(
    more: tuple[str, ...], field: str, value: str
) -> None:
    page = a_page(*INVOICE, *more)
    assert len(lessons_of(corrected(a_page(*INVOICE), **{field: value}), (page,))) == 0


def test_a_place_that_was_read_as_another_field_is_passed_over() -> None:
    lines = tuple(line.replace("24/12/2026", "24/11/2026") for line in INVOICE)
    page = a_page(*lines)
    fields = read_fields((page,), OWN).fields
    due = Field("2026-11-24", Level.CONFIRMED, Source.USER)
    (lesson,) = lessons_of(Invoice(fields | {FieldName.DUE_DATE: due}), (page,))
    assert lesson.place.label == "echeance"
    issued = fields | {FieldName.ISSUE_DATE: due}
    (lesson,) = lessons_of(Invoice(issued), (page,))
    assert lesson.place.label == "date"


def test_a_confirmed_value_stands_where_it_was_read() -> None:
    page = a_page(*INVOICE, "Commande du 24/11/2026")
    fields = dict(read_fields((page,), OWN).fields)
    read = fields[FieldName.ISSUE_DATE]
    confirmed = replace(read, level=Level.CONFIRMED)
    (lesson,) = lessons_of(Invoice(fields | {FieldName.ISSUE_DATE: confirmed}), (page,))
    assert lesson.place.label == "date"


def test_only_what_a_person_said_teaches() -> None:
    page = a_page(*INVOICE)
    assert lessons_of(read_fields((page,), OWN), (page,)) == ()


def test_nobody_is_identified_or_paid_by_a_place() -> None:
    page = a_page(*INVOICE)
    fields = read_fields((page,), OWN).fields
    confirmed = {name: replace(field, level=Level.CONFIRMED) for name, field in fields.items()}
    names = {lesson.field for lesson in lessons_of(Invoice(confirmed), (page,))}
    assert names <= LEARNABLE
    assert FieldName.NUMBER in names
    assert not [name for name in LEARNABLE if "." in name or name in {"iban", "bic"}]


@pytest.mark.parametrize("lines", [PIECE, BELOW])
def test_a_number_that_the_reader_misses_is_read(lines: tuple[str, ...]) -> None:
    place = taught(printed(lines), number="K/881-3")
    following = printed(lines, "K/882-1")
    assert read(following).get(FieldName.NUMBER) is None or (
        read(following)[FieldName.NUMBER].value != "K/882-1"
    )
    number = read(following, place)[FieldName.NUMBER]
    assert (number.value, number.level) == ("K/882-1", Level.READ)
    assert number.source is Source.SUPPLIER
    assert number.witnesses == (Witness.LEARNED,)
    assert len(number.boxes) == 1
    twice = read(following, replace(place, times=2))[FieldName.NUMBER]
    assert (twice.value, twice.level) == ("K/882-1", Level.CORROBORATED)


def test_what_the_reader_found_is_witnessed() -> None:
    lines = (*INVOICE[:-2], "Merci de votre confiance")
    place = taught(a_page(*lines), number="F-2026-017")
    following = a_page(*(line.replace("F-2026-017", "F-2026-044") for line in lines))
    assert Witness.LEARNED not in read(following)[FieldName.NUMBER].witnesses
    number = read(following, place)[FieldName.NUMBER]
    assert (number.value, number.level) == ("F-2026-044", Level.CORROBORATED)
    assert number.source is Source.PDF_TEXT
    assert number.witnesses[-1] is Witness.LEARNED


def test_a_misread_number_becomes_a_candidate() -> None:
    lines = ("FACTURE", "N°\t\t4711", "Pièce comptable : {number}", *INVOICE[1:-1])
    place = taught(printed(lines), number="K/881-3")
    following = printed(lines, "K/882-1")
    assert read(following)[FieldName.NUMBER].value == "4711"
    for times, level in ((1, Level.READ), (2, Level.CORROBORATED)):
        number = read(following, replace(place, times=times))[FieldName.NUMBER]
        assert (number.value, number.level) == ("K/882-1", level)
        assert [candidate.value for candidate in number.candidates] == ["4711"]


def test_two_witnesses_against_it_leave_it_read() -> None:
    place = taught(printed(PIECE), number="K/881-3", times=5)
    changed = a_page("Pièce comptable : 4711", *INVOICE)
    assert read(changed)[FieldName.NUMBER].level is Level.CORROBORATED
    number = read(changed, place)[FieldName.NUMBER]
    assert (number.value, number.level) == ("4711", Level.READ)
    assert [candidate.value for candidate in number.candidates] == ["F-2026-017"]


def gone(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line.replace("Pièce comptable", "Référence interne") for line in lines)


def moved(lines: tuple[str, ...]) -> tuple[str, ...]:
    return (*lines[1:], *[""] * 4, lines[0])


def aside(lines: tuple[str, ...]) -> tuple[str, ...]:
    return (f"\t\t{lines[0]}", *lines[1:])


def empty(lines: tuple[str, ...]) -> tuple[str, ...]:
    return ("Pièce comptable : selon bon 4711", *lines[1:])


def doubled(lines: tuple[str, ...]) -> tuple[str, ...]:
    return ("Pièce comptable : 4711", *lines)


def longer(lines: tuple[str, ...]) -> tuple[str, ...]:
    return ("Contrepièce comptable : 4711", *lines[1:])


@pytest.mark.parametrize("change", [gone, moved, aside, empty, doubled, longer])
def test_a_page_that_is_not_like_the_taught_one(change: object) -> None:
    assert callable(change)
    place = taught(printed(PIECE), number="K/881-3", times=2)
    number = read(printed(change(PIECE), "K/882-1"), place).get(FieldName.NUMBER)
    assert number is None or Witness.LEARNED not in number.witnesses


def test_another_suppliers_place_is_passed_over() -> None:
    page = printed(PIECE)
    before = read(page)
    assert read(page, taught(page, number="K/881-3", seller="552100554", times=2)) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("732 829 320\tTVA FR44 732829320", "732 829 321"),
        ("SIREN 732 829 320\tTVA FR44 732829320", "Menuiserie"),
    ],
)
def test_a_seller_whose_id_does_not_check_is_unknown(old: str, new: str) -> None:
    place = taught(printed(PIECE), number="K/881-3", seller="732829321", times=2)
    page = printed(tuple(line.replace(old, new) for line in PIECE))
    assert read(page, place, replace(place, seller=SELLER)) == read(page)


def test_of_a_seller_who_may_be_another_it_is_no_witness() -> None:
    place = taught(printed(PIECE), number="K/881-3", times=2)
    invoice = read_fields((printed(PIECE, "K/882-1"),), OWN)
    siren = invoice.fields[FieldName.SELLER_SIREN]
    fields = invoice.fields | {
        FieldName.SELLER_SIREN: replace(siren, witnesses=(Witness.CHECK_DIGITS,))
    }
    fields.pop(FieldName.SELLER_VAT_ID)
    unsure = with_learned(Invoice(fields), (printed(PIECE, "K/882-1"),), [place])
    number = judge(unsure, OWN)[0].fields[FieldName.NUMBER]
    assert (number.value, number.level) == ("K/882-1", Level.READ)
    agreed = Field("K/882-1", Level.READ, Source.PDF_TEXT, (), (Witness.LABEL,))
    both = Invoice(fields | {FieldName.NUMBER: agreed})
    kept = with_learned(both, (printed(PIECE, "K/882-1"),), [place])
    assert kept.fields[FieldName.NUMBER] == agreed


def test_a_label_proves_no_total() -> None:
    lines = tuple(line.replace("Total TTC", "Somme dito") for line in INVOICE)
    row = ("TVA 20 %\t1 000,00\t200,00", "TVA 20 %\t900,00\t180,00")
    without_table = tuple(line.replace(*row) for line in lines)
    place = taught(a_page(*lines), total_with_vat="1200.00", times=9)
    total = read(a_page(*without_table), place)[FieldName.TOTAL_WITH_VAT]
    assert (total.value, total.level) == ("1200.00", Level.READ)
    assert {Witness.LABEL, Witness.LEARNED} <= set(total.witnesses)


def test_totals_that_add_up_hold_against_a_place() -> None:
    lines = (*INVOICE[:-4], "Assurance\t1 350,00 €", *INVOICE[-4:])
    place = taught(a_page(*lines), total_with_vat="1350.00", times=9)
    assert place.place.label == "assurance"
    total = read(a_page(*lines), place)[FieldName.TOTAL_WITH_VAT]
    assert (total.value, total.level) == ("1200.00", Level.PROVEN)
    assert total.candidates[0].value == "1350.00"
    due = replace(place, field=FieldName.AMOUNT_DUE)
    shown = ("Net à payer\t1 200,00 €", *lines)
    kept = read(a_page(*shown), due)[FieldName.AMOUNT_DUE]
    assert kept.value == "1200.00"
    assert Witness.LEARNED not in kept.witnesses


def test_a_place_is_no_label_of_what_is_due() -> None:
    lines = (*INVOICE[:-4], "Acompte reçu", "Somme dito\t700,00 €", *INVOICE[-4:])
    place = taught(a_page(*lines), amount_due="700.00", times=9)
    assert read(a_page(*lines))[FieldName.AMOUNT_DUE].value == "1200.00", "only reckoned"
    due = read(a_page(*lines), place)[FieldName.AMOUNT_DUE]
    assert (due.value, due.level, due.witnesses) == ("700.00", Level.READ, (Witness.LEARNED,))


def test_totals_move_down_with_the_lines_and_on_to_the_last_page() -> None:
    short = tuple(line.replace("Total TTC", "Somme dito") for line in INVOICE)
    place = taught(a_page(*short), total_with_vat="1200.00")
    lines = [f"Pose de menuiserie {n}\t1\t10,00\t10,00" for n in range(12)]
    pages = (a_page(*short[:10]), a_page(*lines, *short[9:], number=2))
    invoice = with_learned(read_fields(pages, OWN), pages, [place])
    total = invoice.fields[FieldName.TOTAL_WITH_VAT]
    assert total.value == "1200.00"
    assert Witness.LEARNED in total.witnesses
    assert [box.page for box in total.boxes] == [2]


def test_an_unsure_word_stays_a_guess() -> None:
    place = taught(printed(PIECE), number="K/881-3", times=2)
    words = (line.format(number="K/882-1") for line in PIECE)
    unsure = a_page(*words, source=Source.OCR, sure=0.3)
    assert read(unsure, place)[FieldName.NUMBER].level is Level.GUESSED


@pytest.mark.parametrize(
    "change",
    [
        {"label": ""},
        {"label": "x" * 61},
        {"label": "a\x00"},
        {"page": 0},
        {"x": float("nan")},
        {"y": 7},
    ],
)
def test_what_is_no_place(change: dict[str, object]) -> None:
    place = Place("n°", False, 1, 0.1, 0.1, 0.1, 0.1)
    with pytest.raises(ValueError, match="no "):
        replace(place, **change)  # type: ignore[arg-type]
