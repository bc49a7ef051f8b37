"""Sentences for reasons, in French and in English. One per code; a test asks for every code."""

from storage.domain.reason import Cause, Reason, ReasonAbout
from storage.domain.wording_of_decisions import OF_DECISIONS
from storage.domain.wording_of_files import OF_FILES
from storage.domain.wording_of_trust import OF_TRUST

_SENTENCES: dict[Reason, tuple[str, str]] = {
    Reason.EVERY_INVOICE: (
        "Le dossier demande l'accord d'une personne pour chaque facture.",
        "The dossier asks a person about every invoice.",
    ),
    Reason.TRUSTED: (
        "Fournisseur de confiance, et tout ce qui est exigé est prouvé.",
        "A trusted supplier, and everything that is asked for is proven.",
    ),
    Reason.NOT_TRUSTED: (
        "Le fournisseur n'est pas un fournisseur de confiance.",
        "The supplier is not a trusted one.",
    ),
    Reason.SIREN_UNPROVEN: (
        "Le SIREN du vendeur sur la facture n'est pas prouvé être celui du fournisseur.",
        "The seller's SIREN on the invoice is not proven to be the supplier's.",
    ),
    Reason.SENDER_UNPROVEN: (
        "L'expéditeur n'est pas authentifié pour ce fournisseur.",
        "The sender is not authenticated for this supplier.",
    ),
    Reason.MALWARE: (
        "Un antivirus a trouvé un logiciel malveillant dans le message.",
        "A scanner found malware in the message.",
    ),
    Reason.NOT_ANALYSED: (
        "L'antivirus n'a pas encore analysé le message.",
        "The scanner has not analysed the message yet.",
    ),
    Reason.IBAN_UNKNOWN: (
        "La facture porte un IBAN qui n'est pas connu pour ce fournisseur.",
        "The invoice bears an IBAN that is not known for this supplier.",
    ),
    Reason.TOTALS_UNPROVEN: (
        "Les totaux ne sont pas prouvés par le détail de la TVA.",
        "The totals are not proven by the VAT breakdown.",
    ),
    Reason.NUMBER_ONE_WITNESS: (
        "Le numéro de facture n'a qu'un seul témoin.",
        "The invoice number has one witness only.",
    ),
    Reason.DATE_ONE_WITNESS: (
        "La date de facture n'a qu'un seul témoin.",
        "The issue date has one witness only.",
    ),
    Reason.FIELD_CONTRADICTED: (
        "Une valeur de la facture est contredite par un contrôle.",
        "A value of the invoice is contradicted by a check.",
    ),
    Reason.SUPPLIER_BLOCKED: (
        "Le fournisseur est sur la liste noire du dossier.",
        "The supplier is blocked in this dossier.",
    ),
    Reason.SUPPLIER_MARKED: (
        "Le fournisseur est signalé par la liste noire du dossier.",
        "The supplier is marked by the dossier's blacklist.",
    ),
    Reason.NO_DOCUMENT: (
        "Le message ne contient aucun document.",
        "The message holds no document.",
    ),
    Reason.MALFORMED_MIME: (
        "La structure du message est abîmée.",
        "The structure of the message is damaged.",
    ),
    Reason.HEADER_TOO_LARGE: (
        "L'en-tête du message est trop grand.",
        "The header of the message is too large.",
    ),
    Reason.MIME_TOO_DEEP: (
        "Les parties du message sont trop profondément imbriquées.",
        "The parts of the message are nested too deeply.",
    ),
    Reason.MIME_TOO_MANY_PARTS: (
        "Le message a trop de parties.",
        "The message has too many parts.",
    ),
    Reason.TOO_MANY_ATTACHMENTS: (
        "Le message a trop de pièces jointes.",
        "The message has too many attachments.",
    ),
    Reason.FROM_REPEATED: (
        "Le message a plusieurs champs From, donc plusieurs expéditeurs possibles.",
        "The message has more than one From field, so more than one possible sender.",
    ),
    Reason.SENDER_AMBIGUOUS: (
        "Le champ From ne nomme pas un seul expéditeur.",
        "The From field does not name exactly one sender.",
    ),
    Reason.PARSER_DIFFERENTIAL: (
        "Un second lecteur a trouvé dans le message un fichier que nous n'avons pas trouvé.",
        "A second parser found a file in the message that we did not find.",
    ),
    Reason.HTML_ONLY: (
        "La facture semble n'être que dans le texte du message, sans pièce jointe.",
        "The invoice seems to stand in the text of the message only, without an attachment.",
    ),
    Reason.LINK_ONLY: (
        "Le message ne contient qu'un lien vers une facture ; il n'est jamais suivi.",
        "The message holds only a link to an invoice; it is never followed.",
    ),
    Reason.AUTO_SUBMITTED: (
        "Réponse automatique, sans document.",
        "An automatic reply, without a document.",
    ),
    Reason.BODY_TEXT: (
        "Texte du message, gardé avec lui.",
        "Text of the message, kept with it.",
    ),
    Reason.INLINE_IMAGE: (
        "Image d'ornement du texte, logo ou signature.",
        "A picture that adorns the text: logo or signature.",
    ),
    Reason.SIGNATURE: (
        "Signature électronique du message, pas un document.",
        "The electronic signature of the message, not a document.",
    ),
    Reason.SIGNATURE_INVALID: (
        "La signature électronique ne correspond pas au contenu ; il compte comme non signé.",
        "The electronic signature does not fit the content; the mail counts as unsigned.",
    ),
    Reason.UNPACKED: (
        "Son contenu en a été sorti et figure en dessous.",
        "What it holds was taken out and stands below it.",
    ),
    Reason.SYSTEM_FILE: (
        "Fichier technique d'une archive, pas un document.",
        "A technical file of an archive, not a document.",
    ),
    Reason.EMPTY_ATTACHMENT: (
        "La pièce jointe est vide.",
        "The attachment is empty.",
    ),
    Reason.ATTACHMENT_TYPE: (
        "Ce type de pièce jointe n'est pas pris en charge.",
        "This type of attachment is not handled.",
    ),
    Reason.CONTENT_MISMATCH: (
        "Le contenu de la pièce jointe n'est pas ce que son nom annonce.",
        "The content of the attachment is not what its name says.",
    ),
    Reason.UNKNOWN_ENCODING: (
        "L'encodage de la pièce jointe est inconnu ou abîmé.",
        "The encoding of the attachment is unknown or damaged.",
    ),
    Reason.EXTERNAL_BODY: (
        "Le contenu est ailleurs ; rien n'est jamais téléchargé.",
        "The content lies elsewhere; nothing is ever fetched.",
    ),
    Reason.MESSAGE_PARTIAL: (
        "Le message n'est qu'un fragment d'un message plus grand.",
        "The message is only a fragment of a larger one.",
    ),
    Reason.ENCRYPTED_MAIL: (
        "Le message est chiffré et ne peut pas être lu.",
        "The mail is encrypted and cannot be read.",
    ),
    Reason.DSN: (
        "Avis de remise ou copie du message qu'il renvoie, pas un nouveau document.",
        "A delivery notice or the message that it returns, not a new document.",
    ),
    Reason.CALENDAR: (
        "Invitation d'agenda, pas un document.",
        "A calendar invitation, not a document.",
    ),
    Reason.ARCHIVE_BOMB: (
        "L'archive deviendrait démesurée une fois ouverte.",
        "The archive would grow beyond all measure when opened.",
    ),
    Reason.ARCHIVE_TOO_DEEP: (
        "Trop d'archives sont imbriquées.",
        "Too many archives lie inside one another.",
    ),
    Reason.ARCHIVE_TOO_MANY_MEMBERS: (
        "L'archive contient trop de fichiers.",
        "The archive holds too many files.",
    ),
    Reason.ARCHIVE_ENCRYPTED: (
        "Le fichier de l'archive est protégé par un mot de passe.",
        "The file in the archive is protected by a password.",
    ),
    Reason.CONTAINER_DAMAGED: (
        "Le fichier qui en contient d'autres est abîmé et ne s'ouvre pas.",
        "The file that holds others is damaged and cannot be opened.",
    ),
    Reason.TNEF_MALFORMED: (
        "Le fichier winmail.dat est abîmé et ne s'ouvre pas.",
        "The winmail.dat file is damaged and cannot be opened.",
    ),
    Reason.PART_FAILED: (
        "Le traitement de cette pièce jointe a échoué.",
        "Processing of this attachment failed.",
    ),
    Reason.PART_TOO_SLOW: (
        "Le traitement de cette pièce jointe a dépassé la durée permise.",
        "Processing of this attachment took longer than it may.",
    ),
    Reason.PART_TOO_GREEDY: (
        "Le traitement de cette pièce jointe demande plus de mémoire que permis.",
        "Processing of this attachment needs more memory than it may have.",
    ),
    Reason.SELLER_UNPROVEN: (
        "L'identité du vendeur n'est pas prouvée par la facture.",
        "The seller's identity is not proven by the invoice.",
    ),
    Reason.BUYER_DIFFERS: (
        "La facture nomme un autre client que ce dossier.",
        "The invoice names another buyer than this dossier.",
    ),
    Reason.TYPE_UNCERTAIN: (
        "Il n'est pas certain que ce soit une facture ou un avoir.",
        "It is not certain whether this is an invoice or a credit note.",
    ),
    Reason.FIELD_MISSING: (
        "Une valeur nécessaire n'a pas été trouvée sur la facture.",
        "A value that is needed was not found on the invoice.",
    ),
    Reason.TEXT_LAYER_DIFFERS: (
        "Le texte du PDF n'est pas ce que la page montre ; elle a été lue comme une image.",
        "The text inside the PDF is not what the page shows; the page was read as a picture.",
    ),
    Reason.SORTED_AS: (
        "Nature du document, et ce qui la montre.",
        "What the document is, and what shows it.",
    ),
    Reason.OTHER_PAPER: (
        "Ce document n'est pas une facture.",
        "This paper is not an invoice.",
    ),
    Reason.ANNEX: (
        "Annexe d'une facture du même message.",
        "An annex of an invoice in the same message.",
    ),
    Reason.ANNEX_ALONE: (
        "Annexe sans la facture à laquelle elle appartient.",
        "An annex without the invoice that it belongs to.",
    ),
    Reason.TWIN: (
        "Données XML de la facture PDF du même message : un seul document.",
        "XML data of the PDF invoice in the same message: one document.",
    ),
    Reason.TWINS_DIFFER: (
        "Le PDF et le XML du message semblent être la même facture, mais diffèrent.",
        "The PDF and the XML of the message seem to be the same invoice, but differ.",
    ),
    Reason.COPY: (
        "Image d'une facture du même message, pas un document de plus.",
        "A picture of an invoice in the same message, not one more document.",
    ),
    Reason.SEPARATED: (
        "Plusieurs factures réunies : chacune est un document, l'original est conservé.",
        "Several invoices in one file: each is a document, the original is kept.",
    ),
    Reason.JOINED: ("Réuni avec d'autres fichiers.", "Joined with other files."),
    Reason.OTHER_PAGES: (
        "D'autres pages de cette facture semblent être dans un autre fichier du message.",
        "Other pages of this invoice seem to be in another file of the message.",
    ),
    Reason.SEVERAL_INVOICES: (
        "Ce fichier semble contenir plusieurs factures, qui commenceraient à ces pages.",
        "This file seems to hold several invoices, which would begin on these pages.",
    ),
    Reason.SORTED_BY_PERSON: ("Classé par une personne.", "Sorted by a person."),
    Reason.SORTED_ANEW: (
        "Une personne l'a classé autrement.",
        "A person sorted it otherwise.",
    ),
    Reason.NO_PAGES: (
        "Le PDF n'a aucune page.",
        "The PDF has no pages.",
    ),
    Reason.NO_TEXT: (
        "Aucun texte n'a pu être lu sur les pages.",
        "No text could be read on the pages.",
    ),
    Reason.TOO_MANY_PAGES: (
        "Le document a trop de pages pour être lu.",
        "The document has too many pages to be read.",
    ),
    Reason.PAGE_TOO_LARGE: (
        "Une page est trop grande pour être lue.",
        "A page is too large to be read.",
    ),
    Reason.IMAGE_TOO_LARGE: (
        "L'image a trop de pixels pour être lue.",
        "The picture has too many pixels to be read.",
    ),
    Reason.IMAGE_DAMAGED: (
        "L'image est abîmée et ne peut être ouverte.",
        "The picture is damaged and cannot be opened.",
    ),
    Reason.HTML_TOO_LARGE: (
        "Le texte HTML est trop grand pour être affiché.",
        "The HTML text is too large to be shown.",
    ),
    Reason.PROFILE_LOWERED: (
        "Le profil Factur-X a été abaissé : une donnée n'est pas assez sûre.",
        "The Factur-X profile was lowered: a term is not certain enough.",
    ),
    Reason.TERM_LEFT_OUT: (
        "Une donnée trop incertaine a été laissée hors du Factur-X.",
        "A term that is too uncertain was left out of the Factur-X.",
    ),
    Reason.PAGE_RASTERISED: (
        "Les pages ont été converties en images ; le texte vectoriel est dans l'original.",
        "The pages were made pictures; the vector text is in the original.",
    ),
    Reason.ANNEX_LEFT_OUT: (
        "Un fichier joint au PDF n'a pas été repris dans le Factur-X ; il est dans l'original.",
        "A file attached to the PDF was not carried over into the Factur-X; it is in the original.",
    ),
    Reason.NO_FACTURX: (
        "Aucun Factur-X : une donnée obligatoire manque ou n'est pas assez sûre.",
        "No Factur-X: a mandatory term is missing or not certain enough.",
    ),
    Reason.PDF_NOT_CONVERTIBLE: (
        "Le PDF n'a pas pu être converti en PDF/A.",
        "The PDF could not be made PDF/A.",
    ),
    Reason.NOT_YET_READABLE: (
        "Ce document ne porte pas de données de facture que cette version sache lire.",
        "This document carries no invoice data that this version can read.",
    ),
    Reason.PDF_DAMAGED: (
        "Le PDF est abîmé et ne s'ouvre pas.",
        "The PDF is damaged and cannot be opened.",
    ),
    Reason.PDF_TOO_COMPLEX: (
        "Une page du PDF est trop complexe.",
        "A page of the PDF is too complex.",
    ),
    Reason.PDF_ENCRYPTED: (
        "Mot de passe requis : le PDF est protégé.",
        "Password required: the PDF is protected.",
    ),
    Reason.FILE_ENCRYPTED: (
        "Mot de passe requis : le fichier bureautique est protégé.",
        "Password required: the office file is protected.",
    ),
    Reason.OFFICE_NOT_INSTALLED: (
        "Fichier bureautique : LibreOffice n'est pas installé pour en faire un PDF.",
        "An office file: LibreOffice is not installed to make a PDF of it.",
    ),
    Reason.OFFICE_DAMAGED: (
        "Le fichier bureautique est abîmé et ne s'ouvre pas.",
        "The office file is damaged and cannot be opened.",
    ),
    Reason.FACTURX_AMBIGUOUS: (
        "Le PDF contient plusieurs fichiers XML de facture.",
        "The PDF holds more than one invoice XML file.",
    ),
    Reason.XML_DAMAGED: (
        "Le XML de la facture est abîmé.",
        "The XML of the invoice is damaged.",
    ),
    Reason.XML_DOCTYPE: (
        "Le XML de la facture contient un DOCTYPE, ce qui est refusé.",
        "The XML of the invoice holds a DOCTYPE, which is refused.",
    ),
    Reason.XML_TOO_LARGE: (
        "Le XML de la facture est trop grand.",
        "The XML of the invoice is too large.",
    ),
    Reason.XML_TOO_DEEP: (
        "Le XML de la facture est trop profondément imbriqué.",
        "The XML of the invoice is nested too deeply.",
    ),
    Reason.XML_UNKNOWN: (
        "Le XML n'est pas une facture d'une syntaxe connue.",
        "The XML is not an invoice in a known syntax.",
    ),
    Reason.RULE_BROKEN: (
        "La facture électronique enfreint une règle de sa norme.",
        "The electronic invoice breaks a rule of its standard.",
    ),
    **OF_DECISIONS,
    **OF_FILES,
    **OF_TRUST,
    Reason.STAGE_FAILED: (
        "Le traitement a échoué ; l'exploitant peut le relancer.",
        "Processing failed; the operator can retry it.",
    ),
}


def sentences(cause: Cause) -> tuple[str, str]:
    """Return the French and the English sentence for a reason, naming what it is about."""
    if isinstance(cause, ReasonAbout):
        french, english = _SENTENCES[cause.reason]
        return f"{french[:-1]} ({cause.about}).", f"{english[:-1]} ({cause.about})."
    return _SENTENCES[cause]
