"""What is proven about a document when its reception is decided."""

from dataclasses import dataclass

from storage.domain.iban import Iban
from storage.domain.reason import Cause
from storage.domain.siren import Siren


@dataclass(frozen=True)
class Evidence:
    """Proofs from the document and from the mail that first brought it.

    Attributes:
        siren_on_document: The seller's SIREN (BT-30), if it is proven.
        authenticated_domain: The domain that the sender is proven to write from, if any.
        ibans: Every account seen on the document (BT-84) or in the mail.
        open_points: What `check` left unproven or contradicted, and a scan that is still to come.
        has_malware: A scanner found some in the mail.
    """

    siren_on_document: Siren | None = None
    authenticated_domain: str | None = None
    ibans: frozenset[Iban] = frozenset()
    open_points: tuple[Cause, ...] = ()
    has_malware: bool = False
