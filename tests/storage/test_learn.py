"""Learning: one place per supplier and field, kept by the correction that showed it."""

from dataclasses import replace

import pytest
from sqlmodel import col, select

from storage.actions.conclude import file
from storage.actions.correct import correct
from storage.actions.learn import forget, learn
from storage.actions.lease import LeaseLostError
from storage.domain.invoice import FieldName
from storage.domain.learning import LearnedPlace, Lesson, Place
from storage.domain.state import Reception
from storage.models.invoice import InvoiceRow
from storage.models.journal import JournalRow
from storage.models.learning import LearnedPlaceRow
from storage.queries.learning import learned_by, list_learned_places, names_of_sellers
from storage.queries.scope import PageRequest, Scope
from tests.storage.office import NOW, SIREN, SOON, Office, an_invoice, claim

PLACE = Place("piece", is_below=False, page=1, x=0.1, y=0.2, w=0.1, h=0.01)
MOVED = replace(PLACE, y=0.7)
NEAR = replace(PLACE, x=0.12, y=0.25)
NUMBER = Lesson(FieldName.NUMBER, PLACE)
_names = {"number": FieldName.NUMBER, "due": FieldName.DUE_DATE, "iban": FieldName.IBAN}


def teach(office: Office, invoice_id: str, *lessons: Lesson, **changes: str | None) -> None:
    """Correct an invoice as Anne, and store what `check` found of it; leave it to be corrected."""
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        correct(session, row, {_names[name]: v for name, v in changes.items()}, "Anne")
        document_id = row.document_id
    again(office, document_id, *lessons)


def again(office: Office, document_id: str, *lessons: Lesson) -> None:
    """Store what `check` found of a document, and file it."""
    with office.database.write() as session:
        lease = claim(session, document_id)
        learn(session, lease, lessons, SOON)
        file(session, lease, Reception.TO_ACCEPT, [], NOW)


def learned(office: Office, dossier_id: str | None = None) -> tuple[LearnedPlace, ...]:
    with office.database.read() as session:
        return learned_by(session, dossier_id or office.dossier_id)


def rows(office: Office) -> list[LearnedPlaceRow]:
    with office.database.read() as session:
        return list(session.exec(select(LearnedPlaceRow)).all())


def test_a_correction_teaches(office: Office) -> None:
    invoice_id = office.filed()
    teach(office, invoice_id, NUMBER, number="F-2")
    assert learned(office) == (LearnedPlace(SIREN, FieldName.NUMBER, PLACE, 1),)
    (row,) = rows(office)
    assert (row.firm_id, row.dossier_id) == (office.firm_id, office.dossier_id)
    assert (row.invoices, row.actor, row.created_at, row.taught_at) == (
        [invoice_id],
        "Anne",
        SOON,
        SOON,
    )
    with office.database.read() as session:
        entry = session.exec(select(JournalRow).where(JournalRow.action == "learn")).one()
    assert (entry.object_id, entry.actor) == (invoice_id, "Anne")
    assert entry.detail == {
        "version": 2,
        "field": "number",
        "label": "piece",
        "learned_place_id": row.id,
    }
    assert "learned_place.learned" in office.events()


def test_only_the_corrected_fields_of_this_version_teach(office: Office) -> None:
    iban = Lesson(FieldName.IBAN, PLACE)
    teach(
        office,
        office.filed(),
        NUMBER,
        Lesson(FieldName.ISSUE_DATE, PLACE),
        iban,
        number="F-2",
        iban="FR7630006000011234567890189",
    )
    assert [place.field for place in learned(office)] == [FieldName.NUMBER]


def test_the_same_place_on_another_invoice_counts_once_more(office: Office) -> None:
    first, second = office.filed(), office.filed()
    teach(office, first, NUMBER, number="F-2")
    teach(office, first, NUMBER, number="F-3")
    assert [place.times for place in learned(office)] == [1], "one invoice is one teacher"
    teach(office, second, replace(NUMBER, place=NEAR), number="F-4")
    assert learned(office) == (LearnedPlace(SIREN, FieldName.NUMBER, NEAR, 2),)
    assert rows(office)[0].invoices == [first, second]


