"""Sentences for what speaks for or against a supplier; see `storage.domain.wording`."""

from storage.domain.reason import Reason

OF_TRUST: dict[Reason, tuple[str, str]] = {
    Reason.FIRST_CONTACT: (
        "Le vendeur n'est pas encore connu comme fournisseur du dossier.",
        "The seller is not known as a supplier of the dossier yet.",
    ),
    Reason.BUYER_UNPROVEN: (
        "Rien sur la facture ne prouve que ce dossier en est le client.",
        "Nothing on the invoice proves that this dossier is its buyer.",
    ),
    Reason.TRUST_EXPIRED: (
        "La confiance accordée au fournisseur a pris fin.",
        "The trust in the supplier has ended.",
    ),
    Reason.ABOVE_CEILING: (
        "Le montant dépasse le plafond de confiance du fournisseur.",
        "The amount is above the supplier's ceiling of trust.",
    ),
    Reason.NOT_COMPARABLE: (
        "Le montant ne peut pas être comparé au plafond, qui est en euros.",
        "The amount cannot be compared with the ceiling, which is in euros.",
    ),
    Reason.MAIL_FORWARDED: (
        "Le message en transfère un autre : il ne prouve pas qui a envoyé la facture.",
        "The mail forwards another one: it does not prove who sent the invoice.",
    ),
    Reason.FORWARDER_UNREGISTERED: (
        "Le message est transféré par une adresse qui n'est pas enregistrée pour ce dossier.",
        "The mail is forwarded by an address that is not registered for this dossier.",
    ),
    Reason.FORWARDER_UNPROVEN: (
        "Rien ne prouve que le message vient bien de l'adresse enregistrée qui le transfère.",
        "Nothing proves that the mail comes from the registered address that forwards it.",
    ),
    Reason.FORWARDED_CHANGED: (
        "Le message transféré n'est plus celui que son expéditeur a signé en entier.",
        "The forwarded mail is no longer what its sender signed as a whole.",
    ),
    Reason.FORWARDED_UNPROVEN: (
        "Aucune signature valable du message transféré ne prouve qui l'a écrit.",
        "No signature of the forwarded mail that holds proves who wrote it.",
    ),
    Reason.FORWARDED_UNJUDGED: (
        "Les signatures du message transféré n'ont pas été vérifiées, ou pas encore.",
        "The signatures of the forwarded mail have not been checked, or not yet.",
    ),
    Reason.SENDER_LOOK_ALIKE: (
        "Le domaine de l'expéditeur imite celui d'un fournisseur connu.",
        "The sender's domain imitates that of a known supplier.",
    ),
    Reason.SENDER_REGISTERED: (
        "L'expéditeur est authentifié et enregistré pour les ventes du dossier.",
        "The sender is authenticated and registered for the dossier's sales.",
    ),
    Reason.UPLOADER_MAY_NOT_ACCEPT: (
        "Qui a déposé ce fichier n'a pas le droit d'accepter des factures.",
        "Whoever uploaded this file may not accept invoices.",
    ),
    Reason.IBAN_CHANGED: (
        "La facture ou son message porte un IBAN autre que ceux confirmés pour ce fournisseur.",
        "The invoice or its mail bears another IBAN than those confirmed for this supplier.",
    ),
    Reason.IBAN_REFUSED: (
        "La facture ou son message porte un IBAN qu'une personne a refusé pour ce fournisseur.",
        "The invoice or its mail bears an IBAN that a person refused for this supplier.",
    ),
    Reason.IBAN_UNCONFIRMED: (
        "Cet IBAN attend d'être confirmé par une seconde personne.",
        "This IBAN waits to be confirmed by a second person.",
    ),
    Reason.ACCOUNT_UNCLEAR: (
        "Un compte ou une banque est indiqué sans IBAN lisible, donc sans comparaison possible.",
        "An account or a bank is named without a readable IBAN, so it cannot be compared.",
    ),
    Reason.NO_RULE: (
        "Aucune règle ne s'applique à cette facture.",
        "No rule fits this invoice.",
    ),
    Reason.RULE_ACCEPTS: (
        "Une règle l'accepte, et tout ce qui est exigé est prouvé.",
        "A rule accepts it, and everything that is asked for is proven.",
    ),
    Reason.RULE_LACKS_PROOF: (
        "Une règle l'accepterait, mais une preuve qu'aucune règle ne remplace manque.",
        "A rule would accept it, but a proof is missing that no rule makes up for.",
    ),
    Reason.RULE_LEAVES: (
        "Une règle la laisse à une personne.",
        "A rule leaves it to a person.",
    ),
}
