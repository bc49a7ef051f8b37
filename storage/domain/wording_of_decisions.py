"""Sentences for what people and programs decide; see `storage.domain.wording`."""

from storage.domain.reason import Reason

OF_DECISIONS: dict[Reason, tuple[str, str]] = {
    Reason.REFUSED: ("La facture a été refusée.", "The invoice was refused."),
    Reason.DISPUTED: ("La facture est contestée.", "The invoice is disputed."),
    Reason.DECISION_UNDONE: (
        "La dernière décision a été annulée ; la facture est de nouveau à accepter.",
        "The last decision was undone; the invoice is to be accepted again.",
    ),
    Reason.ARRIVED_AGAIN: (
        "Ce document avait été écarté et il est arrivé de nouveau.",
        "This document had been turned away and has arrived again.",
    ),
    Reason.DUPLICATE_SUSPECTED: (
        "Une facture du même vendeur porte déjà ce numéro.",
        "An invoice of the same seller has this number already.",
    ),
    Reason.DUPLICATE_LOOK_ALIKE: (
        "Une facture du même vendeur lui ressemble beaucoup.",
        "An invoice of the same seller looks much like it.",
    ),
    Reason.DUPLICATE_OTHER_ACCOUNT: (
        "Alerte à la fraude : la même facture est déjà venue, avec un autre compte à payer.",
        "Fraud alert: the same invoice has come before, with another account to pay to.",
    ),
    Reason.COPY_OF_INVOICE: (
        "C'est un autre exemplaire d'une facture déjà classée.",
        "This is another copy of an invoice that is filed already.",
    ),
    Reason.OFF_CIRCUIT: (
        "Hors circuit : ce fournisseur devrait déjà passer par une plateforme ; rappelez-le-lui.",
        "Off the circuit: this supplier should use a platform by now; remind it of that.",
    ),
    Reason.MOVED: (
        "Une personne l'a remise au dossier à qui elle est adressée.",
        "A person took it to the dossier that it is addressed to.",
    ),
    Reason.WRONG_RECIPIENT: (
        "La facture n'est pas adressée au bon destinataire.",
        "The invoice is addressed to the wrong recipient.",
    ),
    Reason.UNKNOWN_SUPPLIER: (
        "Ce fournisseur n'est pas connu du client.",
        "The client does not know this supplier.",
    ),
    Reason.NOT_ORDERED: ("Rien de tel n'a été commandé.", "Nothing of the kind was ordered."),
    Reason.NOT_DELIVERED: ("Rien n'a été livré.", "Nothing was delivered."),
    Reason.DELIVERY_INCOMPLETE: (
        "La livraison est incomplète.",
        "The delivery is incomplete.",
    ),
    Reason.GOODS_FAULTY: (
        "La marchandise ou le travail a des défauts.",
        "The goods or the work are faulty.",
    ),
    Reason.WRONG_QUANTITY: ("Une quantité est fausse.", "A quantity is wrong."),
    Reason.WRONG_PRICE: (
        "Un prix ou une remise n'est pas celui qui a été convenu.",
        "A price or an allowance is not what was agreed.",
    ),
    Reason.WRONG_VAT: ("La TVA est fausse.", "The VAT is wrong."),
    Reason.WRONG_TOTAL: ("Un total est faux.", "A total is wrong."),
    Reason.WRONG_ACCOUNT: (
        "Le compte à payer n'est pas celui du fournisseur.",
        "The account to pay to is not the supplier's.",
    ),
    Reason.MENTION_MISSING: (
        "Une mention obligatoire manque.",
        "A mention that the law asks for is missing.",
    ),
    Reason.REFERENCE_MISSING: (
        "La référence de commande ou de contrat manque.",
        "The reference of the order or contract is missing.",
    ),
    Reason.ALREADY_INVOICED: (
        "Cela a déjà été facturé.",
        "This has been invoiced already.",
    ),
    Reason.CONTRACT_ENDED: ("Le contrat est terminé.", "The contract has ended."),
}
