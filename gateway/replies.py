"""The one table from refusals and errors to SMTP replies.

Reply codes as in RFC 5321 §4.2.3, enhanced status codes as in RFC 3463, for the extension of
RFC 2034. A refusal tells a supplier what to do, in English and in French, and nothing of how we
work inside; it is in ASCII unless the transaction asked for SMTPUTF8 (RFC 6531 §3.7.4).
"""

import errno
import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """One SMTP reply of one line.

    Attributes:
        code: Reply code.
        status: Enhanced status code.
        text: One sentence in English; of an acceptance, what follows the status code.
        french: The same in French; empty of an acceptance.
    """

    code: int
    status: str
    text: str
    french: str = ""

    def line(self, *, utf8: bool = False) -> str:
        """Return the line without CRLF.

        Args:
            utf8: The transaction asked for SMTPUTF8; otherwise accents are left out.
        """
        french = self.french if utf8 else _ascii(self.french)
        return f"{self.code} {self.status} {self.text}" + (f" / {french}" if french else "")

    def __str__(self) -> str:
        return self.line()


UNKNOWN_MAILBOX = Reply(
    550,
    "5.1.1",
    "No mailbox has this address, please ask your customer for the right one.",
    "Aucune boîte n’a cette adresse, merci de la demander à votre client.",
)
"""The same for unknown and ill-formed addresses: nobody can tell which clients exist."""
TOO_MANY_RECIPIENTS = Reply(
    452,
    "4.5.3",
    "Too many recipients in one message, please send the others separately.",
    "Trop de destinataires dans un message, merci d’envoyer les autres à part.",
)
TOO_LARGE = Reply(
    552,
    "5.3.4",
    "Message too large, please send fewer or smaller attachments.",
    "Message trop volumineux, merci d’envoyer moins de pièces jointes ou de plus petites.",
)
LOOP = Reply(
    554,
    "5.4.6",
    "This message has passed too many servers, please check your forwarding.",
    "Ce message est passé par trop de serveurs, merci de vérifier vos redirections.",
)
FALSE_END = Reply(
    554,
    "5.5.2",
    "A line with a dot alone does not end in CRLF, please have your mail program corrected.",
    "Une ligne faite d’un point ne finit pas par CRLF, merci de faire corriger votre logiciel.",
)
DISK_FULL = Reply(
    452,
    "4.3.1",
    "Not enough room at present, please try again later.",
    "Pas assez de place pour l’instant, merci de réessayer plus tard.",
)
OWN_TROUBLE = Reply(
    451,
    "4.3.0",
    "Temporary trouble on our side, please try again later.",
    "Ennui passager de notre côté, merci de réessayer plus tard.",
)
MALFORMED_SENDER = Reply(
    501,
    "5.1.7",
    "Malformed sender address, please correct it.",
    "Adresse d’expéditeur mal formée, merci de la corriger.",
)
NO_RECIPIENT = Reply(
    554,
    "5.5.1",
    "No valid recipient, please name one first.",
    "Aucun destinataire valable, merci d’en indiquer un d’abord.",
)
GUESSING = Reply(
    421,
    "4.7.0",
    "Too many unknown recipients, please check your address list.",
    "Trop de destinataires inconnus, merci de vérifier votre liste d’adresses.",
)
NOT_SMTP = Reply(
    421,
    "4.7.0",
    "This is a mail server, please use a mail program.",
    "Ceci est un serveur de courrier, merci d’utiliser un logiciel de messagerie.",
)
EARLY_TALKER = Reply(
    554,
    "5.5.1",
    "You spoke before the greeting, please have your mail program corrected.",
    "Vous avez parlé avant l’accueil, merci de faire corriger votre logiciel.",
)
BEFORE_TLS = Reply(
    554,
    "5.5.1",
    "You did not wait for TLS to begin, please have your mail program corrected.",
    "Vous n’avez pas attendu le début de TLS, merci de faire corriger votre logiciel.",
)
TOO_MANY_CONNECTIONS = Reply(
    421,
    "4.7.0",
    "Too many connections from your network, please try again later.",
    "Trop de connexions depuis votre réseau, merci de réessayer plus tard.",
)
TOO_MANY_FROM_NETWORK = Reply(
    451,
    "4.7.1",
    "Too many messages from your network at present, please try again later.",
    "Trop de messages depuis votre réseau pour l’instant, merci de réessayer plus tard.",
)
TOO_MANY_FROM_DOMAIN = Reply(
    451,
    "4.7.1",
    "Too many messages from your domain at present, please try again later.",
    "Trop de messages de votre domaine pour l’instant, merci de réessayer plus tard.",
)
TOO_MANY_FOR_MAILBOX = Reply(
    451,
    "4.7.1",
    "Too many messages for this address at present, please try again later.",
    "Trop de messages pour cette adresse pour l’instant, merci de réessayer plus tard.",
)
POSTMASTER_FULL = Reply(
    452,
    "4.2.2",
    "This mailbox is full, please try again later.",
    "Cette boîte est pleine, merci de réessayer plus tard.",
)
BUSY = Reply(
    421,
    "4.3.2",
    "Too busy at present, please try again later.",
    "Trop de demandes pour l’instant, merci de réessayer plus tard.",
)
TOO_MANY_COMMANDS = Reply(
    421,
    "4.7.0",
    "Too many commands without a message, please try again later.",
    "Trop de commandes sans message, merci de réessayer plus tard.",
)
IDLE = Reply(
    421,
    "4.4.2",
    "Idle for too long, please connect again.",
    "Trop longtemps inactif, merci de vous reconnecter.",
)
TOO_SLOW = Reply(
    421,
    "4.4.2",
    "This takes too long, please try again from a faster connection.",
    "Cela prend trop de temps, merci de réessayer par une liaison plus rapide.",
)
SHUTTING_DOWN = Reply(
    421,
    "4.3.2",
    "The service is being restarted, please try again later.",
    "Le service redémarre, merci de réessayer plus tard.",
)
LINE_TOO_LONG = Reply(
    500,
    "5.5.2",
    "Command line too long, please shorten it.",
    "Ligne de commande trop longue, merci de la raccourcir.",
)
BAD_SYNTAX = Reply(
    500,
    "5.5.2",
    "Syntax error, please have your mail program corrected.",
    "Erreur de syntaxe, merci de faire corriger votre logiciel.",
)
NOT_RECOGNIZED = Reply(
    500,
    "5.5.1",
    "Command not recognized, please have your mail program corrected.",
    "Commande inconnue, merci de faire corriger votre logiciel.",
)
BAD_ARGUMENT = Reply(
    501,
    "5.5.4",
    "Wrong argument of a command, please have your mail program corrected.",
    "Argument de commande erroné, merci de faire corriger votre logiciel.",
)
NOT_IMPLEMENTED = Reply(
    502,
    "5.5.1",
    "Command not offered here, please do without it.",
    "Commande non proposée ici, merci de vous en passer.",
)
OUT_OF_ORDER = Reply(
    503,
    "5.5.1",
    "Commands in a wrong order, please have your mail program corrected.",
    "Commandes dans un ordre erroné, merci de faire corriger votre logiciel.",
)
BAD_PARAMETER = Reply(
    555,
    "5.5.4",
    "Parameter not offered here, please do without it.",
    "Paramètre non proposé ici, merci de vous en passer.",
)

