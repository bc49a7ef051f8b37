"""Make a firm."""

from datetime import datetime

from sqlmodel import Session

from storage.ids import new_id
from storage.models.feed import FeedHeadRow
from storage.models.firm import FirmRow


def add_firm(session: Session, name: str, now: datetime) -> FirmRow:
    """Make a firm with an empty feed."""
    row = FirmRow(id=new_id("fir"), name=name, created_at=now)
    session.add(row)
    session.flush()
    session.add(FeedHeadRow(firm_id=row.id))
    return row
