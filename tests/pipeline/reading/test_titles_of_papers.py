"""Titles of papers in six languages: what each is, alone and above totals."""

import pytest

from pipeline.reading.kinds import kind_of
from storage.domain.state import DocumentKind
from tests.pipeline.reading.test_separation import a_page

TITLES = {
    DocumentKind.ANNEX: (
        "Conditions générales de vente / Bon de livraison n° 77 / Bordereau de livraison / "
        "Attestation de conformité / Certificat d'analyse / Terms and conditions / "
        "Delivery note 77 / Certificate of conformity / Packing list / Lieferschein Nr. 77 / "
        "Allgemeine Geschäftsbedingungen / Zertifikat / Konformitätserklärung / AGB / "
        "Documento di trasporto / Condizioni generali di vendita / Bolla di consegna / "
        "Certificato di conformità / Albarán n.º 77 / Condiciones generales de venta / "
        "Certificado de conformidad / Pakbon 77 / Algemene voorwaarden / Leveringsbon / "
        "Vrachtbrief / Certificaat / Urenstaat / Feuille de temps / Timesheet / "
        "Stundennachweis / Foglio ore / Hoja de horas / Rapport d'intervention / "
        "Procès-verbal de réception / Attestation de vigilance / Déclaration de conformité / "
        "Declaration of conformity / Leistungsnachweis / DDT n. 77 / Nota de entrega"
    ),
    DocumentKind.OTHER: (
        "Devis n° 77 / Relevé de compte / Rappel de paiement / Relance / Mise en demeure / "
        "Contrat de maintenance / Bon de commande 77 / Facture pro forma / Quote 77 / "
        "Quotation / Statement of account / Payment reminder / Service contract / "
        "Purchase order 77 / Proforma invoice / Order confirmation / Angebot Nr. 77 / "
        "Kontoauszug / Mahnung / Zahlungserinnerung / Wartungsvertrag / Vertrag / "
        "Auftragsbestätigung / Bestellung 77 / Preventivo n. 77 / Estratto conto / "
        "Sollecito di pagamento / Contratto di manutenzione / Conferma d'ordine / "
        "Ordine di acquisto / Presupuesto 77 / Extracto de cuenta / Recordatorio de pago / "
        "Contrato de mantenimiento / Confirmación de pedido / Orden de compra / Offerte 77 / "
        "Rekeningoverzicht / Betalingsherinnering / Onderhoudscontract / Orderbevestiging / "
        "Bestelbon / Overeenkomst / Aanmaning / Lastschriftmandat SEPA / "
        "Mandat de prélèvement SEPA / SEPA direct debit mandate / Bulletin de paie / "
        "Relevé d'identité bancaire"
    ),
    DocumentKind.RECEIPT: (
        "Ticket de caisse / Reçu / Quittance de loyer / Note de frais / Receipt / "
        "Sales receipt / Cash receipt / Quittung / Kassenbon / Kassenbeleg / Ricevuta / "
        "Scontrino fiscale / Recibo / Ticket de compra / Kassabon / Bonnetje / Kwitantie / "
        "Reçu de paiement / Ricevuta fiscale / Expense report"
    ),
    DocumentKind.CREDIT_NOTE: (
        "Avoir n° 77 / Note de crédit / Facture d'avoir / Credit note 77 / Credit memo / "
        "Gutschrift Nr. 77 / Rechnungskorrektur / Stornorechnung / Nota di credito / "
        "Nota di accredito / Factura rectificativa / Abono 77 / Nota de crédito / "
        "Creditnota / Creditfactuur"
    ),
    DocumentKind.INVOICE: (
        "Facture n° 77 / Note d'honoraires / Invoice 77 / Tax invoice / Rechnung Nr. 77 / "
        "Honorarrechnung / Fattura n. 77 / Parcella / Factura 77 / Factuur 77 / "
        "Facture d'acompte / Verkoopfactuur"
    ),
}
TOTALS = ("Total HT 100,00 €", "TVA 20 % 20,00 €", "Total TTC 120,00 €")
WORDS = ("Article 1 objet", "Article 2 durée")
_NAMED = [(kind, title) for kind, titles in TITLES.items() for title in titles.split(" / ")]


@pytest.mark.parametrize(("kind", "title"), _NAMED)
def test_a_title_says_what_a_paper_is(kind: DocumentKind, title: str) -> None:
    assert kind_of(a_page(title, *TOTALS))[0] is kind


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (kind, title)
        for kind, title in _NAMED
        if kind in {DocumentKind.ANNEX, DocumentKind.OTHER, DocumentKind.RECEIPT}
    ],
)
def test_without_totals_too(kind: DocumentKind, title: str) -> None:
    assert kind_of(a_page(title, *WORDS))[0] is kind
