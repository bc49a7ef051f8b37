"""What is proven about a document and its sender when its reception is decided."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from storage.domain.iban import Iban
from storage.domain.reason import Cause
from storage.domain.siren import Siren
from storage.domain.state import DocumentKind
from storage.domain.vat import VatId
from storage.domain.verdicts import Standing


class OwnSide(StrEnum):
    """Who stands where the dossier should: as the buyer of a purchase, the seller of a sale."""

    OWN = "own"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True)
class InnerSender:
    """Who wrote the mail that came attached whole and that brought the document.

    Attributes:
        header_from: Address in its From header, in small letters.
        authenticated_domain: The domain of that, in A-labels, where a signature of the mail still
            proves it.
        is_shared_domain: Many strangers write from that domain.
        standing: What its signatures say.
    """

    header_from: str | None = None
    authenticated_domain: str | None = None
    is_shared_domain: bool = False
    standing: Standing = Standing.UNJUDGED


@dataclass(frozen=True)
class Evidence:
    """Proofs from the document and from the message that first brought it.

    Attributes:
        siren_on_document: The seller's SIREN (BT-30), if it is proven or confirmed.
        vat_id_on_document: The seller's VAT id (BT-31), likewise.
        own_side: Who stands where the dossier should.
        ibans: Every account seen on the page, in its XML (BT-84), in the text of the mail and on
            papers that came with it.
        unclear_accounts: What was seen there of accounts, but is no IBAN that could be compared.
        kind: What the document is.
        amount: Total with VAT (BT-112); None where none was read.
        currency: BT-5.
        channel: ``mail``, ``upload`` or ``file``.
        header_from: Address in the From header, in small letters.
        authenticated_domain: The domain that the sender is proven to write from, if any, in
            A-labels.
        is_shared_domain: Many strangers write from that domain.
        is_forwarded: Somebody else's mail is in it or quoted in it.
        inner: Who wrote that, if it is attached whole, holds all of the document and forwards
            nothing itself.
        may_accept: Who uploaded it may accept invoices.
        look_alike: The known domain that the sender's only resembles, if any.
        duplicates: Why it may be the same as other invoices. Only the transaction that files it
            knows that, so they are put in there.
        open_points: What `check` left unproven or contradicted, what the file does, and a scan
            that is still to come.
        has_malware: A scanner found some in the mail.
    """

    siren_on_document: Siren | None = None
    vat_id_on_document: VatId | None = None
    own_side: OwnSide = OwnSide.UNKNOWN
    ibans: frozenset[Iban] = frozenset()
    unclear_accounts: tuple[str, ...] = ()
    kind: DocumentKind | None = None
    amount: Decimal | None = None
    currency: str | None = None
    channel: str = "mail"
    header_from: str | None = None
    authenticated_domain: str | None = None
    is_shared_domain: bool = False
    is_forwarded: bool = False
    inner: InnerSender | None = None
    may_accept: bool = False
    look_alike: str | None = None
    duplicates: tuple[Cause, ...] = ()
    open_points: tuple[Cause, ...] = ()
    has_malware: bool = False
