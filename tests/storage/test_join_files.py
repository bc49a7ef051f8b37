"""Documents of several files are one: what stands for what, what comes back, what comes again."""

import json

import pytest

from storage.actions import sort_anew
from storage.domain.errors import ConflictError
from storage.domain.joining import JOINED, Piece, list_pieces, pieces_in
from storage.domain.mailbox import Direction
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import DocumentStatus
from storage.models.document import DocumentRow
from storage.queries.documents import living_ids_of_parts, sources_of
from storage.queries.messages import parts_of
from tests.storage.office import Office, a_part
from tests.storage.test_sort_anew import ACTOR, acts, done, held, join, living, locked, split

FRONT, BACK = b"photo of the front", b"photo of the back"
MADE = "a" * 64
"""The PDF made of the front."""

Photos = tuple[str, str, str]
"""A message with two photos of one invoice, and their documents."""


@pytest.fixture
def photos(office: Office) -> Photos:
    message_id = office.sorted(a_part(FRONT, "2"), a_part(BACK, "3"))
    with office.database.read() as session:
        front, back = (part.document_id or "" for part in parts_of(session, message_id))
    done(office, front, back)
    change(office, front, pages=2, pdf_sha256=MADE)
    change(office, back, pages=1)
    return message_id, front, back


def change(office: Office, document_id: str, **values: object) -> None:
    with office.database.write() as session:
        row: DocumentRow = locked(session, document_id)
        for name, value in values.items():
            setattr(row, name, value)


def parts(office: Office, message_id: str) -> list[tuple[PartOutcome, str | None, str | None]]:
    with office.database.read() as session:
        return [(p.outcome, p.reason, p.document_id) for p in parts_of(session, message_id)]


def kept(office: Office, document_id: str) -> bytes:
    row = office.get_document(document_id)
    return office.blobs.path(office.firm_id, row.sha256).read_bytes()


def test_photos_become_one_document_in_the_order_given(office: Office, photos: Photos) -> None:
    message_id, front, back = photos
    whole = join(office, back, front)
    row, work = office.get_document(whole), office.work(whole)
    assert (row.media_type, row.pages, row.stage) == (JOINED, 3, "normalise")
    assert (row.status, work.stage) == (DocumentStatus.PROCESSING, "normalise")
    first, second = office.get_document(back), office.get_document(front)
    assert pieces_in(kept(office, whole)) == [
        Piece(first.sha256, first.sha256, 1, 1),
        Piece(second.sha256, MADE, 1, 2),
    ]
    assert work.files == {"original": row.sha256, "piece-0": first.sha256, "piece-1": MADE}
    assert (first.withdrawn, second.withdrawn, row.withdrawn) == (True, True, False)
    assert [(d.joined_in_id, d.joined_position) for d in (first, second)] == [
        (whole, 0),
        (whole, 1),
    ]
    assert parts(office, message_id) == [(PartOutcome.DOCUMENT, Reason.JOINED, whole)] * 2
    with office.database.read() as session:
        assert [m.id for m in sources_of(session, [whole])[whole]] == [message_id]
        found = living_ids_of_parts(session, {(message_id, "2"), (message_id, "3")})
    assert found == {(message_id, "2"): [whole], (message_id, "3"): [whole]}
    assert acts(office, whole) == [(ACTOR, "join", {"documents": [back, front]})]


def test_they_are_taken_apart_where_the_files_begin(office: Office, photos: Photos) -> None:
    message_id, front, back = photos
    whole = join(office, front, back)
    done(office, whole)
    assert split(office, whole, 1, 3) == [front, back]
    assert office.get_document(whole).withdrawn
    for document_id, at in ((front, 0), (back, 1)):
        row = office.get_document(document_id)
        assert (row.withdrawn, row.joined_in_id) == (False, None)
        assert row.status is DocumentStatus.PROCESSING
        assert parts(office, message_id)[at] == (PartOutcome.DOCUMENT, None, document_id)
    done(office, front, back)
    assert join(office, front, back) == whole
    assert office.get_document(whole).status is DocumentStatus.PROCESSING


def test_elsewhere_it_is_separated_as_any_file(office: Office, photos: Photos) -> None:
    _, front, back = photos
    whole = join(office, front, back)
    done(office, whole)
    pieces = split(office, whole, 1, 2)
    assert living(office) == [(1, 1), (2, 0)]
    assert {office.get_document(piece).media_type for piece in pieces} == {JOINED}
    again = office.sorted(a_part(BACK, "5"))
    with office.database.read() as session:
        found = [[m.id for m in sources_of(session, [piece])[piece]] for piece in pieces]
    assert [ids[-1] for ids in found] == [again] * 2


def test_a_photo_that_comes_again_is_a_source_of_the_whole(office: Office, photos: Photos) -> None:
    message_id, front, back = photos
    whole = join(office, front, back)
    again = office.sorted(a_part(BACK, "7"))
    with office.database.read() as session:
        assert [m.id for m in sources_of(session, [whole])[whole]] == [message_id, again]
    assert parts(office, again)[0][2] == whole


def test_pages_of_one_file_that_do_not_follow_are_joined_too(office: Office) -> None:
    pieces = split(office, held(office), 1, 2, 4)
    done(office, *pieces)
    whole = join(office, pieces[0], pieces[2])
    listed = json.loads(kept(office, whole))
    assert [(piece["first_page"], piece["last_page"]) for piece in listed] == [(1, 1), (4, 5)]
    done(office, whole)
    assert split(office, whole, 1, 2) == [pieces[0], pieces[2]]
    assert living(office) == [(1, 1), (2, 3), (4, 0)]


def test_as_an_annex_it_takes_all_its_parts_along(office: Office, photos: Photos) -> None:
    message_id, front, back = photos
    whole, owner = join(office, front, back), office.document(b"%PDF owner")
    done(office, whole)
    with office.database.write() as session:
        sort_anew.make_annex(session, locked(session, whole), locked(session, owner), ACTOR)
    assert parts(office, message_id) == [(PartOutcome.ANNEX, Reason.ANNEX, owner)] * 2
    with office.database.write() as session:
        sort_anew.make_annex(session, locked(session, whole), None, ACTOR)
    assert parts(office, message_id) == [(PartOutcome.DOCUMENT, Reason.JOINED, whole)] * 2


def test_what_is_not_joined(office: Office, photos: Photos) -> None:
    _, front, back = photos
    sale = office.document(b"%PDF of a sale", Direction.SALE)
    done(office, sale)
    change(office, sale, pages=1)
    with pytest.raises(ConflictError, match="one dossier"):
        join(office, front, sale)
    change(office, back, pages=None)
    with pytest.raises(ConflictError, match="no pages"):
        join(office, front, back)
    change(office, back, pages=1, xml_sha256="b" * 64)
    with pytest.raises(ConflictError, match="electronic"):
        join(office, front, back)
    change(office, back, derived=True)
    assert join(office, front, back)


@pytest.mark.parametrize("text", [b"", b"[1]", b'[{"original": "a"}]', b"\xff"])
def test_a_list_that_is_none(text: bytes) -> None:
    piece = Piece("a" * 64, "b" * 64, 1, 2)
    assert pieces_in(list_pieces([piece])) == [piece]
    with pytest.raises(ValueError, match=r"Expecting|list|codec"):
        pieces_in(text)
