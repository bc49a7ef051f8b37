"""Builders of the values that tests start from."""

from datetime import date

from pipeline.stage import Work
from storage.domain.approval import ReceptionPolicy, Supplier
from storage.domain.decision import Inputs
from storage.domain.evidence import Evidence
from storage.domain.mailbox import Direction

DAY = date(2026, 11, 29)
"""Of a decision."""


def a_work(
    policy: ReceptionPolicy = ReceptionPolicy.EVERY_INVOICE,
    supplier: Supplier | None = None,
    evidence: Evidence | None = None,
    direction: Direction = Direction.PURCHASE,
) -> Work:
    """Return the work on one document, as the stages of the document plan are given it."""
    inputs = Inputs(direction, policy, DAY, supplier, evidence or Evidence())
    return Work(direction=direction, inputs=inputs)
