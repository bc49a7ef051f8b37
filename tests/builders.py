"""Builders of the values that tests start from."""

from pipeline.stage import Work
from storage.domain.approval import ReceptionPolicy, Supplier
from storage.domain.evidence import Evidence
from storage.domain.mailbox import Direction


def a_work(
    policy: ReceptionPolicy = ReceptionPolicy.EVERY_INVOICE,
    supplier: Supplier | None = None,
    evidence: Evidence | None = None,
    direction: Direction = Direction.PURCHASE,
) -> Work:
    """Return the work on one document, as the stages of the document plan are given it."""
    return Work(
        direction=direction,
        policy=policy,
        supplier=supplier,
        evidence=evidence or Evidence(),
    )
