"""The transition table of reception: every pair of a state and a decision."""

from itertools import product

import pytest

from storage.domain.errors import ConflictError
from storage.domain.state import Decision, Reception, decide

LEGAL = {
    (Reception.TO_ACCEPT, Decision.ACCEPT): Reception.ACCEPTED,
    (Reception.TO_ACCEPT, Decision.REFUSE): Reception.REFUSED,
    (Reception.TO_ACCEPT, Decision.DISPUTE): Reception.DISPUTED,
    (Reception.DISPUTED, Decision.ACCEPT): Reception.ACCEPTED,
    (Reception.DISPUTED, Decision.REFUSE): Reception.REFUSED,
    (Reception.REFUSED, Decision.ACCEPT): Reception.ACCEPTED,
    (Reception.REFUSED, Decision.REOPEN): Reception.TO_ACCEPT,
    (Reception.ACCEPTED, Decision.UNDO): Reception.TO_ACCEPT,
    (Reception.REFUSED, Decision.UNDO): Reception.TO_ACCEPT,
    (Reception.DISPUTED, Decision.UNDO): Reception.TO_ACCEPT,
}
PAIRS = list(product(Reception, Decision))


@pytest.mark.parametrize(("reception", "decision"), [pair for pair in PAIRS if pair in LEGAL])
def test_legal(reception: Reception, decision: Decision) -> None:
    assert decide(reception, decision) is LEGAL[reception, decision]


@pytest.mark.parametrize(("reception", "decision"), [pair for pair in PAIRS if pair not in LEGAL])
def test_illegal(reception: Reception, decision: Decision) -> None:
    with pytest.raises(ConflictError) as raised:
        decide(reception, decision)
    assert raised.value.code == "illegal-transition"
