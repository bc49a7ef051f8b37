"""An invoice as its page shows it: each field with its value, level, source, place and rivals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from api.console.document_view import DocumentView, view_document
from api.console.formats import Formats
from api.console.language import Language
from api.console.reasons import ReasonShown, reasons_shown
from api.console.rows import partner_of
from api.console.text import visible
from api.console.words import choose, word
from storage.codec import from_json
from storage.domain.errors import ConflictError
from storage.domain.field import Field, Level, Source
from storage.domain.grounds import StandardReason
from storage.domain.invoice import AMOUNTS, FieldName, Invoice
from storage.domain.learning import learned_of
from storage.domain.page import Box
from storage.domain.reason import Reason
from storage.domain.state import Accounting, Decision, DocumentStatus, Reception
from storage.domain.state import decide as next_reception
from storage.domain.wording import sentences
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.outgoing import OutgoingRow
from storage.models.supplier import SupplierRow
from storage.queries.addressees import addressee_of
from storage.queries.invoice_facts import facts_of
from storage.queries.journal import journal_of
from storage.queries.outgoing import outgoing_of
from storage.queries.people import Visitor

_GROUPS: tuple[tuple[tuple[str, str], tuple[FieldName, ...]], ...] = (
    (
        ("Facture", "Invoice"),
        (
            FieldName.NUMBER,
            FieldName.TYPE_CODE,
            FieldName.ISSUE_DATE,
            FieldName.DUE_DATE,
            FieldName.DELIVERY_DATE,
            FieldName.PERIOD_START,
            FieldName.PERIOD_END,
            FieldName.ORDER_REFERENCE,
            FieldName.CONTRACT_REFERENCE,
        ),
    ),
    (
        ("Montants", "Amounts"),
        (
            FieldName.ALLOWANCES,
            FieldName.CHARGES,
            FieldName.TOTAL_WITHOUT_VAT,
            FieldName.TOTAL_VAT,
            FieldName.TOTAL_WITH_VAT,
            FieldName.PREPAID,
            FieldName.RETENTION,
            FieldName.ROUNDING,
            FieldName.AMOUNT_DUE,
            FieldName.CURRENCY,
        ),
    ),
    (("Vendeur", "Seller"), tuple(name for name in FieldName if name.startswith("seller."))),
    (("Client", "Buyer"), tuple(name for name in FieldName if name.startswith("buyer."))),
    (("Paiement", "Payment"), (FieldName.PAYMENT_MEANS, FieldName.IBAN, FieldName.BIC)),
)

_MARGIN = 0.002
"""Between words and the box around them, as a fraction of the page."""

_ROWS = (("en haut", "top"), ("au milieu", "middle"), ("en bas", "bottom"))
_COLUMNS = (("à gauche", "left"), ("au centre", "centre"), ("à droite", "right"))


@dataclass(frozen=True)
class Attempt:
    """What a person tried and could not do; the page shows it again.

    Attributes:
        alert: ``stale``, ``fields``, ``reason``, or empty for nothing tried.
        typed: What was typed into fields.
        wrong: Fields in which that is no value.
        reason: The words of a refusal or dispute.
        code: The standard reason of it.
        refused: It was a refusal.
    """

    alert: str = ""
    typed: Mapping[FieldName, str] = field(default_factory=dict)
    wrong: frozenset[str] = frozenset()
    reason: str = ""
    code: str = ""
    refused: bool = True


@dataclass(frozen=True)
class Rival:
    """A value that was found too.

    Attributes:
        value: As it is kept.
        shown: As it is shown.
    """

    value: str
    shown: str


@dataclass(frozen=True)
class FieldShown:
    """A field of the form.

    Attributes:
        name: Its name.
        value: What stands in its input.
        level: How far the present value can be relied on; None where there is none.
        source: Where that came from.
        place: Where it stands on the pages, in words; may be empty.
        witnesses: What speaks for it, in words.
        rivals: Values that it beat.
        is_wrong: Whether what was typed is no value of it.
    """

    name: FieldName
    value: str
    level: Level | None = None
    source: Source | None = None
    place: str = ""
    witnesses: Sequence[str] = ()
    rivals: Sequence[Rival] = ()
    is_wrong: bool = False

    @property
    def is_unsure(self) -> bool:
        """Whether it stays out of the Factur-X until a person confirms it."""
        return self.level in {Level.GUESSED, Level.CONTRADICTED}

    @property
    def is_amount(self) -> bool:
        """Whether its value is an amount."""
        return self.name in AMOUNTS

    @property
    def slug(self) -> str:
        """The name as part of an id in the page."""
        return self.name.replace(".", "-").replace("_", "-")


@dataclass(frozen=True)
class Match:
    """Another invoice that may be the same one.

    Attributes:
        id: Of the pair.
        other_id: The other invoice.
        is_later: Whether the shown invoice is the later one of the two.
    """

    id: str
    other_id: str
    is_later: bool


@dataclass(frozen=True)
class InvoiceView:
    """Everything that the page of an invoice shows.

    Attributes:
        row: As it is stored.
        invoice: What was read of it.
        document: Its document.
        partner: Who the other party is; may be empty.
        reasons: Why it is as it is.
        flags: What else a person should know of it.
        matches: Invoices that may be the same one.
        addressee: Another dossier that it seems to be addressed to.
        contact: The supplier's address in the directory.
        told: Mails to the supplier about decisions.
        groups: The fields, each group with its title.
        boxes: By page, a field and what is drawn around its value.
    """

    row: InvoiceRow
    invoice: Invoice
    document: DocumentView
    partner: str
    reasons: Sequence[ReasonShown]
    flags: Sequence[ReasonShown]
    matches: Sequence[Match]
    addressee: DossierRow | None
    contact: str | None
    told: Sequence[OutgoingRow]
    groups: Sequence[tuple[str, Sequence[FieldShown]]]
    boxes: Mapping[int, Sequence[tuple[FieldShown, Box]]]

    @property
    def learned_of(self) -> str | None:
        """What places that were learned of its seller are filed under; None if it is unknown."""
        return learned_of(self.invoice)

    @property
    def may_accept(self) -> bool:
        """Whether it can be accepted now."""
        return _is_legal(self.row.reception, Decision.ACCEPT)

    @property
    def may_refuse(self) -> bool:
        """Whether it can be refused now."""
        return _is_legal(self.row.reception, Decision.REFUSE)

    @property
    def may_dispute(self) -> bool:
        """Whether it can be disputed now."""
        return _is_legal(self.row.reception, Decision.DISPUTE)

    @property
    def may_undo(self) -> bool:
        """Whether the last decision can be taken back now."""
        is_gone = self.row.accounting is Accounting.RETRIEVED
        return not is_gone and _is_legal(self.row.reception, Decision.UNDO)

    @property
    def may_correct(self) -> bool:
        """Whether its fields can be corrected now."""
        return self.document.row.status is not DocumentStatus.PROCESSING


def view_invoice(
    visitor: Visitor, row: InvoiceRow, language: Language, attempt: Attempt
) -> InvoiceView:
    """Gather what is shown of an invoice in the visitor's scope."""
    document = visitor.session.get_one(DocumentRow, row.document_id)
    invoice = from_json(Invoice, row.content)
    shown = {name: _field(name, invoice, language, attempt) for name in FieldName}
    boxes: dict[int, list[tuple[FieldShown, Box]]] = {}
    for name, found in invoice.fields.items():
        for box in found.boxes:
            boxes.setdefault(box.page, []).append((shown[name], _around(box)))
    acts = journal_of(visitor.session, row.id)
    return InvoiceView(
        row=row,
        invoice=invoice,
        document=view_document(visitor, document, language, acts=acts, object_id=row.id),
        partner=partner_of(row),
        reasons=reasons_shown(row.reasons, language),
        flags=reasons_shown(row.flags, language),
        matches=_matches(visitor, row),
        addressee=addressee_of(visitor.session, visitor.scope, row),
        contact=_contact(visitor, row),
        told=outgoing_of(visitor.session, row.id),
        groups=[
            (choose(title, language), [shown[name] for name in names]) for title, names in _GROUPS
        ],
        boxes=boxes,
    )


