"""Write what a derived Factur-X says of itself, in its notes (BG-1) and its metadata.

In: what is known of the invoice, and the profile. Out: sentences: that it is derived, from which
document and by which version, and which of the terms that stand in this profile are only ``read``;
and the mentions of French law, in the words of the page.
Rules: design, laws 3 and 5; BR-FR-05.
"""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

from pipeline.facturx.known import Known
from pipeline.facturx.parties import IN_ORIGINAL
from storage.domain.invoice import FieldName, Profile

WITH_LINES = frozenset({Profile.BASIC, Profile.EN16931, Profile.EXTENDED})
_WITH_BANK = WITH_LINES - {Profile.BASIC}
_MENTIONS = {
    "PMT": f"Frais de recouvrement en cas de retard de paiement : {IN_ORIGINAL}",
    "PMD": f"Pénalités de retard : {IN_ORIGINAL}",
    "AAB": f"Escompte : {IN_ORIGINAL}",
}
LABELS = {
    FieldName.NUMBER: "numéro",
    FieldName.TYPE_CODE: "type",
    FieldName.ISSUE_DATE: "date d'émission",
    FieldName.DUE_DATE: "échéance",
    FieldName.DELIVERY_DATE: "date de livraison",
    FieldName.PERIOD_START: "début de période",
    FieldName.PERIOD_END: "fin de période",
    FieldName.ORDER_REFERENCE: "commande",
    FieldName.CONTRACT_REFERENCE: "contrat",
    FieldName.CURRENCY: "devise",
    FieldName.SELLER_NAME: "nom du vendeur",
    FieldName.SELLER_SIREN: "SIREN du vendeur",
    FieldName.SELLER_SIRET: "SIRET du vendeur",
    FieldName.SELLER_VAT_ID: "n° de TVA du vendeur",
    FieldName.SELLER_COUNTRY: "pays du vendeur",
    FieldName.BUYER_NAME: "nom de l'acheteur",
    FieldName.BUYER_SIREN: "SIREN de l'acheteur",
    FieldName.BUYER_SIRET: "SIRET de l'acheteur",
    FieldName.BUYER_VAT_ID: "n° de TVA de l'acheteur",
    FieldName.BUYER_COUNTRY: "pays de l'acheteur",
    FieldName.ALLOWANCES: "remises",
    FieldName.CHARGES: "frais",
    FieldName.TOTAL_WITHOUT_VAT: "total HT",
    FieldName.TOTAL_VAT: "total TVA",
    FieldName.TOTAL_WITH_VAT: "total TTC",
    FieldName.PREPAID: "acompte",
    FieldName.ROUNDING: "arrondi",
    FieldName.AMOUNT_DUE: "net à payer",
    FieldName.PAYMENT_MEANS: "moyen de paiement",
    FieldName.IBAN: "IBAN",
    FieldName.BIC: "BIC",
}
"""Names of the fields, for people."""
_IN_MINIMUM = frozenset(LABELS) - {
    FieldName.DUE_DATE,
    FieldName.DELIVERY_DATE,
    FieldName.PERIOD_START,
    FieldName.PERIOD_END,
    FieldName.CONTRACT_REFERENCE,
    FieldName.ALLOWANCES,
    FieldName.CHARGES,
    FieldName.ROUNDING,
    FieldName.PAYMENT_MEANS,
    FieldName.SELLER_SIRET,
    FieldName.BUYER_SIRET,
    FieldName.BUYER_VAT_ID,
    FieldName.BUYER_COUNTRY,
    FieldName.PREPAID,
    FieldName.IBAN,
    FieldName.BIC,
}


@cache
def program() -> str:
    """Return the name and version of this program, as it stands in what it makes."""
    return f"Vaguemestre {version('vaguemestre')}"


def notes_of(known: Known, profile: Profile) -> Iterator[tuple[str, str]]:
    """Yield the notes (BG-1) of an invoice: subject code (BT-21) or "", and text (BT-22)."""
    if known.seller.is_french:
        for subject, default in _MENTIONS.items():
            yield subject, known.mentions.notes.get(subject, default)
    for sentence in origin_of(known, profile):
        yield "", sentence


def origin_of(known: Known, profile: Profile) -> Iterator[str]:
    """Yield the sentences about where the values come from and how far they can be relied on."""
    document = f"du document d'origine (SHA-256 {known.origin.sha256}), qui seul fait foi."
    yield f"Factur-X dérivé par {program()} {document}"
    if withheld := ", ".join(_without_name(known)):
        yield f"Non repris faute de certitude : {withheld}."
    if read := ", ".join(only_read(known, profile)):
        yield f"Valeurs lues sans preuve : {read}."
    if known.seller.is_french and profile is not Profile.MINIMUM and not known.mentions.framework:
        yield f"Cadre de facturation {known.framework} par défaut : {IN_ORIGINAL}"


def _without_name(known: Known) -> Iterator[str]:
    if not known.seller.name:
        yield LABELS[FieldName.SELLER_NAME]
    if not known.buyer.name:
        yield LABELS[FieldName.BUYER_NAME]


def converted_from(sha256: str) -> str:
    """Return the sentence about an XML that was converted from another syntax."""
    file = f"du fichier XML reçu (SHA-256 {sha256}), qui seul fait foi."
    return f"Factur-X dérivé par {program()} {file}"


def only_read(known: Known, profile: Profile) -> Iterator[str]:
    """Yield the names of the terms that stand in this profile on the strength of one reading."""
    standing = _IN_MINIMUM if profile is Profile.MINIMUM else frozenset(LABELS)
    if profile not in _WITH_BANK:
        standing -= {FieldName.BIC}
    yield from (label for name, label in LABELS.items() if name in known.only_read & standing)
    if profile is Profile.MINIMUM:
        return
    if {FieldName.TOTAL_WITHOUT_VAT, FieldName.TOTAL_VAT} & known.only_read:
        yield "ventilation de la TVA"
    if profile in WITH_LINES:
        yield "lignes"
    if known.preceding:
        yield "facture antérieure"
    if known.seller.is_french and known.mentions.notes:
        yield "mentions légales"
