"""What could differ on PostgreSQL: the union of `/review`, locks, the form of cursors."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from sqlmodel import Session

from storage.actions import decide
from storage.database import Database
from storage.domain.state import Reception
from storage.models.invoice import InvoiceRow
from storage.queries.scope import Scope
from tests.api.conftest import House
from tests.api.seed import Seed
from tests.api.test_isolation import (
    test_a_stranger_sees_and_changes_nothing,
    test_an_unknown_id_answers_as_a_foreign_one,
)
from tests.api.test_lists import (
    test_a_counter_equals_the_list_that_it_opens,
    test_a_cursor_serves_its_own_list_only,
    test_a_walk_sees_each_row_once_while_rows_are_added,
    test_review_names_what_waits_and_why,
)
from tests.api.test_settings import test_the_feed_is_read_on_from_where_it_ended
from tests.api.test_sorting import (
    document_id,
    test_a_proposal_is_shown_and_taken,
    test_an_annex_and_back,
)
from tests.databases import emptied

__all__ = [
    "document_id",
    "test_a_counter_equals_the_list_that_it_opens",
    "test_a_cursor_serves_its_own_list_only",
    "test_a_proposal_is_shown_and_taken",
    "test_a_stranger_sees_and_changes_nothing",
    "test_a_walk_sees_each_row_once_while_rows_are_added",
    "test_an_annex_and_back",
    "test_an_unknown_id_answers_as_a_foreign_one",
    "test_review_names_what_waits_and_why",
    "test_the_feed_is_read_on_from_where_it_ended",
]


@pytest.fixture
def database(kept_postgresql: Database) -> Iterator[Database]:
    with emptied(kept_postgresql) as database:
        yield database


def accept(session: Session, invoice: InvoiceRow) -> None:
    decide.accept(session, invoice, "Anne")


def correct(session: Session, invoice: InvoiceRow) -> None:
    invoice.version += 1
    session.add(invoice)


@pytest.mark.parametrize(
    ("first", "reception", "verb", "body", "code"),
    [
        (accept, Reception.TO_ACCEPT, "refuse", {"reason": "no"}, "illegal-transition"),
        (correct, Reception.ACCEPTED, "acknowledge", {"version": 1}, "superseded"),
    ],
)
def test_a_decision_waits_for_one_that_is_being_taken(
    client: httpx.Client,
    seed: Seed,
    house: House,
    *,
    first: Callable[[Session, InvoiceRow], None],
    reception: Reception,
    verb: str,
    body: dict[str, Any],
    code: str,
) -> None:
    filed = seed.filed(house.first, reception)
    assert filed.invoice_id is not None
    path = f"/api/v1/invoices/{filed.invoice_id}/{verb}"
    with ThreadPoolExecutor(1) as pool:
        with seed.database.write() as session:
            row = Scope(house.firm_id).get(session, InvoiceRow, filed.invoice_id, lock=True)
            answer = pool.submit(client.post, path, json=body)
            with pytest.raises(TimeoutError):
                answer.result(timeout=0.5)
            first(session, row)
        late = answer.result(timeout=20)
    assert (late.status_code, late.json()["code"]) == (409, code)
