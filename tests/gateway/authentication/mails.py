"""Mails that are signed as their senders would, by another implementation than ours (dkimpy)."""

import base64
import io
import re
from functools import cache
from typing import Any

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from gateway.authentication.dns import Allowance, Servers
from gateway.authentication.judge import Senders, Transaction, Trust
from storage.clock import utc_now
from storage.domain.verdicts import Verdicts
from tests.gateway.nameserver import SILENT, NameServer, Zone, txt

NOW = utc_now()
"""dkimpy signs as of the present."""
CLIENT = "192.0.2.7"
ACME = "acme.example"
BODY = b"Bonjour,\r\n\r\nla  facture \t F-1 est jointe. \r\n\r\n\r\n"


@cache
def rsa_key() -> bytes:
    """Return a private key in PEM."""
    return rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


def rsa_record() -> str:
    """Return the record of that key."""
    key = serialization.load_pem_private_key(rsa_key(), None)
    der = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"v=DKIM1; p={base64.b64encode(der).decode()}"


ED25519 = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ED25519_SEED = base64.b64encode(bytes(range(32)))
ED25519_RECORD = (
    "v=DKIM1; k=ed25519; p=" + base64.b64encode(ED25519.public_key().public_bytes_raw()).decode()
)

ZONE: dict[str, Any] = {
    ACME: [*txt("v=spf1 ip4:192.0.2.0/24 -all")],
    f"_dmarc.{ACME}": txt("v=DMARC1; p=reject"),
    f"s1._domainkey.{ACME}": txt(rsa_record()),
    f"ed._domainkey.{ACME}": txt(ED25519_RECORD),
    f"gone._domainkey.{ACME}": txt("v=DKIM1; p="),
}


def a_mail(author: str = f"facturation@{ACME}", body: bytes = BODY, more: bytes = b"") -> bytes:
    """Return a mail that nobody has signed."""
    return (
        more
        + f"From: Acme <{author}>\r\nTo: SIREN123456782@mg.example.org\r\n".encode()
        + b"Subject: Facture F-1\r\nDate: Sun, 29 Nov 2026 10:00:00 +0000\r\n"
        + b"Message-ID: <1@acme.example>\r\nMIME-Version: 1.0\r\n\r\n"
        + body
    )


def signed(mail: bytes, domain: str = ACME, selector: str = "s1", **options: Any) -> bytes:
    """Return the mail with a DKIM signature."""
    key = options.pop("key", rsa_key())
    form = options.pop("form", (b"relaxed", b"relaxed"))
    field: bytes = dkim.sign(
        mail, selector.encode(), domain.encode(), key, canonicalize=form, **options
    )
    return field + mail


def changed(mail: bytes, pattern: bytes, instead: bytes) -> bytes:
    """Return the mail with the first match replaced; there must be one."""
    after, times = re.subn(pattern, instead, mail, count=1)
    assert times == 1
    return after


def judged(
    mail: bytes,
    zone: Zone | None = None,
    mail_from: str = f"rebonds@{ACME}",
    trust: Trust | None = None,
    **client: str,
) -> Verdicts:
    """Judge a mail with a name server of that zone; where it is silent, not for long."""
    allowance = Allowance(0.4 if zone and SILENT in zone.values() else 5.0)
    facts = {"address": CLIENT, "helo": "mail.acme.example"} | client
    with NameServer(ZONE if zone is None else zone) as server:
        senders = Senders(Servers((server.address,)), trust)
        return senders.judge(Transaction(mail_from, facts, NOW), io.BytesIO(mail), allowance)
