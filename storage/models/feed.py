"""The feed: what changed, numbered per firm without gaps in the order of commits."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.models.columns import Instant


class FeedHeadRow(SQLModel, table=True):
    """The last number given out for a firm. Its lock, held until commit, makes the order true."""

    __tablename__ = "feed_head"

    firm_id: str = Field(primary_key=True, foreign_key="firm.id")
    head: int = 0


class FeedEventRow(SQLModel, table=True):
    """One change of one object."""

    __tablename__ = "feed_event"

    firm_id: str = Field(primary_key=True, foreign_key="firm.id")
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    type: str
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    object_id: str
    version: int
    at: datetime = Field(sa_type=Instant)
