"""Change a dossier's settings."""

from sqlmodel import Session

from storage import feed
from storage.domain.approval import ReceptionPolicy
from storage.models.firm import DossierRow


def set_policy(session: Session, dossier: DossierRow, policy: ReceptionPolicy) -> None:
    """Set « Approuver la réception » for invoices that are decided from now on."""
    dossier.reception_policy = policy
    session.add(dossier)
    feed.announce(session, "dossier.changed", dossier)