def standard_reasons(language: Language) -> list[tuple[str, str]]:
    """Return why invoices are refused and disputed: code and sentence."""
    return [(code.value, choose(sentences(Reason(code)), language)) for code in StandardReason]


def _contact(visitor: Visitor, row: InvoiceRow) -> str | None:
    """Return the supplier's address in the directory."""
    if row.supplier_id is None:
        return None
    return visitor.session.get_one(SupplierRow, row.supplier_id).contact


def _matches(visitor: Visitor, row: InvoiceRow) -> list[Match]:
    """Return the pairs that nobody has told apart."""
    pairs = facts_of(visitor.session, [row])[row.id].pairs
    return [
        Match(pair.id, pair.other_id if is_later else pair.invoice_id, is_later)
        for pair in pairs
        if pair.undone_at is None
        for is_later in [pair.invoice_id == row.id]
    ]


def shown_value(name: FieldName, invoice: Invoice, language: Language) -> str:
    """Return what the input of a field shows at first."""
    value = invoice.value(name)
    return "" if value is None else visible(Formats(language).typed(name, value))


def _field(name: FieldName, invoice: Invoice, language: Language, attempt: Attempt) -> FieldShown:
    value = shown_value(name, invoice, language)
    if attempt.alert == "fields":
        # Only then: over a newer version it would undo what somebody else corrected.
        value = attempt.typed.get(name, value)
    is_wrong = name in attempt.wrong
    found = invoice.fields.get(name)
    if found is None:
        return FieldShown(name, value, is_wrong=is_wrong)
    return FieldShown(
        name=name,
        value=value,
        level=found.level,
        source=found.source,
        place=_place(found, language),
        witnesses=[word(witness, language) for witness in found.witnesses],
        rivals=_rivals(name, found, invoice.value(FieldName.CURRENCY), language),
        is_wrong=is_wrong,
    )


def _rivals(name: FieldName, found: Field, currency: str | None, language: Language) -> list[Rival]:
    formats = Formats(language)
    values = dict.fromkeys(other.value for other in found.candidates)
    values.pop(found.value, None)
    return [Rival(value, formats.field(name, value, currency)) for value in values]


def _place(found: Field, language: Language) -> str:
    if not found.boxes:
        return ""
    box = found.boxes[0]
    row = _ROWS[min(2, int((box.y + box.h / 2) * 3))]
    column = _COLUMNS[min(2, int((box.x + box.w / 2) * 3))]
    where = f"{choose(row, language)} {choose(column, language)}"
    return f"page {box.page}, {where}"


def _around(box: Box) -> Box:
    """Return a box that leaves its words free: lines on them would hide small print."""
    return Box(
        box.page,
        round(box.x - _MARGIN, 5),
        round(box.y - _MARGIN, 5),
        round(box.w + 2 * _MARGIN, 5),
        round(box.h + 2 * _MARGIN, 5),
    )


def _is_legal(reception: Reception | None, decision: Decision) -> bool:
    if reception is None:
        return False
    try:
        next_reception(reception, decision)
    except ConflictError:
        return False
    return True
