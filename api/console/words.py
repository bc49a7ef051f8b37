"""Words for fixed values: states, levels, fields and the like, in French and in English.

Sentences for reasons stand in `storage.domain.wording`.
"""

from collections.abc import Mapping
from enum import StrEnum

from api.console.language import Language
from api.console.text import typeset
from storage.domain.approval import ReceptionPolicy
from storage.domain.field import Level, Source, Witness
from storage.domain.invoice import FieldName, Profile
from storage.domain.mailbox import Direction
from storage.domain.obligation import SizeClass
from storage.domain.part import PartOutcome
from storage.domain.rule import ActionKind
from storage.domain.sender_role import SenderRole
from storage.domain.state import (
    Accounting,
    DocumentKind,
    DocumentStatus,
    MessageStatus,
    Payment,
    Reception,
)
from storage.domain.supplier import AccountStatus, BlockScope

Pair = tuple[str, str]

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Pair]] = {
    ReceptionPolicy: {
        ReceptionPolicy.EVERY_INVOICE: (
            "une personne, pour chaque facture",
            "a person, every time",
        ),
        ReceptionPolicy.EXCEPT_TRUSTED: (
            "une personne, sauf fournisseurs de confiance",
            "a person, but for trusted suppliers",
        ),
        ReceptionPolicy.BY_RULES: ("les règles", "the rules"),
    },
    ActionKind: {
        ActionKind.ACCEPT: ("accepter si tout est prouvé", "accept if all is proven"),
        ActionKind.LEAVE: ("laisser à une personne", "leave to a person"),
        ActionKind.ASSIGN: ("confier à", "give to"),
        ActionKind.TAG: ("laisser avec l'étiquette", "leave with the tag"),
    },
    SenderRole: {
        SenderRole.SALE: ("envoie les ventes", "sends the sales"),
        SenderRole.FORWARDER: ("transfère le courrier", "forwards the mail"),
    },
    Reception: {
        Reception.TO_ACCEPT: ("À accepter", "To accept"),
        Reception.ACCEPTED: ("Acceptée", "Accepted"),
        Reception.REFUSED: ("Refusée", "Refused"),
        Reception.DISPUTED: ("Contestée", "Disputed"),
    },
    Accounting: {
        Accounting.TO_RETRIEVE: ("À récupérer", "To retrieve"),
        Accounting.RETRIEVED: ("Récupérée", "Retrieved"),
    },
    Payment: {
        Payment.UNPAID: ("Non payée", "Unpaid"),
        Payment.PARTIALLY_PAID: ("Payée en partie", "Partially paid"),
        Payment.PAID: ("Payée", "Paid"),
    },
    DocumentStatus: {
        DocumentStatus.PROCESSING: ("En traitement", "Processing"),
        DocumentStatus.READY: ("Classé", "Filed"),
        DocumentStatus.HELD: ("Retenu", "Held"),
        DocumentStatus.REJECTED: ("Rejeté", "Rejected"),
        DocumentStatus.FAILED: ("En échec", "Failed"),
    },
    MessageStatus: {
        MessageStatus.PROCESSING: ("En traitement", "Processing"),
        MessageStatus.ACCEPTED: ("Traité", "Accepted"),
        MessageStatus.IGNORED: ("Sans suite", "Ignored"),
        MessageStatus.HELD: ("Retenu", "Held"),
        MessageStatus.REJECTED: ("Rejeté", "Rejected"),
        MessageStatus.FAILED: ("En échec", "Failed"),
    },
    Direction: {
        Direction.PURCHASE: ("Achat", "Purchase"),
        Direction.SALE: ("Vente", "Sale"),
    },
    DocumentKind: {
        DocumentKind.INVOICE: ("Facture", "Invoice"),
        DocumentKind.CREDIT_NOTE: ("Avoir", "Credit note"),
        DocumentKind.RECEIPT: ("Reçu", "Receipt"),
        DocumentKind.ANNEX: ("Annexe", "Annex"),
        DocumentKind.OTHER: ("Autre document", "Other paper"),
    },
    PartOutcome: {
        PartOutcome.DOCUMENT: ("Document", "Document"),
        PartOutcome.ANNEX: ("Annexe", "Annex"),
        PartOutcome.IGNORED: ("Écartée", "Set aside"),
        PartOutcome.HELD: ("Retenue", "Held"),
    },
    AccountStatus: {
        AccountStatus.PENDING: ("à confirmer", "to be confirmed"),
        AccountStatus.CONFIRMED: ("confirmé", "confirmed"),
        AccountStatus.REFUSED: ("refusé", "refused"),
    },
    SizeClass: {
        SizeClass.LARGE: ("Grande entreprise", "Large business"),
        SizeClass.INTERMEDIATE: ("ETI", "Intermediate business"),
        SizeClass.SMALL: ("PME", "Small or medium business"),
        SizeClass.MICRO: ("Micro-entreprise", "Micro business"),
    },
    BlockScope: {
        BlockScope.REJECT: ("factures rejetées", "invoices rejected"),
        BlockScope.MARK: ("factures signalées", "invoices marked"),
    },
    Level: {
        Level.CONFIRMED: ("confirmé", "confirmed"),
        Level.PROVEN: ("prouvé", "proven"),
        Level.CORROBORATED: ("corroboré", "corroborated"),
        Level.READ: ("lu", "read"),
        Level.GUESSED: ("supposé", "guessed"),
        Level.CONTRADICTED: ("contredit", "contradicted"),
    },
    Source: {
        Source.FACTURX_XML: ("XML de la facture", "XML of the invoice"),
        Source.PDF_TEXT: ("texte du PDF", "text of the PDF"),
        Source.OCR: ("image de la page", "picture of the page"),
        Source.SUPPLIER: ("fiche du fournisseur", "what is known of the supplier"),
        Source.USER: ("saisie d'une personne", "entered by a person"),
    },
    Witness: {
        Witness.LABEL: ("son libellé", "its label"),
        Witness.SECOND_LABEL: ("un second libellé", "a second label"),
        Witness.TITLE: ("le titre de la page", "the title of the page"),
        Witness.FILE_NAME: ("le nom du fichier", "the file name"),
        Witness.SUBJECT: ("l'objet du mail", "the subject of the mail"),
        Witness.PAYMENT_REFERENCE: ("la référence de paiement", "the payment reference"),
        Witness.CERTAINTY: (
            "tout ce qui l'entoure sur la page",
            "all that stands around it on the page",
        ),
        Witness.TERMS: ("les conditions de paiement", "the terms of payment"),
        Witness.VAT_TABLE: ("le tableau de TVA", "the VAT table"),
        Witness.SUM: ("les autres totaux", "the other totals"),
        Witness.LINES: ("les lignes", "the lines"),
        Witness.CHECK_DIGITS: ("sa clé de contrôle", "its check digits"),
        Witness.KINSHIP: ("un autre identifiant", "another identifier"),
        Witness.DOSSIER: ("le dossier", "the dossier"),
        Witness.XML: ("le XML", "the XML"),
        Witness.PAGE: ("la page", "the page"),
        Witness.LEARNED: ("un emplacement retenu", "a learned place"),
    },
    Profile: {
        Profile.MINIMUM: ("MINIMUM", "MINIMUM"),
        Profile.BASIC_WL: ("BASIC WL", "BASIC WL"),
        Profile.BASIC: ("BASIC", "BASIC"),
        Profile.EN16931: ("EN 16931", "EN 16931"),
        Profile.EXTENDED: ("EXTENDED", "EXTENDED"),
        Profile.EXTENDED_CTC_FR: ("EXTENDED-CTC-FR", "EXTENDED-CTC-FR"),
        Profile.ZUGFERD_1: ("ZUGFeRD 1.0", "ZUGFeRD 1.0"),
    },
    FieldName: {
        FieldName.NUMBER: ("Numéro", "Number"),
        FieldName.TYPE_CODE: ("Type", "Type"),
        FieldName.ISSUE_DATE: ("Date", "Issue date"),
        FieldName.DUE_DATE: ("Échéance", "Due date"),
        FieldName.DELIVERY_DATE: ("Livraison", "Delivery date"),
        FieldName.PERIOD_START: ("Début de période", "Period from"),
        FieldName.PERIOD_END: ("Fin de période", "Period to"),
        FieldName.ORDER_REFERENCE: ("Commande", "Purchase order"),
        FieldName.CONTRACT_REFERENCE: ("Contrat", "Contract"),
        FieldName.CURRENCY: ("Devise", "Currency"),
        FieldName.SELLER_NAME: ("Nom du vendeur", "Seller's name"),
        FieldName.SELLER_SIREN: ("SIREN du vendeur", "Seller's SIREN"),
        FieldName.SELLER_SIRET: ("SIRET du vendeur", "Seller's SIRET"),
        FieldName.SELLER_VAT_ID: ("N° de TVA du vendeur", "Seller's VAT id"),
        FieldName.SELLER_COUNTRY: ("Pays du vendeur", "Seller's country"),
        FieldName.BUYER_NAME: ("Nom du client", "Buyer's name"),
        FieldName.BUYER_SIREN: ("SIREN du client", "Buyer's SIREN"),
        FieldName.BUYER_SIRET: ("SIRET du client", "Buyer's SIRET"),
        FieldName.BUYER_VAT_ID: ("N° de TVA du client", "Buyer's VAT id"),
        FieldName.BUYER_COUNTRY: ("Pays du client", "Buyer's country"),
        FieldName.ALLOWANCES: ("Remises HT", "Allowances without VAT"),
        FieldName.CHARGES: ("Frais HT", "Charges without VAT"),
        FieldName.TOTAL_WITHOUT_VAT: ("Total HT", "Total without VAT"),
        FieldName.TOTAL_VAT: ("Total TVA", "Total VAT"),
        FieldName.TOTAL_WITH_VAT: ("Total TTC", "Total with VAT"),
        FieldName.PREPAID: ("Déjà payé", "Prepaid"),
        FieldName.RETENTION: ("Retenue de garantie", "Kept back"),
        FieldName.ROUNDING: ("Arrondi", "Rounding"),
        FieldName.AMOUNT_DUE: ("Net à payer", "Amount due"),
        FieldName.PAYMENT_MEANS: ("Moyen de paiement", "Payment means"),
        FieldName.IBAN: ("IBAN", "IBAN"),
        FieldName.BIC: ("BIC", "BIC"),
    },
}
"""By enumeration, since members of two of them may be equal as strings."""

