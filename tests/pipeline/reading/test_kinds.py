"""Kinds of paper: a title outweighs a word in a sentence."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.kinds import kind_of
from storage.domain.field import Level
from storage.domain.invoice import FieldName
from storage.domain.reason import ReasonAbout
from storage.domain.state import DocumentKind
from tests.pipeline.reading.papers import INVOICE, a_page


def _papers() -> Iterator[object]:
    """Yield kind, type code (or none) and lines of each block of ``kinds.txt``."""
    text = Path(__file__).with_name("kinds.txt").read_text(encoding="utf-8")
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        head, *lines = block.rstrip().split("\n")
        match = re.fullmatch(r"(\w+) (?:(\d{3}) )?(.*)", head)
        assert match is not None
        rows = tuple(line.replace("|", "\t") for line in lines)
        yield pytest.param(DocumentKind(match[1]), match[2], rows, id=match[3])


AMOUNTS = ("Total HT\t100,00 €", "TVA 20 %\t20,00 €", "Total TTC\t120,00 €")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (INVOICE, DocumentKind.INVOICE),
        (("#AVOIR N° 7", *AMOUNTS), DocumentKind.CREDIT_NOTE),
        (("#DEVIS N° 7", *AMOUNTS), DocumentKind.OTHER),
        (("#FACTURE PRO FORMA N° 7", *AMOUNTS), DocumentKind.OTHER),
        (("#Relance", "Votre facture F-12 reste impayée", "Montant 120,00 €"), DocumentKind.OTHER),
        (("#Bon de livraison n° 7", "Vis\t12"), DocumentKind.ANNEX),
        (("#Conditions générales de vente", "Toute facture est payable…"), DocumentKind.ANNEX),
        (("#TICKET DE CAISSE", "Total\t12,00 €"), DocumentKind.RECEIPT),
        (("#INVOICE 12", "Total\t12.00 €"), DocumentKind.INVOICE),
        (("Bonjour,", "à demain."), DocumentKind.OTHER),
    ],
)
def test_kinds(lines: tuple[str, ...], kind: DocumentKind) -> None:
    found, reason = kind_of((a_page(*lines),))
    assert found is kind
    assert isinstance(reason, ReasonAbout)
    assert reason.about == kind


def test_the_reason_quotes_the_title() -> None:
    _, reason = kind_of((a_page("#DEVIS N° 7", *AMOUNTS),))
    assert isinstance(reason, ReasonAbout)
    assert reason.detail == "DEVIS N° 7"


def test_an_invoice_that_names_its_terms_stays_one() -> None:
    lines = (*INVOICE, "Nos conditions générales de vente s'appliquent.", "Devis n° 12 accepté")
    assert kind_of((a_page(*lines),))[0] is DocumentKind.INVOICE


@pytest.mark.parametrize(("kind", "code", "lines"), list(_papers()))
def test_papers_that_are_easily_confused(
    kind: DocumentKind, code: str | None, lines: tuple[str, ...]
) -> None:
    page = a_page(*lines)
    assert kind_of((page,))[0] is kind
    if code is not None:
        assert read_fields((page,), Context()).value(FieldName.TYPE_CODE) == code


def test_who_sells_is_uncertain_where_the_buyer_wrote_the_invoice() -> None:
    page = a_page("#AUTOFACTURE N° AF-2026-88", *AMOUNTS)
    field = read_fields((page,), Context()).fields[FieldName.TYPE_CODE]
    assert (field.value, field.level) == ("389", Level.GUESSED)


def test_a_slip_to_send_with_the_payment_does_not_make_an_invoice_an_advice() -> None:
    slip = ("#REMITTANCE ADVICE", "Please pay £415.68")
    body = ("EXPORT INVOICE", "Invoice no. 003726", "VAT Z @ 0%\t£0.00", "Total due\t£415.68")
    advice, _ = kind_of((a_page(*slip, *body),))
    invoice, _ = kind_of((a_page(*slip, "Detach and return with your cheque", *body),))
    assert (advice, invoice) == (DocumentKind.OTHER, DocumentKind.INVOICE)