RECIPIENT_OK = Reply(250, "2.1.5", "Recipient OK")
SENDER_OK = Reply(250, "2.1.0", "Sender OK")
CANNOT_VERIFY = Reply(252, "2.5.0", "Cannot verify, send the message and see")
HELP = Reply(214, "2.0.0", "See RFC 5321")
BYE = Reply(221, "2.0.0", "Bye")
SEND_ON = "354 End data with <CR><LF>.<CR><LF>"

_FULL = {errno.ENOSPC, errno.EDQUOT}

_HAS_STATUS = re.compile(r"[245]\d\d [245]\.\d{1,3}\.\d{1,3} ")
_STOCK = {
    "500": BAD_SYNTAX,
    "501": BAD_ARGUMENT,
    "503": OUT_OF_ORDER,
    "552": TOO_LARGE,
    "555": BAD_PARAMETER,
}
"""What stands for the refusals that aiosmtpd words by itself, by their code."""


def accepted(name: str) -> Reply:
    """Return the reply to a message that is durable now."""
    return Reply(250, "2.0.0", f"OK: queued as {name}")


def taken(octets: int) -> Reply:
    """Return the reply to a chunk (RFC 3030 §2)."""
    return Reply(250, "2.0.0", f"{octets} octets received")


def for_error(error: BaseException) -> Reply:
    """Return the reply that stands for an error; its own text goes to the log only."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return DISK_FULL
    return OWN_TROUBLE


def stock(line: str) -> Reply | str:
    """Return what is said instead of a reply of aiosmtpd, without the client's words.

    Args:
        line: A reply of one line, without CRLF; one that has a status code stays as it is.
    """
    if line.startswith(("500 Command line too long", "500 Line too long")):
        return LINE_TOO_LONG
    if line.startswith("500 Error: command "):
        return NOT_RECOGNIZED
    if line.startswith("502 "):
        return TOO_MANY_COMMANDS
    if line.startswith(("250 ", "220 Ready")) and not _HAS_STATUS.match(line):
        return f"{line[:3]} 2.0.0 {line[4:]}"
    return _STOCK.get(line[:3], line)


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return plain.encode("ascii", "ignore").decode()
