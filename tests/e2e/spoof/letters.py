"""Mails of a supplier and of those who would be taken for it, with the invoices that they bring."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count
from typing import Any

import facturx

from tests.gateway.authentication.mails import rsa_record, signed
from tests.gateway.nameserver import Zone, txt
from tests.samples.make_samples import Item, Sample, make_page, make_xml, page_of
from tests.samples.parties import CUSTOMER, DOSSIER, PAPER, Party

SUPPLIER = "papier.example"
"""The domain that the trusted supplier writes from."""
AUTHOR = f"facturation@{SUPPLIER}"
ROOFER = "toits.example"
"""Of a supplier whose trust has ended."""
THIEF = "voleur.example"
FORWARDER = "patron@client.example"
"""Whom the dossier has registered."""
STRANGE_FORWARDER = "stagiaire@client.example"
LOOK_ALIKE = "papler.example"
HOMOGLYPH = "xn--ppier-4ve.example"
"""« pаpier » with a Cyrillic letter."""
BRANCH = f"sud.{SUPPLIER}"
SHARED = "laposte.net"
"""Many strangers write from there."""
RELAY = "relais.example"
"""Whose customers send through one server."""
CUSTOMER_OF_RELAY = "client-du-relais.example"
NEW_IBAN = "DE89370400440532013000"

STRANGER = replace(CUSTOMER, iban="FR1420041010050500013M02606", bic="BRASFRP1XXX")
"""Whom nobody has bought from before."""

_DMARC = txt("v=DMARC1; p=reject")
_KEY = txt(rsa_record())
_HERE = txt("v=spf1 ip4:127.0.0.1 -all")


def zone() -> Zone:
    """Return what the DNS says of everybody."""
    found: dict[str, Any] = {}
    for domain in (
        SUPPLIER,
        ROOFER,
        THIEF,
        LOOK_ALIKE,
        HOMOGLYPH,
        BRANCH,
        SHARED,
        "client.example",
    ):
        found[f"_dmarc.{domain}"] = _DMARC
        found[f"s1._domainkey.{domain}"] = _KEY
        found[domain] = txt("v=spf1 -all")
    found[f"gone._domainkey.{SUPPLIER}"] = txt("v=DKIM1; p=")
    found[RELAY] = _HERE
    found[CUSTOMER_OF_RELAY] = txt(f"v=spf1 include:{RELAY} -all")
    found[f"_dmarc.{CUSTOMER_OF_RELAY}"] = _DMARC
    found["ecrit-d-ici.example"] = _HERE
    found["_dmarc.ecrit-d-ici.example"] = _DMARC
    return found


_serial = count(1)
PAPERS = (Item("Papier à lettres, rame de 500", Decimal(12), Decimal("7.45"), Decimal(20)),)


def invoice(seller: Party = PAPER, buyer: Party = DOSSIER, **changes: Any) -> Sample:
    """Return the next invoice of a seller."""
    number = f"PC-2026-{next(_serial):04d}"
    made = Sample(
        "spoof", "en16931", number, date(2026, 11, 3), date(2026, 12, 3), seller, buyer, PAPERS
    )
    return replace(made, **changes)


def paid_to(party: Party, iban: str) -> Party:
    """Return a party with another account."""
    return replace(party, iban=iban)


def hybrid(page: Sample, xml: Sample | None = None, more: tuple[str, ...] = ()) -> bytes:
    """Return a Factur-X; the XML may say something else than the page.

    Args:
        page: What its page shows.
        xml: What its XML says; None for the same.
        more: Further lines of the page.
    """
    made: bytes = facturx.generate_from_binary(
        make_page([*page_of(page), *more]), make_xml(xml or page), check_schematron=False, lang="fr"
    )
    return made


@dataclass(frozen=True)
class Letter:
    """A mail before it is signed.

    Attributes:
        author: The From header's value.
        files: What is attached, by name.
        text: Of the mail.
        more: Further header fields.
        to: The To header's value.
    """

    author: str = f"Papeterie du Cormoran <{AUTHOR}>"
    files: Mapping[str, bytes] = field(default_factory=dict)
    text: str = "Bonjour,\n\nvoici notre facture.\n"
    more: tuple[tuple[str, str], ...] = ()
    to: str = "compta@client.example"

    def raw(self) -> bytes:
        """Return it with CRLF line ends."""
        message = EmailMessage(policy=SMTP)
        message["To"] = self.to
        message["Subject"] = "Facture"
        message["Message-ID"] = f"<{next(_serial)}@{SUPPLIER}>"
        message["Date"] = "Sun, 29 Nov 2026 10:00:00 +0000"
        for name, value in self.more:
            message[name] = value
        message.set_content(self.text)
        for name, content in self.files.items():
            maintype, _, subtype = _type(name).partition("/")
            message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
        # As it is: the library would mend what an attacker leaves broken.
        return f"From: {self.author}\r\n".encode() + message.as_bytes()

    def signed(self, domain: str = SUPPLIER, **options: Any) -> bytes:
        """Return it with a DKIM signature of a domain."""
        return signed(self.raw(), domain, **options)


def _type(name: str) -> str:
    return "message/rfc822" if name.endswith(".eml") else "application/pdf"


def letter(sample: Sample | None = None, **changes: Any) -> Letter:
    """Return a mail with an invoice."""
    return Letter(files={"facture.pdf": hybrid(sample or invoice())}, **changes)


def forwarded(
    inner: bytes, author: str = FORWARDER, domain: str | None = "client.example"
) -> bytes:
    """Return a mail that forwards another one whole, as an attachment.

    Args:
        inner: The other one.
        author: Who forwards it.
        domain: Who signs that; None for nobody.
    """
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = author, "x@client.example", "Fwd: Facture"
    message["Message-ID"] = f"<{next(_serial)}@client.example>"
    message.set_content("Voir plus bas.\n")
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = 'application/octet-stream; name="facture.eml"'
    part["Content-Disposition"] = 'attachment; filename="facture.eml"'
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(inner).decode())
    message.make_mixed()
    message.attach(part)
    return signed(message.as_bytes(), domain) if domain else message.as_bytes()