@pytest.mark.parametrize(
    "place", [MOVED, replace(PLACE, label="dossier"), replace(PLACE, is_below=True)]
)
def test_another_place_replaces_it(office: Office, place: Place) -> None:
    teach(office, office.filed(), NUMBER, number="F-2")
    teach(office, office.filed(), NUMBER, number="F-3")
    teach(office, office.filed(), Lesson(FieldName.NUMBER, place), number="F-4")
    assert learned(office) == (LearnedPlace(SIREN, FieldName.NUMBER, place, 1),)


@pytest.mark.parametrize("value", ["F-9", None])
def test_a_changed_value_without_a_place_makes_it_forgotten(
    office: Office, value: str | None
) -> None:
    teach(office, office.filed(), NUMBER, number="F-2")
    teach(office, office.filed(), number=value)
    assert learned(office) == ()
    assert "learned_place.forgotten" in office.events()


def test_a_confirmed_value_without_a_place_changes_nothing(office: Office) -> None:
    teach(office, office.filed(), NUMBER, number="F-2")
    teach(office, office.filed(invoice=an_invoice(number="F-9")), number="F-9")
    assert len(learned(office)) == 1


def test_a_deleted_place_does_not_come_back_by_itself(office: Office) -> None:
    invoice_id = office.filed()
    teach(office, invoice_id, NUMBER, number="F-2")
    with office.database.write() as session:
        (row,) = session.exec(select(LearnedPlaceRow)).all()
        forget(session, row, "Paul")
    with office.database.read() as session:
        entry = session.exec(select(JournalRow).where(JournalRow.action == "forget")).one()
    assert (entry.object_id, entry.actor) == (row.id, "Paul")
    assert entry.detail == {"field": "number", "label": "piece", "seller": SIREN}
    teach(office, invoice_id, NUMBER, due="2027-01-31")
    assert learned(office) == ()


def test_a_version_that_nobody_corrected_teaches_nothing(office: Office) -> None:
    again(office, office.described(), NUMBER)
    assert learned(office) == ()


@pytest.mark.parametrize("siren", [None, "123456789"])
def test_a_seller_that_is_unknown_teaches_nothing(office: Office, siren: str | None) -> None:
    teach(office, office.filed(invoice=an_invoice(siren)), NUMBER, number="F-2")
    assert learned(office) == ()


def test_a_foreign_seller_is_known_by_its_vat_id(office: Office) -> None:
    invoice = an_invoice(None, "DE136695976")
    teach(office, office.filed(invoice=invoice), NUMBER, number="F-2")
    assert [place.seller for place in learned(office)] == ["DE136695976"]


def test_each_dossier_learns_for_itself(office: Office) -> None:
    other = office.add_dossier()
    teach(office, office.filed(), NUMBER, number="F-2")
    assert learned(office, other) == ()
    with office.database.read() as session:
        for scope, count in (
            (Scope(office.firm_id), 1),
            (Scope(office.firm_id, office.dossier_id), 1),
            (Scope(office.firm_id, other), 0),
            (Scope(office.add_firm()), 0),
        ):
            assert len(list_learned_places(session, scope, PageRequest()).rows) == count
            assert len(names_of_sellers(session, scope, [SIREN])) == count
        scope = Scope(office.firm_id)
        assert names_of_sellers(session, scope, [SIREN]) == {
            (office.dossier_id, SIREN): "Acmé SARL"
        }
        assert not list_learned_places(session, scope, PageRequest(), seller="552100554").rows
        assert not list_learned_places(session, scope, PageRequest(), dossier_id=other).rows


def test_who_lost_the_lease_teaches_nothing(office: Office) -> None:
    invoice_id = office.filed()
    with office.database.write() as session:
        row = session.get_one(InvoiceRow, invoice_id)
        correct(session, row, {FieldName.NUMBER: "F-2"}, "Anne")
        lease = claim(session, row.document_id)
    with pytest.raises(LeaseLostError), office.database.write() as session:
        learn(session, replace(lease, token=lease.work_id), [NUMBER], NOW)
    assert learned(office) == ()


def test_learned_places_sort_by_age(office: Office) -> None:
    teach(office, office.filed(), NUMBER, number="F-2")
    teach(office, office.filed(), Lesson(FieldName.DUE_DATE, MOVED), due="2027-01-31")
    with office.database.read() as session:
        ids = session.exec(select(LearnedPlaceRow.id).order_by(col(LearnedPlaceRow.id))).all()
    assert [place.field for place in learned(office)] == [FieldName.NUMBER, FieldName.DUE_DATE]
    assert all(name.startswith("lrn_") for name in ids)
