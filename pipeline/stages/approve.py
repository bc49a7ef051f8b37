"""Decide how an invoice enters its dossier: accepted at once, or to be accepted by a person.

In: an invoice whose fields were checked and whose supplier has been looked up.
Out: ``File`` with every reason, ``Hold`` or ``Reject``. Reads nothing outside its arguments.
Rules: design, "Approval".
"""

from collections.abc import Iterator

from pipeline.stage import File, Hold, Outcome, Reject, Tools, Work
from storage.domain.approval import ReceptionPolicy, Supplier
from storage.domain.evidence import Evidence
from storage.domain.mailbox import Direction
from storage.domain.reason import Cause, Reason
from storage.domain.state import Reception


def run(work: Work, tools: Tools) -> Outcome:
    """Apply the dossier's reception policy (« Approuver la réception ») to one invoice."""
    if work.supplier is not None and work.supplier.blocked:
        return Reject((Reason.SUPPLIER_BLOCKED,))
    if work.evidence.has_malware:
        return Hold((Reason.MALWARE,))
    match work.policy:
        case ReceptionPolicy.EVERY_INVOICE:
            return File(Reception.TO_ACCEPT, (Reason.EVERY_INVOICE,))
        case ReceptionPolicy.EXCEPT_TRUSTED:
            doubts = tuple(_doubts(work))
            if doubts:
                return File(Reception.TO_ACCEPT, doubts)
            return File(Reception.ACCEPTED, (Reason.TRUSTED,))


def _doubts(work: Work) -> Iterator[Cause]:
    match work.direction:
        case Direction.PURCHASE:
            return _doubts_of_purchase(work.supplier, work.evidence)
        case Direction.SALE:
            return _doubts_of_sale(work.evidence)


def _doubts_of_purchase(supplier: Supplier | None, evidence: Evidence) -> Iterator[Cause]:
    """Ask for proofs besides the ticked box, since a forged From header costs nothing.

    The proofs: BT-30 on the invoice is the supplier's SIREN, DMARC (RFC 9989) passed for a bound
    domain, every IBAN seen anywhere (BT-84, page, mail) is known, and `check` left no open point
    (totals unproven, number or date with one witness only, a contradiction, a duplicate).
    """
    if supplier is None or not supplier.trusted:
        yield Reason.NOT_TRUSTED
        return
    if supplier.siren is None or evidence.siren_on_document != supplier.siren:
        yield Reason.SIREN_UNPROVEN
    if evidence.authenticated_domain not in supplier.domains:
        yield Reason.SENDER_UNPROVEN
    if evidence.ibans - supplier.ibans:
        yield Reason.IBAN_UNKNOWN
    yield from evidence.open_points


def _doubts_of_sale(evidence: Evidence) -> Iterator[Cause]:
    """Doubt every sender: a sale is accepted by itself only from one registered for the dossier.

    Nobody can be registered yet, so every sale waits like a purchase.
    """
    yield Reason.SENDER_UNPROVEN
    yield from evidence.open_points
