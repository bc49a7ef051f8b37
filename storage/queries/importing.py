"""Saved mappings of tables' columns."""

from sqlmodel import Session, select

from storage.models.importing import ImportMappingRow


def mapping_of(session: Session, firm_id: str, fingerprint: str) -> ImportMappingRow | None:
    """Return what somebody of a firm said of tables with this heading."""
    return session.exec(
        select(ImportMappingRow).where(
            ImportMappingRow.firm_id == firm_id, ImportMappingRow.fingerprint == fingerprint
        )
    ).first()
