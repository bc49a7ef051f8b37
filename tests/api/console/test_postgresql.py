"""What could differ on PostgreSQL: locks, the order of lists, joins of three kinds of rows."""

from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.api.console.test_decisions import (
    invoice_id,
    test_a_button_pressed_twice_saves_once,
    test_a_correction_of_an_older_version,
    test_accepting,
)
from tests.api.console.test_isolation import names, test_a_foreign_dossier_filters_to_nothing
from tests.api.console.test_lists import (
    short_pages,
    test_invoices_come_newest_first_page_by_page,
    test_the_first_page_shows_all_that_waits_with_its_counters,
)
from tests.api.console.test_sign_in import (
    test_a_link_signs_in_once,
    test_a_used_session_goes_on_but_not_for_ever,
)
from tests.api.console.test_uploads import test_the_same_file_twice_is_the_same_message
from tests.databases import emptied

__all__ = [
    "invoice_id",
    "names",
    "short_pages",
    "test_a_button_pressed_twice_saves_once",
    "test_a_correction_of_an_older_version",
    "test_a_foreign_dossier_filters_to_nothing",
    "test_a_link_signs_in_once",
    "test_a_used_session_goes_on_but_not_for_ever",
    "test_accepting",
    "test_invoices_come_newest_first_page_by_page",
    "test_the_first_page_shows_all_that_waits_with_its_counters",
    "test_the_same_file_twice_is_the_same_message",
]


@pytest.fixture
def database(kept_postgresql: Database) -> Iterator[Database]:
    with emptied(kept_postgresql) as database:
        yield database