STAGES: Mapping[str, Pair] = {
    "unpack": ("Ouverture du message", "Unpacking"),
    "normalise": ("Mise en pages", "Normalising"),
    "read": ("Lecture des pages", "Reading"),
    "sort": ("Tri", "Sorting"),
    "extract": ("Relevé des valeurs", "Extracting"),
    "check": ("Contrôles", "Checking"),
    "convert": ("Factur-X", "Factur-X"),
    "approve": ("Approbation", "Approval"),
}
"""By the name of a stage."""

OUTCOMES: Mapping[str, Pair] = {
    "next": ("fait", "done"),
    "documents": ("documents trouvés", "documents found"),
    "file": ("classée dans le dossier", "filed in the dossier"),
    "hold": ("retenu", "held"),
    "reject": ("rejeté", "rejected"),
    "failure": ("échec", "failure"),
    "again": ("à refaire", "once more"),
}
"""How a run of a stage ended."""

ACTIONS: Mapping[str, Pair] = {
    "accept": ("Acceptée", "Accepted"),
    "refuse": ("Refusée", "Refused"),
    "dispute": ("Contestée", "Disputed"),
    "move": ("Remise à un autre dossier", "Moved to another dossier"),
    "confirm_copy": ("Reconnue comme autre exemplaire", "Recognised as another copy"),
    "tell_apart": ("Distinguée d'une autre", "Told apart from another"),
    "undo": ("Décision annulée", "Decision undone"),
    "correct": ("Corrigée", "Corrected"),
    "learn": ("Emplacement retenu", "Place learned"),
    "forget": ("Emplacement oublié", "Place forgotten"),
    "confirm_account": ("IBAN confirmé", "IBAN confirmed"),
    "refuse_account": ("IBAN refusé", "IBAN refused"),
    "trust": ("Confiance accordée", "Trusted"),
    "keep_password": ("Mot de passe gardé", "Password kept"),
    "forget_password": ("Mot de passe supprimé", "Password deleted"),
    "split": ("Séparée", "Separated"),
    "keep_whole": ("Laissée entière", "Left whole"),
    "join": ("Réunie", "Joined"),
    "kind": ("Classée autrement", "Sorted as something else"),
    "annex": ("Rattachée ou détachée", "Hung on another, or taken off"),
    "take": ("Partie prise comme document", "Part taken as a document"),
    **{
        f"{verb}_{kind}": words
        for verb, words in {
            "add": ("Ajouté", "Added"),
            "change": ("Modifié", "Changed"),
            "merge": ("Fusionné", "Merged"),
            "import": ("Importé", "Imported"),
        }.items()
        for kind in ("supplier", "customer")
    },
    "enter_account": ("IBAN saisi", "IBAN entered"),
    "acknowledge": ("Récupérée par la comptabilité", "Retrieved by the accounting software"),
}
"""What the journal says was done."""

