"""What the DNS must say for a domain to receive mail here, and what it says.

Records are of three ranks: without a *blocking* one no mail comes, *recommended* ones keep others
from writing in the domain's name, *optional* ones harden the way of the mail.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.authentication.dns import Lookups, SilentError, TooManyError

CHALLENGE = "_vaguemestre-challenge"
"""The label below which a domain's owner publishes what he was told."""
_SHOWN = 5
"""Records of a kind that are shown as found."""


class Rank(StrEnum):
    """How much depends on a record."""

    BLOCKING = "blocking"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class Status(StrEnum):
    """What the DNS says of a record."""

    FOUND = "found"
    MISSING = "missing"
    DIFFERENT = "different"
    SILENT = "silent"


@dataclass(frozen=True)
class Record:
    """A record to publish.

    Attributes:
        name: Absolute, without a final dot.
        kind: ``MX``, ``TXT``, ``TLSA`` or ``A``.
        value: As in a zone file; of an ``A`` record the operator knows it, so it is empty.
        rank: How much depends on it.
        why: In French and in English.
        is_proof: It shows that the domain is its owner's.
    """

    name: str
    kind: str
    value: str
    rank: Rank
    why: tuple[str, str]
    is_proof: bool = False


@dataclass(frozen=True)
class Finding:
    """What the DNS says of a record.

    Attributes:
        record: The one.
        status: In a word.
        found: What stands at its name, of its kind.
        advice: What to do, in French and in English; empty where nothing is to be done.
    """

    record: Record
    status: Status
    found: tuple[str, ...]
    advice: tuple[str, str]


@dataclass(frozen=True)
class Wanted:
    """A domain as it is to be served.

    Attributes:
        name: The domain.
        hosts: Hosts of its addresses.
        challenge: What its owner has to publish; empty for the installation's own.
        mail_host: Host of this installation's SMTP server.
        certificate: Its certificate, for TLSA.
    """

    name: str
    hosts: tuple[str, ...]
    challenge: str
    mail_host: str
    certificate: Path | None = None


def records_for(wanted: Wanted) -> list[Record]:
    """Return the records to publish, the blocking ones first."""
    records = []
    if wanted.challenge:
        records.append(_challenge(wanted))
    records += [_mx(host, wanted.mail_host) for host in wanted.hosts]
    records.append(
        Record(
            wanted.mail_host,
            "A",
            "",
            Rank.BLOCKING,
            ("Le serveur de courrier doit avoir une adresse.", "The mail server needs an address."),
        )
    )
    for host in wanted.hosts:
        records += _against_forgery(host)
    for host in wanted.hosts:
        records += _about_tls(host)
    if wanted.certificate is not None:
        records.append(_tlsa(wanted.mail_host, wanted.certificate))
    return records


def _challenge(wanted: Wanted) -> Record:
    return Record(
        f"{CHALLENGE}.{wanted.name}",
        "TXT",
        f"vaguemestre={wanted.challenge}",
        Rank.BLOCKING,
        (
            "Prouve que le domaine est à vous ; aucun courrier n'est accepté avant.",
            "Proves that the domain is yours; no mail is accepted before.",
        ),
        is_proof=True,
    )


def _mx(host: str, mail_host: str) -> Record:
    why = ("Amène le courrier à ce serveur.", "Brings the mail to this server.")
    return Record(host, "MX", f"10 {mail_host}.", Rank.BLOCKING, why)


def _against_forgery(host: str) -> list[Record]:
    spf = (
        "Ces adresses n'écrivent à personne : personne ne doit écrire en leur nom.",
        "These addresses write to nobody: nobody may write in their name.",
    )
    dmarc = ("Fait refuser ce qui est forgé à ce nom.", "Has what is forged in this name refused.")
    return [
        Record(host, "TXT", "v=spf1 -all", Rank.RECOMMENDED, spf),
        Record(f"_dmarc.{host}", "TXT", "v=DMARC1; p=reject", Rank.RECOMMENDED, dmarc),
    ]


def _about_tls(host: str) -> list[Record]:
    policy = (
        f"Exige TLS ; publiez aussi https://mta-sts.{host}/.well-known/mta-sts.txt (RFC 8461).",
        f"Requires TLS; publish https://mta-sts.{host}/.well-known/mta-sts.txt, too (RFC 8461).",
    )
    report = ("Demande des rapports sur TLS (RFC 8460).", "Asks for reports on TLS (RFC 8460).")
    rua = f"v=TLSRPTv1; rua=mailto:postmaster@{host}"
    return [
        Record(f"_mta-sts.{host}", "TXT", "v=STSv1; id=1", Rank.OPTIONAL, policy),
        Record(f"_smtp._tls.{host}", "TXT", rua, Rank.OPTIONAL, report),
    ]


