"""What a stage is told of a document: a signature that does not hold leaves a point open."""

import pytest

from pipeline.evidence import open_points
from pipeline.stage import DocumentFacts
from storage.domain.reason import Cause, Reason
from storage.domain.verdicts import Verdicts

NUMBER = Reason.NUMBER_ONE_WITNESS


@pytest.mark.parametrize(
    ("flag", "is_open"),
    [
        (Reason.PDF_SIGNATURE_INVALID.about("Morvan"), True),
        (Reason.PDF_CHANGED_SINCE_SIGNED.about("Morvan"), True),
        (Reason.PDF_SIGNED.about("Morvan"), False),
        (Reason.PDF_SIGNATURE_UNVERIFIED, False),
        (Reason.PDF_ACTIVE_CONTENT.about("javascript"), True),
    ],
)
def test_a_broken_signature_is_an_open_point(flag: Cause, is_open: bool) -> None:
    facts = DocumentFacts(flags=(flag,), open_points=(NUMBER,))
    assert open_points(facts, Verdicts()) == ((NUMBER, flag) if is_open else (NUMBER,))
