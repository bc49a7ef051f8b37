"""What a supplier is told of a decision: a short mail in French and English."""

from dataclasses import dataclass

from storage.domain.grounds import Grounds
from storage.domain.reason import Reason
from storage.domain.wording import sentences

_SUBJECTS = {
    Reason.REFUSED: "Facture refusée / Invoice refused",
    Reason.DISPUTED: "Facture contestée / Invoice disputed",
}
_LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class InvoiceNamed:
    """What names an invoice to who made it out; every text is hostile.

    Attributes:
        number: BT-1; None where none was read.
        issue_date: BT-2.
        total: BT-112 with its currency.
        client: Name of the dossier.
    """

    number: str | None
    issue_date: str | None
    total: str | None
    client: str


@dataclass(frozen=True)
class Notice:
    """A mail, without its addresses.

    Attributes:
        subject: On one line, without control characters.
        body: Plain text.
    """

    subject: str
    body: str


def notice_of(decision: Reason, invoice: InvoiceNamed, grounds: Grounds) -> Notice:
    """Write what a supplier is told of a refusal or a dispute."""
    number = _line(invoice.number or "")
    french, english = sentences(decision)
    why = [sentences(Reason(grounds.standard))] if grounds.standard else []
    facts = [
        ("Numéro / Number", number),
        ("Date", _line(invoice.issue_date or "")),
        ("Total TTC / Total with VAT", _line(invoice.total or "")),
        ("Client", _line(invoice.client)),
    ]
    lines = [
        french,
        *(fr for fr, _ in why),
        "",
        english,
        *(en for _, en in why),
        "",
        *(f"{name} : {value}" for name, value in facts if value),
    ]
    if grounds.words:
        lines += ["", f"« {_line(grounds.words)} »"]
    subject = f"{_SUBJECTS[decision]} {number}".strip()[:_LONGEST_SUBJECT]
    return Notice(subject, "\n".join(lines) + "\n")


def _line(text: str) -> str:
    """Return a text on one line, without what could write another header or hide something."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
