"""Forgeries, each with the reasons of which at least one must be given."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pikepdf

from tests.e2e.spoof.letters import (
    AUTHOR,
    BRANCH,
    CUSTOMER_OF_RELAY,
    FORWARDER,
    HOMOGLYPH,
    LOOK_ALIKE,
    NEW_IBAN,
    RELAY,
    ROOFER,
    SHARED,
    STRANGE_FORWARDER,
    STRANGER,
    SUPPLIER,
    THIEF,
    Letter,
    forwarded,
    hybrid,
    invoice,
    letter,
    paid_to,
)
from tests.gateway.authentication.mails import signed
from tests.samples.make_samples import Item
from tests.samples.parties import CUSTOMER, PAPER, ROOF

NOT_THEM = frozenset({"sender_unproven"})


@dataclass(frozen=True)
class Attack:
    """A mail that must not be accepted by itself.

    Attributes:
        raw: Makes it.
        reasons: Codes; one of them must be among the invoice's or its message's reasons.
        mail_from: The reverse path.
    """

    raw: Callable[[], bytes]
    reasons: frozenset[str] = NOT_THEM
    mail_from: str = f"rebond@{THIEF}"


def _from_display(author: str, domain: str = THIEF) -> Callable[[], bytes]:
    return lambda: letter(author=author).signed(domain)


def _with_header(name: str, value: str, author: str = f"a@{THIEF}") -> Callable[[], bytes]:
    return lambda: letter(author=author, more=((name, value),)).signed(THIEF)


def _appended() -> bytes:
    """Sign the text alone (l=), and append an invoice that nobody signed."""
    raw = letter().raw()
    at = raw.index(b"\r\n--", raw.index(b"voici notre facture"))
    return signed(raw[:at], SUPPLIER, length=True) + raw[at:]


def _changed_after_signing() -> bytes:
    made = letter(text="Bonjour, payez vite.\n").signed()
    return made.replace(b"payez vite", b"payez demain")


def _beside() -> bytes:
    """Attach a genuine mail without an invoice, and an invoice that nobody signed."""
    files = {"facture.pdf": hybrid(invoice()), "mot.eml": Letter().signed()}
    return Letter(f"Le patron <{FORWARDER}>", files).signed("client.example")


def _quoted() -> bytes:
    text = (
        "À payer, merci.\n\n---------- Forwarded message ---------\n"
        f"De : Papeterie du Cormoran <{AUTHOR}>\nDate: lun. 2 nov. 2026 à 09:12\n"
        "Subject: Facture\nTo: <patron@client.example>\n\nBonjour\n"
    )
    return letter(author=FORWARDER, text=text).signed("client.example")


def _two_authors() -> bytes:
    return f"From: <{AUTHOR}>\r\n".encode() + letter(author=f"a@{THIEF}").signed(THIEF)


def _active() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(hybrid(invoice()))) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = script
        pdf.save(out)
    return Letter(files={"facture.pdf": out.getvalue()}).signed()


def _swapped(*, page: bool, xml: bool) -> Callable[[], bytes]:
    def make() -> bytes:
        honest = invoice()
        other = replace(honest, seller=paid_to(PAPER, NEW_IBAN))
        made = hybrid(other if page else honest, other if xml else honest)
        return Letter(files={"facture.pdf": made}).signed()

    return make


def _differs(**changes: Any) -> Callable[[], bytes]:
    def make() -> bytes:
        page = invoice()
        made = hybrid(page, replace(page, **changes))
        return Letter(files={"facture.pdf": made}).signed()

    return make


_IBAN = frozenset({"iban_changed", "field_contradicted"})
_DEAR = (Item("Imprimante", Decimal(1), Decimal("9000.00"), Decimal(20)),)
_CONTRADICTED = frozenset({"field_contradicted", "totals_unproven", "rule_broken"})

ATTACKS: dict[str, Attack] = {
    "the supplier's name and address, signed by nobody": Attack(lambda: letter().raw()),
    "the supplier's address, signed by a thief": Attack(lambda: letter().signed(THIEF)),
    "the display name": Attack(_from_display(f"Papeterie du Cormoran <x@{THIEF}>")),
    "an address as the display name": Attack(_from_display(f'"{AUTHOR}" <x@{THIEF}>')),
    "an encoded display name": Attack(
        _from_display(f"=?utf-8?q?facturation=40papier.example?= <x@{THIEF}>")
    ),
    "the address in a comment": Attack(_from_display(f"x@{THIEF} ({AUTHOR})")),
    "a look-alike domain": Attack(
        lambda: letter(author=f"facturation@{LOOK_ALIKE}").signed(LOOK_ALIKE),
        frozenset({"sender_look_alike"}),
    ),
    "a homoglyph": Attack(
        lambda: letter(author=f"facturation@{HOMOGLYPH}").signed(HOMOGLYPH),
        frozenset({"sender_look_alike"}),
    ),
    "a sub-domain of the supplier": Attack(
        lambda: letter(author=f"facturation@{BRANCH}").signed(BRANCH)
    ),
    "the supplier's domain as a sub-domain": Attack(
        lambda: letter(author=f"x@{SUPPLIER}.{THIEF}").signed(THIEF)
    ),
    "Reply-To": Attack(_with_header("Reply-To", AUTHOR)),
    "Sender": Attack(_with_header("Sender", AUTHOR)),
    "two From fields": Attack(_two_authors, frozenset({"from_repeated", "sender_unproven"})),
    "two addresses in From": Attack(
        lambda: letter(author=f"{AUTHOR}, x@{THIEF}").signed(THIEF),
        frozenset({"sender_ambiguous", "sender_unproven"}),
    ),
    "a group in From": Attack(
        lambda: letter(author=f"Papier: {AUTHOR};").signed(THIEF),
        frozenset({"sender_ambiguous", "sender_unproven"}),
    ),
    "a forged Authentication-Results": Attack(
        lambda: letter(
            more=(
                ("Authentication-Results", f"mx.client.example; dmarc=pass header.from={SUPPLIER}"),
            )
        ).raw()
    ),
    "SPF of another domain": Attack(lambda: letter().raw(), mail_from=f"x@{RELAY}"),
    "another customer of the same relay": Attack(
        lambda: letter(author=f"facturation@{CUSTOMER_OF_RELAY}").raw(),
        mail_from=f"x@{CUSTOMER_OF_RELAY}",
    ),
    "another address of a shared domain": Attack(
        lambda: letter(author=f"un.autre@{SHARED}").signed(SHARED)
    ),
    "a signature for somebody else's invoice": Attack(
        lambda: letter(invoice(buyer=CUSTOMER)).signed(),
        frozenset({"buyer_differs"}),
    ),
    "an appended part (l=)": Attack(_appended, NOT_THEM | {"seller_unproven"}),
    "changed after it was signed": Attack(_changed_after_signing),
    "a revoked key": Attack(lambda: letter().signed(selector="gone")),
    "ARC by a stranger": Attack(
        lambda: letter(
            more=(
                ("ARC-Seal", "i=1; a=rsa-sha256; cv=none; d=voleur.example; s=s1; b=AAAA"),
                ("ARC-Message-Signature", "i=1; a=rsa-sha256; d=voleur.example; s=s1; bh=A; b=A"),
                ("ARC-Authentication-Results", f"i=1; x; dmarc=pass header.from={SUPPLIER}"),
            )
        ).raw()
    ),
    "forwarded by an address that is not registered": Attack(
        lambda: forwarded(letter().signed(), STRANGE_FORWARDER),
        frozenset({"forwarder_unregistered"}),
    ),
    "the registered forwarder's name": Attack(
        lambda: forwarded(letter().signed(), f'"{FORWARDER}" <x@{THIEF}>', THIEF),
        frozenset({"forwarder_unregistered"}),
    ),
    "the registered forwarder's address, signed by nobody": Attack(
        lambda: forwarded(letter().signed(), domain=None), frozenset({"forwarder_unproven"})
    ),
    "the registered forwarder's address, signed by a thief": Attack(
        lambda: forwarded(letter().signed(), domain=THIEF), frozenset({"forwarder_unproven"})
    ),
    "forwarded, and changed after it was signed": Attack(
        lambda: forwarded(_changed_after_signing()), frozenset({"forwarded_changed"})
    ),
    "forwarded, with an appended part (l=)": Attack(
        lambda: forwarded(_appended()), frozenset({"forwarded_changed"})
    ),
    "forwarded, and signed by another domain": Attack(
        lambda: forwarded(letter().signed(THIEF)), frozenset({"forwarded_unproven"})
    ),
    "forwarded, and signed by nobody": Attack(
        lambda: forwarded(letter().raw()), frozenset({"forwarded_unproven"})
    ),
    "forwarded, and written by the forwarder": Attack(
        lambda: forwarded(letter(author=FORWARDER).signed("client.example"))
    ),
    "forwarded, somebody else's invoice": Attack(
        lambda: forwarded(letter(invoice(buyer=CUSTOMER)).signed()), frozenset({"buyer_differs"})
    ),
    "forwarded twice": Attack(
        lambda: forwarded(forwarded(letter().signed())), frozenset({"mail_forwarded"})
    ),
    "an invoice beside a forwarded mail": Attack(_beside, frozenset({"mail_forwarded"})),
    "quoted in the text": Attack(_quoted, frozenset({"mail_forwarded"})),
    "first contact": Attack(
        lambda: letter(invoice(STRANGER), author=f"x@{THIEF}").signed(THIEF),
        frozenset({"first_contact", "not_trusted"}),
    ),
    "an account swapped on the page": Attack(_swapped(page=True, xml=False), _IBAN),
    "an account swapped in the XML": Attack(_swapped(page=False, xml=True), _IBAN),
    "an account swapped in both": Attack(_swapped(page=True, xml=True), _IBAN),
    "an account in the text of the mail": Attack(
        lambda: letter(text=f"Nouveau compte : {NEW_IBAN}\n").signed(), _IBAN
    ),
    "a second account on the page": Attack(
        lambda: Letter(
            files={"facture.pdf": hybrid(invoice(), more=(f"Nouveau RIB : IBAN {NEW_IBAN}",))}
        ).signed(),
        _IBAN,
    ),
    "above the ceiling": Attack(
        lambda: letter(invoice(items=_DEAR)).signed(), frozenset({"above_ceiling"})
    ),
    "trust that has ended": Attack(
        lambda: letter(invoice(ROOF), author=f"facturation@{ROOFER}").signed(ROOFER),
        frozenset({"trust_expired"}),
    ),
    "another total in the XML": Attack(_differs(items=_DEAR), _CONTRADICTED),
    "another number in the XML": Attack(_differs(number="PC-2026-9999"), _CONTRADICTED),
    "a script in the PDF": Attack(_active, frozenset({"pdf_active_content"})),
}
"""By what they try."""
