"""Sentences for what a person should know of a file; see `storage.domain.wording`."""

from storage.domain.reason import Reason

OF_FILES: dict[Reason, tuple[str, str]] = {
    Reason.PDF_ACTIVE_CONTENT: (
        "Le PDF fait plus que montrer des pages ; la copie à consulter, elle, n'en fait rien.",
        "The PDF does more than show pages; the copy to look at does not.",
    ),
    Reason.PDF_EMBEDDED_FILE: (
        "Un fichier est joint à l'intérieur du PDF ; il n'est pas dans la copie à consulter.",
        "A file lies inside the PDF; it is not in the copy to look at.",
    ),
    Reason.PDF_REPAIRED: (
        "Le PDF est abîmé ; une copie réparée a été lue, l'original est gardé tel quel.",
        "The PDF is damaged; a mended copy was read, the original is kept as it came.",
    ),
    Reason.PDF_UNLOCKED: (
        "Le PDF a été ouvert avec un mot de passe du dossier ; l'original reste protégé.",
        "The PDF was opened with a password of the dossier; the original stays protected.",
    ),
    Reason.PDF_SIGNED: (
        "La signature du PDF correspond à son contenu ; l'identité du signataire est à vérifier.",
        "The PDF's signature fits its content; the signer's identity is to be verified.",
    ),
    Reason.PDF_CHANGED_SINCE_SIGNED: (
        "Le PDF a été modifié après sa signature.",
        "The PDF was changed after it was signed.",
    ),
    Reason.PDF_SIGNATURE_INVALID: (
        "La signature du PDF ne correspond pas à son contenu.",
        "The PDF's signature does not fit its content.",
    ),
    Reason.PDF_SIGNATURE_UNVERIFIED: (
        "La signature du PDF n'a pas pu être vérifiée.",
        "The PDF's signature could not be verified.",
    ),
}
