"""Learn from a correction where a supplier prints a field; forget it again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from storage import feed, journal
from storage.actions import lease as leases
from storage.actions.lease import Lease
from storage.codec import from_json, to_json
from storage.database import insert, present
from storage.domain.invoice import FieldName, Invoice
from storage.domain.learning import LEARNABLE, Lesson, Place, is_same_place, learned_of
from storage.ids import new_id
from storage.models.invoice import InvoiceRow
from storage.models.learning import LearnedPlaceRow
from storage.queries.invoices import invoice_of
from storage.queries.journal import correction_of
from storage.queries.learning import place_of


def learn(session: Session, lease: Lease, lessons: Iterable[Lesson], now: datetime) -> None:
    """Keep the places of those fields that the newest version of an invoice was corrected in.

    A place that differs from the one known of the supplier replaces it; where none was found for
    a value that a person changed, the known one is forgotten, since it may have led to the error.

    Args:
        session: An open write transaction.
        lease: The claim under which the places were found.
        lessons: Where confirmed values stand, also those of earlier versions.
        now: The present instant.

    Raises:
        LeaseLostError: Somebody else holds the work.
    """
    leases.held(session, lease)
    invoice = invoice_of(session, lease.object_id)
    if invoice is None or invoice.version == 1:
        return
    correction = correction_of(session, invoice.id, invoice.version)
    if correction is None or correction.detail is None:
        return
    seller = learned_of(from_json(Invoice, invoice.content))
    if seller is None:
        return
    places = {lesson.field: lesson.place for lesson in lessons}
    changes: Mapping[str, Any] = correction.detail["fields"]
    for name in FieldName:
        if name not in LEARNABLE or name not in changes:
            continue
        if name in places:
            lesson = Lesson(name, places[name])
            _remember(session, invoice, seller, lesson, correction.actor, now)
        elif changes[name]["old"] != changes[name]["new"]:
            known = place_of(session, invoice.dossier_id, seller, name)
            if known is not None:
                forget(session, known, correction.actor)


def forget(session: Session, row: LearnedPlaceRow, actor: str) -> None:
    """Forget a place; what was read by it stays as it is.

    Args:
        session: An open write transaction.
        row: A row of that transaction.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
    """
    detail = {"field": row.field.value, "label": row.place["label"], "seller": row.seller}
    journal.note(session, row, actor, "forget", detail)
    feed.announce(session, "learned_place.forgotten", row)
    session.delete(row)


def _remember(
    session: Session,
    invoice: InvoiceRow,
    seller: str,
    lesson: Lesson,
    actor: str,
    now: datetime,
) -> None:
    row = place_of(session, invoice.dossier_id, seller, lesson.field)
    if row is None:
        row = LearnedPlaceRow(
            id=new_id("lrn"),
            firm_id=invoice.firm_id,
            dossier_id=invoice.dossier_id,
            seller=seller,
            field=lesson.field,
            place=to_json(lesson.place),
            invoices=[],
            actor=actor,
            created_at=now,
            taught_at=now,
        )
        if not insert(session, row):
            row = present(place_of(session, invoice.dossier_id, seller, lesson.field))
    is_known = is_same_place(lesson.field, from_json(Place, row.place), lesson.place)
    earlier = [known for known in row.invoices if known != invoice.id] if is_known else []
    row.invoices = [*earlier, invoice.id]
    row.place = to_json(lesson.place)
    row.actor, row.taught_at = actor, now
    session.add(row)
    detail = {
        "version": invoice.version,
        "field": lesson.field.value,
        "label": lesson.place.label,
        "learned_place_id": row.id,
    }
    journal.note(session, invoice, actor, "learn", detail)
    feed.announce(session, "learned_place.learned", row)
