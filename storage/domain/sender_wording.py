"""Sentences for what was judged of a sender, in French and in English. One per ground."""

from storage.domain.verdicts import Ground, Result, ScanResult

GROUNDS: dict[Ground, tuple[str, str]] = {
    Ground.DNS_SILENT: (
        "Le DNS n'a pas répondu à temps ; la question sera posée de nouveau.",
        "The DNS did not answer in time; it will be asked again.",
    ),
    Ground.TOO_MANY_LOOKUPS: (
        "Juger ce message demanderait trop de questions au DNS.",
        "Judging this message would take too many questions to the DNS.",
    ),
    Ground.NOTHING_TO_ASK: ("Il n'y a rien à vérifier.", "There is nothing to check."),
    Ground.HEADER_MALFORMED: (
        "L'en-tête est trop grand ou ambigu ; rien n'en est jugé.",
        "The header is too large or ambiguous; nothing of it is judged.",
    ),
    Ground.SERVER_LISTED: (
        "Le serveur est de ceux que le domaine autorise.",
        "The server is one that the domain permits.",
    ),
    Ground.SERVER_LISTED_BY_OTHERS: (
        "Le serveur n'est autorisé que par un tiers, pour qui d'autres écrivent aussi.",
        "The server is permitted by a third party's record only, and others write through it.",
    ),
    Ground.SERVER_NOT_LISTED: (
        "Le domaine n'autorise pas ce serveur.",
        "The domain does not permit this server.",
    ),
    Ground.SERVER_DOUBTED: (
        "Le domaine doute de ce serveur.",
        "The domain doubts this server.",
    ),
    Ground.SERVER_LEFT_OPEN: (
        "Le domaine ne se prononce pas sur ce serveur.",
        "The domain says nothing about this server.",
    ),
    Ground.NO_SPF_RECORD: (
        "Le domaine ne publie pas de SPF.",
        "The domain publishes no SPF.",
    ),
    Ground.SPF_RECORD_WRONG: (
        "Le SPF du domaine est erroné.",
        "The domain's SPF record is wrong.",
    ),
    Ground.BEHIND_UPSTREAM: (
        "Le message vient d'un de vos serveurs, qui ne dit rien de son client.",
        "The message comes from one of your own servers, which says nothing of its client.",
    ),
    Ground.SAID_BY_UPSTREAM: (
        "C'est votre serveur en amont qui l'a jugé.",
        "Your own server in front judged it.",
    ),
    Ground.SIGNATURE_HOLDS: ("La signature est valable.", "The signature holds."),
    Ground.SIGNATURE_MALFORMED: (
        "La signature est mal formée.",
        "The signature is malformed.",
    ),
    Ground.SIGNATURE_DIFFERS: (
        "La signature ne correspond pas à l'en-tête.",
        "The signature does not fit the header.",
    ),
    Ground.BODY_CHANGED: (
        "Le contenu n'est plus celui qui a été signé.",
        "The content is no longer what was signed.",
    ),
    Ground.BODY_PARTLY_SIGNED: (
        "Une partie seulement du contenu est signée.",
        "Only a part of the content is signed.",
    ),
    Ground.FIELD_ADDED: (
        "Un champ de l'en-tête est répété sans être signé.",
        "A header field is repeated without being signed.",
    ),
    Ground.SIGNATURE_EXPIRED: ("La signature a expiré.", "The signature has expired."),
    Ground.SIGNATURE_FROM_FUTURE: (
        "La signature est datée de l'avenir.",
        "The signature is dated in the future.",
    ),
    Ground.ALGORITHM_REFUSED: (
        "L'algorithme de la signature n'est pas admis.",
        "The algorithm of the signature is not admitted.",
    ),
    Ground.KEY_MISSING: (
        "La clé de la signature n'est pas publiée.",
        "The key of the signature is not published.",
    ),
    Ground.KEY_REVOKED: (
        "La clé de la signature a été révoquée.",
        "The key of the signature was revoked.",
    ),
    Ground.KEY_WRONG: (
        "La clé publiée est inutilisable.",
        "The key that is published cannot be used.",
    ),
    Ground.KEY_TOO_SHORT: (
        "La clé est trop courte pour prouver quoi que ce soit.",
        "The key is too short to prove anything.",
    ),
    Ground.KEY_TOO_LONG: ("La clé est démesurée.", "The key is beyond all measure."),
    Ground.TOO_MANY_SIGNATURES: (
        "Le message porte trop de signatures ; les autres n'ont pas été jugées.",
        "The message bears too many signatures; the others were not judged.",
    ),
    Ground.CHAIN_HOLDS: (
        "La chaîne des transferts est intacte.",
        "The chain of forwarders holds.",
    ),
    Ground.CHAIN_MALFORMED: (
        "La chaîne des transferts est mal formée.",
        "The chain of forwarders is malformed.",
    ),
    Ground.CHAIN_BROKEN: (
        "La chaîne des transferts était déjà rompue.",
        "The chain of forwarders was broken before.",
    ),
    Ground.ALIGNED: (
        "Ce qui a été vérifié appartient au domaine affiché.",
        "What was verified belongs to the domain that is shown.",
    ),
    Ground.NOT_ALIGNED: (
        "Rien de ce qui a été vérifié n'appartient au domaine affiché.",
        "Nothing that was verified belongs to the domain that is shown.",
    ),
    Ground.NO_DMARC_RECORD: (
        "Le domaine affiché ne publie pas de DMARC.",
        "The domain that is shown publishes no DMARC.",
    ),
    Ground.FROM_MISSING: (
        "Le message n'a pas de champ From.",
        "The message has no From field.",
    ),
    Ground.FROM_SEVERAL: (
        "Le message nomme plusieurs auteurs.",
        "The message names more than one author.",
    ),
    Ground.FROM_UNREADABLE: (
        "Le champ From ne nomme pas clairement un auteur.",
        "The From field does not clearly name an author.",
    ),
}

RESULTS: dict[Result, tuple[str, str]] = {
    Result.PASS: ("Réussi", "Pass"),
    Result.FAIL: ("Échec", "Fail"),
    Result.SOFTFAIL: ("Échec probable", "Soft fail"),
    Result.NEUTRAL: ("Neutre", "Neutral"),
    Result.NONE: ("Sans objet", "None"),
    Result.POLICY: ("Non retenu", "Not counted"),
    Result.TEMPERROR: ("En attente du DNS", "Waiting for the DNS"),
    Result.PERMERROR: ("Non vérifiable", "Not verifiable"),
}

SCANS: dict[ScanResult, tuple[str, str]] = {
    ScanResult.CLEAN: ("Rien trouvé", "Nothing found"),
    ScanResult.MALWARE: ("Logiciel malveillant", "Malware"),
    ScanResult.SPAM: ("Indésirable", "Spam"),
    ScanResult.NOT_ANALYSED: ("Non analysé", "Not analysed"),
}
