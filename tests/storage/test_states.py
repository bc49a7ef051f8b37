"""Random events on a dossier: counters equal their lists, and illegal steps are refused, always."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from storage.actions import conclude, correct, decide
from storage.actions.acknowledge import acknowledge
from storage.actions.undo_duplicate import confirm_duplicate
from storage.database import Session
from storage.domain.errors import ConflictError
from storage.domain.field import Field, Level, Source
from storage.domain.grounds import Grounds, StandardReason
from storage.domain.invoice import FieldName, Invoice
from storage.domain.state import Accounting, DocumentStatus, Reception
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.queries.dossiers import Counters, counters, counters_of
from storage.queries.duplicates import pair_of
from storage.queries.invoices import list_invoices
from storage.queries.review import list_review
from storage.queries.scope import PageRequest, Scope
from tests.storage.office import NOW, Office, an_invoice, claim

STEPS = 30
"""Of one history."""
TO_ACCEPT, ACCEPTED, REFUSED, DISPUTED = Reception
GROUNDS = Grounds("No.", StandardReason.WRONG_PRICE)


def numbered(number: int) -> Invoice:
    read = an_invoice(number=f"F-{number}")
    values = {FieldName.ISSUE_DATE: "2026-09-30", FieldName.TYPE_CODE: "380"}
    fields = {name: Field(v, Level.READ, Source.PDF_TEXT) for name, v in values.items()}
    return Invoice(read.fields | fields)


class Dossier(RuleBasedStateMachine):
    """A dossier and what it should be; each invoice has its state beside the database."""

    office: Office
    invoices = Bundle("invoices")

    def __init__(self) -> None:
        super().__init__()
        self.dossier_id = self.office.add_dossier()
        self.expected: dict[str, tuple[Reception | None, Accounting | None]] = {}
        self.numbers = 0

    def _file(self, number: int, reception: Reception) -> str:
        office = Office(
            self.office.database, self.office.blobs, self.office.firm_id, self.dossier_id
        )
        return office.filed(reception, numbered(number))

    @rule(target=invoices, reception=st.sampled_from([TO_ACCEPT, ACCEPTED]))
    def arrives(self, reception: Reception) -> str:
        self.numbers += 1
        invoice_id = self._file(self.numbers, reception)
        self.expected[invoice_id] = (reception, _handed_on(reception))
        return invoice_id

    @rule(target=invoices, number=st.integers(1, 5))
    def comes_again_as_another_file(self, number: int) -> Any:
        if number > self.numbers:
            return multiple()
        copy = self._file(number, ACCEPTED)
        row = self._row(copy)
        self.expected[copy] = (row.reception, row.accounting)
        first = row.copy_of_id
        if first is not None:
            assert self.expected[copy] == (TO_ACCEPT, None)
            if self.expected[first][0] is REFUSED:
                self.expected[first] = (TO_ACCEPT, None)
        return copy

    @rule(invoice_id=invoices)
    def accepted(self, invoice_id: str) -> None:
        self._asked(invoice_id, "accept", {TO_ACCEPT, REFUSED, DISPUTED, ACCEPTED}, ACCEPTED)

    @rule(invoice_id=invoices)
    def refused(self, invoice_id: str) -> None:
        self._asked(invoice_id, "refuse", {TO_ACCEPT, REFUSED, DISPUTED}, REFUSED)

    @rule(invoice_id=invoices)
    def disputed(self, invoice_id: str) -> None:
        self._asked(invoice_id, "dispute", {TO_ACCEPT, DISPUTED}, DISPUTED)

    @rule(invoice_id=invoices)
    def undone(self, invoice_id: str) -> None:
        is_gone = self.expected[invoice_id][1] is Accounting.RETRIEVED
        legal = set() if is_gone else {ACCEPTED, REFUSED, DISPUTED}
        self._asked(invoice_id, "undo", legal, TO_ACCEPT)

    @rule(invoice_id=invoices)
    def retrieved(self, invoice_id: str) -> None:
        with self.office.database.write() as session:
            row = session.get_one(InvoiceRow, invoice_id, with_for_update=True)
            if self.expected[invoice_id][1] is None:
                with pytest.raises(ConflictError):
                    acknowledge(session, row, row.version, None, "key:1")
                return
            acknowledge(session, row, row.version, None, "key:1")
        self.expected[invoice_id] = (ACCEPTED, Accounting.RETRIEVED)

    @rule(invoice_id=invoices)
    def corrected(self, invoice_id: str) -> None:
        """A new version goes back to what still has to be retrieved."""
        if self.expected[invoice_id][0] is None:
            return
        with self.office.database.write() as session:
            row = session.get_one(InvoiceRow, invoice_id, with_for_update=True)
            correct.correct(session, row, {FieldName.DUE_DATE: "2026-12-31"}, "Anne")
        self._file_again(invoice_id)

    @rule(invoice_id=invoices)
    def confirmed_as_a_copy(self, invoice_id: str) -> None:
        first = self._row(invoice_id).copy_of_id
        if first is None:
            return
        with self.office.database.write() as session:
            pair = pair_of(session, invoice_id, first)
            assert pair is not None
            if self.expected[invoice_id][0] in {ACCEPTED, REFUSED, DISPUTED}:
                with pytest.raises(ConflictError):
                    confirm_duplicate(session, pair, "Anne")
                return
            confirm_duplicate(session, pair, "Anne")
        self.expected[invoice_id] = (None, None)

    def _file_again(self, invoice_id: str) -> None:
        with self.office.database.write() as session:
            row = session.get_one(InvoiceRow, invoice_id)
            document = session.get_one(DocumentRow, row.document_id)
            assert document.status is DocumentStatus.PROCESSING
            lease = claim(session, document.id)
            conclude.file(session, lease, ACCEPTED, [{"code": "trusted"}], NOW)
        row = self._row(invoice_id)
        before = self.expected[invoice_id][0]
        after = before or row.reception
        assert after is not None
        self.expected[invoice_id] = (after, _handed_on(after))

    def _asked(self, invoice_id: str, verb: str, legal: set[Reception], after: Reception) -> None:
        before, accounting = self.expected[invoice_id]
        with self.office.database.write() as session:
            row = session.get_one(InvoiceRow, invoice_id, with_for_update=True)
            grounds = (GROUNDS,) if verb in {"refuse", "dispute"} else ()
            if before not in legal:
                with pytest.raises(ConflictError):
                    getattr(decide, verb)(session, row, *grounds, actor="Anne")
                return
            getattr(decide, verb)(session, row, *grounds, actor="Anne")
        if before is not after:
            self.expected[invoice_id] = (after, _handed_on(after))
        else:
            self.expected[invoice_id] = (before, accounting)

    def _row(self, invoice_id: str) -> InvoiceRow:
        return self.office.invoice(invoice_id)

    @invariant()
    def rows_are_as_expected(self) -> None:
        for invoice_id, expected in self.expected.items():
            row = self._row(invoice_id)
            assert (row.reception, row.accounting) == expected

    @invariant()
    def counters_equal_their_lists(self) -> None:
        scope = Scope(self.office.firm_id, self.dossier_id)
        with self.office.database.read() as session:
            counted = counters(session, scope)
            assert counters_of(session, [self.dossier_id]) == {self.dossier_id: counted}
            # The firm has the dossiers of earlier histories, too.
            for seen in (scope, Scope(self.office.firm_id)):
                assert counters(session, seen) == _listed(session, seen)
        receptions = [reception for reception, _ in self.expected.values()]
        assert counted.to_review == receptions.count(TO_ACCEPT)


def _listed(session: Session, scope: Scope) -> Counters:
    """Return how long the lists are."""
    every = PageRequest(limit=10_000)
    lists = (
        list_review(session, scope, every, None),
        list_invoices(session, scope, every, accounting=Accounting.TO_RETRIEVE),
        list_invoices(session, scope, every, reception=DISPUTED),
    )
    return Counters(*(len(page.rows) for page in lists))


def _handed_on(reception: Reception) -> Accounting | None:
    return Accounting.TO_RETRIEVE if reception is ACCEPTED else None


def _run(office: Office, events: int) -> None:
    class InThisOffice(Dossier):
        pass

    InThisOffice.office = office
    run_state_machine_as_test(
        InThisOffice,
        settings=settings(
            max_examples=events // STEPS,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_random_events(office: Office) -> None:
    _run(office, 60)


@pytest.mark.chaos
@pytest.mark.timeout(900)
def test_a_thousand_random_events(office: Office) -> None:
    _run(office, 1_020)