PARTNER_FIELDS: Mapping[str, Pair] = {
    "number": ("Numéro", "Number"),
    "name": ("Nom", "Name"),
    "other_names": ("Autres noms", "Other names"),
    "siren": ("SIREN", "SIREN"),
    "vat_id": ("N° de TVA", "VAT id"),
    "country": ("Pays", "Country"),
    "size_class": ("Taille", "Size"),
    "contact": ("Contact", "Contact"),
    "notes": ("Notes", "Notes"),
    "defaults": ("Valeurs par défaut", "Default values"),
    "ibans": ("IBAN", "IBAN"),
    "trusted": ("De confiance", "Trusted"),
    "blocked": ("Liste noire", "Blacklist"),
    "block_scope": ("Effet de la liste noire", "What the blacklist does"),
    "sender_domains": ("Domaines liés", "Bound domains"),
    "sender_addresses": ("Adresses liées", "Bound addresses"),
    "amount_ceiling": ("Plafond TTC", "Ceiling with VAT"),
    "trusted_until": ("Confiance jusqu'au", "Trusted until"),
}
"""What is said of suppliers and customers."""

CHANNELS: Mapping[str, Pair] = {
    "mail": ("E-mail", "E-mail"),
    "upload": ("Dépôt", "Upload"),
    "moved": ("Remise d'un autre dossier", "Moved from another dossier"),
    "internal": ("Autre dossier du cabinet", "Another dossier of the firm"),
    "file": ("Fichier", "File"),
}
"""The way a message came in."""


def word(member: StrEnum, language: Language) -> str:
    """Return the word for a member of an enumeration."""
    return choose(WORDS[type(member)][member], language)


def named(table: Mapping[str, Pair], name: str, language: Language) -> str:
    """Return the words for a name; the name itself where the table does not have it."""
    return choose(table.get(name, (name, name)), language)


def choose(pair: Pair, language: Language) -> str:
    """Return the one of two that a language asks for, well set."""
    return typeset(pair[0]) if language == "fr" else pair[1]
