"""What a Factur-X that we make says of itself outside its XML: in the metadata of its PDF.

In: what its XML was made of. Out: a `Label`.
Rules: design, law 3.
"""

from dataclasses import dataclass
from datetime import date

from pipeline.facturx.known import Known
from pipeline.facturx.notes import origin_of
from storage.domain.invoice import CREDIT_NOTES, Profile


@dataclass(frozen=True)
class Label:
    """What the metadata is made of.

    Attributes:
        number: BT-1.
        type_code: BT-3.
        issued: BT-2, the date of all that has one.
        seller: BT-27.
        sha256: Of the received file, in hexadecimal.
        sentences: Where the values come from.
    """

    number: str
    type_code: str
    issued: date
    seller: str
    sha256: str
    sentences: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What the document is called."""
        return "Avoir" if self.type_code in CREDIT_NOTES else "Facture"

    @property
    def title(self) -> str:
        """Name of the document."""
        return f"{self.seller} : {self.kind.lower()} {self.number}"


def label_of(known: Known, profile: Profile) -> Label:
    """Return the label of a Factur-X whose XML was made of fields."""
    return Label(
        number=known.number,
        type_code=known.type_code,
        issued=known.issued,
        seller=known.seller.stated_name,
        sha256=known.origin.sha256,
        sentences=tuple(origin_of(known, profile)),
    )
