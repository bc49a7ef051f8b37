"""Outcomes as JSON: all come back as they were, and nothing else is taken for one."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stage import (
    DocumentFacts,
    Documents,
    File,
    FoundDocument,
    Hold,
    MessageFacts,
    MessageHeader,
    Next,
    Outcome,
    Reject,
)
from pipeline.wire import decode, encode
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice, Line, Profile, VatBreakdown
from storage.domain.page import Box
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Cause, Reason, ReasonAbout
from storage.domain.state import DocumentKind, MessageStatus, Reception

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
amounts = st.decimals(allow_nan=False, allow_infinity=False, places=4)
fractions = st.floats(0, 1)
reasons: st.SearchStrategy[Cause] = st.sampled_from(Reason) | st.builds(
    ReasonAbout, st.sampled_from(Reason), texts, texts
)
causes = st.lists(reasons, max_size=3).map(tuple)
files = st.dictionaries(texts, texts, max_size=3)
parts = st.builds(
    Part,
    texts,
    st.none() | texts,
    texts,
    st.integers(0, 2**40),
    texts,
    st.sampled_from(PartOutcome),
    st.none() | st.sampled_from(Reason),
)
boxes = st.builds(Box, st.integers(1, 999), fractions, fractions, fractions, fractions)
fields = st.builds(
    Field,
    texts,
    st.sampled_from(Level),
    st.sampled_from(Source),
    st.lists(boxes, max_size=2).map(tuple),
)
invoices = st.builds(
    Invoice,
    st.dictionaries(st.sampled_from(FieldName), fields, max_size=3),
    st.lists(st.builds(VatBreakdown, texts, st.none() | amounts, amounts, amounts), max_size=2).map(
        tuple
    ),
    st.lists(
        st.builds(Line, texts, amounts, amounts, amounts, st.none() | amounts), max_size=2
    ).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
)
message_facts = st.builds(
    MessageFacts,
    st.builds(
        MessageHeader, st.none() | texts, st.none() | texts, st.none() | texts, st.integers(0, 99)
    ),
    st.lists(parts, max_size=3).map(tuple),
    causes,
)
document_facts = st.builds(
    DocumentFacts,
    kind=st.none() | st.sampled_from(DocumentKind),
    kind_reason=st.none() | st.sampled_from(Reason).map(lambda reason: reason.about("x")),
    pages=st.none() | st.integers(0, 9999),
    problem=st.none() | st.sampled_from(Reason),
    profile=st.none() | st.sampled_from(Profile),
    derived=st.booleans(),
    facturx_reasons=causes,
    invoice=st.none() | invoices,
    open_points=causes,
)
found = st.builds(FoundDocument, texts, st.integers(1, 99), st.none() | st.integers(1, 99))
outcomes: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Next, message_facts | document_facts | parts, files),
    st.builds(
        Documents,
        st.sampled_from(MessageStatus),
        message_facts,
        st.lists(found, max_size=3).map(tuple),
    ),
    st.builds(File, st.sampled_from(Reception), causes),
    st.builds(Hold, causes, st.none() | document_facts, files),
    st.builds(Reject, causes),
)

A_PART = Part("1", None, "text/plain", 5, "0" * 64, PartOutcome.DOCUMENT)


@given(outcomes)
def test_every_outcome_comes_back_as_it_was(outcome: Outcome) -> None:
    assert decode(encode(outcome)) == outcome


def test_amounts_stay_exact() -> None:
    invoice = Invoice(vat_breakdown=(VatBreakdown("S", None, Decimal("0.10"), Decimal("1E+2")),))
    decoded = decode(encode(Next(DocumentFacts(invoice=invoice))))
    assert repr(decoded) == repr(Next(DocumentFacts(invoice=invoice)))


NEXT: dict[str, Any] = json.loads(encode(Next(A_PART)))
REJECT: dict[str, Any] = json.loads(encode(Reject((Reason.REFUSED.about("x"),))))
BOX = {"page": 1, "x": 0.5, "y": 0.5, "w": float("nan"), "h": 0.5}
NAN = {
    "kind": "Next",
    "facts_kind": "DocumentFacts",
    "facts": {
        "invoice": {
            "fields": {
                "number": {
                    "value": "1",
                    "level": "read",
                    "source": "ocr",
                    "boxes": [BOX],
                }
            }
        }
    },
    "files": {},
}


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"null",
        b"[]",
        b"\xff",
        b"{" * 10,
        b"[" * 100_000,
        b'{"kind": "Next"}',
        REJECT | {"kind": "Accept"},
        REJECT | {"kind": ["Reject"]},
        REJECT | {"value": []},
        REJECT | {"value": {}},
        REJECT | {"value": REJECT["value"] | {"more": 1}},
        REJECT | {"value": {"reasons": ["no_such_reason"]}},
        REJECT | {"value": {"reasons": "refused"}},
        REJECT | {"value": {"reasons": [{"reason": "refused", "about": "nul \0"}]}},
        {"kind": "File", "value": {"reception": "paid", "reasons": []}},
        {"kind": "File", "value": {"reception": "accepted"}},
        NEXT | {"facts_kind": "Work"},
        NEXT | {"facts_kind": "MessageFacts", "facts": []},
        NEXT | {"facts": NEXT["facts"] | {"size": "large"}},
        NEXT | {"facts": NEXT["facts"] | {"outcome": "deleted"}},
        NEXT | {"facts": NEXT["facts"] | {"name": "nul \0"}},
        NEXT | {"facts": NEXT["facts"] | {"name": "\ud800"}},
        NEXT | {"files": []},
        NEXT | {"files": {"role": 1}},
        NEXT | {"files": {"nul \0": "x"}},
        NAN,
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_is_no_outcome_is_refused(hostile: bytes | dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(hostile if isinstance(hostile, bytes) else json.dumps(hostile).encode())


def test_a_written_escape_of_nul_is_no_nul() -> None:
    outcome = Reject((Reason.REFUSED.about("\\u0000"),))
    assert decode(encode(outcome)) == outcome