def _tlsa(mail_host: str, certificate: Path) -> Record:
    """Return the record that names the key of the server's certificate (RFC 7672 §3.1.1)."""
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    why = (
        "Lie le certificat au nom ; seulement avec DNSSEC.",
        "Binds the certificate to the name; with DNSSEC only.",
    )
    value = f"3 1 1 {hashlib.sha256(der).hexdigest()}"
    return Record(f"_25._tcp.{mail_host}", "TLSA", value, Rank.OPTIONAL, why)


def policy_file(mail_host: str) -> str:
    """Return the MTA-STS policy to serve by HTTPS (RFC 8461 §3.2)."""
    return f"version: STSv1\r\nmode: enforce\r\nmx: {mail_host}\r\nmax_age: 604800\r\n"


def zone_file(records: Sequence[Record]) -> str:
    """Return the records as lines of a zone file; addresses are left to who knows them."""
    lines = []
    for record in records:
        value = f'"{record.value}"' if record.kind == "TXT" else record.value
        line = f"{record.name}. 3600 IN {record.kind} {value}".rstrip()
        lines.append(line if record.value else f"; {line} ...")
    return "\n".join(lines) + "\n"


def check_records(records: Sequence[Record], lookups: Callable[[], Lookups]) -> list[Finding]:
    """Ask the DNS for each record.

    Args:
        records: Of `records_for`.
        lookups: Makes what a question may cost; one per record.
    """
    return [_check(record, lookups()) for record in records]


def _check(record: Record, lookups: Lookups) -> Finding:
    try:
        found = _found(record, lookups)
    except (SilentError, TooManyError):
        advice = (
            "Le DNS n'a pas répondu : vérifiez les serveurs de noms, puis recommencez.",
            "The DNS did not answer: check the name servers, then try again.",
        )
        return Finding(record, Status.SILENT, (), advice)
    alike = [text for text in found if _is_of_kind(record, text)]
    if _is_good(record, alike):
        return Finding(record, Status.FOUND, tuple(alike[:_SHOWN]), ("", ""))
    if not alike:
        advice = ("Publiez cet enregistrement.", "Publish this record.")
        return Finding(record, Status.MISSING, (), advice)
    advice = (
        "Remplacez ce qui s'y trouve par ce qui est attendu.",
        "Replace what stands there by what is expected.",
    )
    return Finding(record, Status.DIFFERENT, tuple(alike[:_SHOWN]), advice)


def _found(record: Record, lookups: Lookups) -> list[str]:
    if record.kind == "TXT":
        return [text.decode("utf-8", "replace") for text in lookups.texts(record.name)]
    kinds = ("A", "AAAA") if record.kind == "A" else (record.kind,)
    return [str(r) for kind in kinds for r in lookups.records(record.name, kind)]


def _is_of_kind(record: Record, text: str) -> bool:
    """Tell whether a text is what the record would be, right or wrong; others stand beside it."""
    if record.kind != "TXT":
        return True
    mark = record.value.partition("=")[0] + "="
    if not record.is_proof:
        mark = record.value.partition(";")[0].partition(" ")[0]
    return text.strip().lower().startswith(mark.lower())


def _is_good(record: Record, found: Sequence[str]) -> bool:
    plain = [_plain(text) for text in found]
    match record.kind:
        case "A":
            return bool(found)
        case "MX":
            # A second server of the same domain is its owner's affair; a missing one is ours.
            wanted = record.value.split()[1].rstrip(".").lower()
            return wanted in {text.split()[-1].rstrip(".") for text in plain}
        case "TXT" if not record.is_proof:
            return len(plain) == 1 and _is_good_policy(plain[0])
        case _:
            return _plain(record.value) in plain


def _is_good_policy(text: str) -> bool:
    """Tell whether the one record of its kind asks for enough."""
    if text.startswith("v=dmarc1"):
        tags = text.replace(" ", "").split(";")
        return any(f"p={policy}" in tags for policy in _STRICT)
    if text.startswith("v=spf1"):
        return text == "v=spf1 -all"
    return "id=" in text or "rua=" in text


_STRICT = ("reject", "quarantine")


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()
