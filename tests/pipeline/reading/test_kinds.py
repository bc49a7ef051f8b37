"""Kinds of paper: a title outweighs a word in a sentence."""

import pytest

from pipeline.reading.kinds import kind_of
from storage.domain.reason import ReasonAbout
from storage.domain.state import DocumentKind
from tests.pipeline.reading.papers import INVOICE, a_page

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
