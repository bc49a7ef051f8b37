"""Mails that a client forwards, made as the common mail programs make them.

Each forwards the same mail of a supplier, with its invoice: quoted in the text, in French and in
English, or attached whole.
"""

from dataclasses import dataclass

from tests.pipeline.mail.mails import Attached, mail, multipart, part, pdf, plain, text

CLIENT = "patron@client.example"
SUPPLIER = "compta@acme.example"
NAME = "Compta ACME"
SUBJECT = "Facture F-2026-0042"
ORIGINAL = mail(multipart(text(), pdf(), boundary="inner"))


@dataclass(frozen=True)
class Forward:
    """A forwarded mail.

    Attributes:
        raw: The message, with LF.
        quoted: Whether it is quoted in the text.
    """

    raw: bytes
    quoted: bool = True


def _sent(subject: str, content: Attached, agent: str) -> bytes:
    """Return the client's mail around a content."""
    head, _, body = mail(content, f"User-Agent: {agent}").partition(b"\n\n")
    head = head.replace(f"{NAME} <{SUPPLIER}>".encode(), f"Le patron <{CLIENT}>".encode())
    return head.replace(SUBJECT.encode(), subject.encode()) + b"\n\n" + body


def _both(plain_text: str, html: str) -> Attached:
    """Return text and HTML of one content, with the invoice."""
    return multipart(
        multipart(text(plain_text), _html(html), kind="alternative", boundary="a"), pdf()
    )


def _html(html: str) -> Attached:
    return part(
        f"<html><body>{html}</body></html>".encode(), "Content-Type: text/html; charset=utf-8"
    )


def _attached(declared: str, *fields: str) -> Attached:
    return multipart(text("À classer."), plain(ORIGINAL, f"Content-Type: {declared}", *fields))


GMAIL = """À payer, merci.

---------- Forwarded message ---------
{0}: Compta ACME <compta@acme.example>
Date: lun. 2 nov. 2026 à 09:12
Subject: Facture F-2026-0042
To: <patron@client.example>


Bonjour, veuillez trouver ci-joint notre facture.
"""
OUTLOOK = """Pour le dossier.

De : Compta ACME <compta@acme.example>\x20
Envoyé : lundi 2 novembre 2026 09:12
À : Le patron <patron@client.example>; Une collègue <a@client.example>
Cc : b@client.example
Objet : Facture F-2026-0042

Bonjour, veuillez trouver ci-joint notre facture.
"""
OUTLOOK_OLD = """-----Original Message-----
From: Compta ACME [mailto:compta@acme.example]
Sent: Monday, November 2, 2026 9:12 AM
To: Le patron
Subject: Facture F-2026-0042

Bonjour
"""
OUTLOOK_HTML = """<style>p{{color:red}}</style><p>Pour le dossier.</p>
<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>{0}</b> Compta
 ACME &lt;compta@acme.example&gt; <br><b>{1}</b> lundi 2 novembre 2026 09:12<br><b>{2}</b>
 Le patron &lt;patron@client.example&gt;<br><b>{3}</b> Facture F-2026-0042</p></div><p>Salut</p>"""
OUTLOOK_NEW = """<div class="elementToProof">Pour le dossier.</div><div id="appendonsend"></div>
<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">
<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000"><b>De&nbsp;:</b> Compta ACME
&lt;compta@acme.example&gt;<br><b>Envoyé&nbsp;:</b> lundi 2 novembre 2026 09:12<br><b>À&nbsp;:</b>
Le patron &lt;patron@client.example&gt;<br><b>Objet&nbsp;:</b> Facture F-2026-0042</font>
<div>&nbsp;</div></div><div>Bonjour</div>"""
APPLE = """À payer.

> {0}
>\x20
> {1}: Compta ACME <compta@acme.example>
> {2}: Facture F-2026-0042
> Date: 2 novembre 2026 à 09:12:44 UTC+1
> {3}: Le patron <patron@client.example>
>\x20
> Bonjour
"""
THUNDERBIRD = """À payer.


-------- {0} --------
{1}Facture F-2026-0042
{2}Mon, 2 Nov 2026 09:12:44 +0100
{3}Compta ACME <compta@acme.example>
{4}Le patron <patron@client.example>


Bonjour
"""
THUNDERBIRD_HTML = """<p>À payer.</p><div class="moz-forward-container">-------- {0} --------
<table class="moz-email-headers-table"><tbody>
<tr><th align="RIGHT">{1}</th><td>Facture F-2026-0042</td></tr>
<tr><th>{2}</th><td>Mon, 2 Nov 2026 09:12:44 +0100</td></tr>
<tr><th>{3}</th><td>Compta ACME <a href="mailto:x">&lt;compta@acme.example&gt;</a></td></tr>
<tr><th>{4}</th><td>Le patron <a>&lt;patron@client.example&gt;</a></td></tr></tbody></table>
Bonjour</div>"""
YAHOO = """À payer.

   ----- {0} ----- {1}: Compta ACME <compta@acme.example>{2}: "patron@client.example"\
 <patron@client.example>{3}: lundi 2 novembre 2026, 09:12:44 UTC+1{4}: Facture F-2026-0042
 Bonjour
"""
OUTLOOK_MAC = """À payer.

{0} « Compta ACME » <compta@acme.example> {1}:

    Bonjour, veuillez trouver ci-joint notre facture.
"""

_FRENCH_TABLE = ("Message transféré", "Sujet : ", "Date : ", "De : ", "Pour : ")
_ENGLISH_TABLE = ("Forwarded Message", "Subject: \t", "Date: \t", "From: \t", "To: \t")

FORWARDS: dict[str, Forward] = {
    "Gmail, French": Forward(
        _sent("Fwd: Facture F-2026-0042", _both(GMAIL.format("De "), "<p>À payer</p>"), "Gmail")
    ),
    "Gmail, English": Forward(
        _sent("Fwd: Facture F-2026-0042", _both(GMAIL.format("From"), "<p>x</p>"), "Gmail")
    ),
    "Gmail, attached": Forward(
        _sent(
            "Facture de novembre",
            _attached(
                "message/rfc822; name=f.eml", "Content-Disposition: attachment; filename=f.eml"
            ),
            "Gmail",
        ),
        quoted=False,
    ),
    "Outlook, French": Forward(
        _sent("TR : Facture F-2026-0042", _both(OUTLOOK, "<p>x</p>"), "Outlook 16")
    ),
    "Outlook, English, old": Forward(
        _sent("FW: Facture F-2026-0042", multipart(text(OUTLOOK_OLD), pdf()), "Outlook 12")
    ),
    "Outlook, attached": Forward(
        _sent("TR : Facture F-2026-0042", _attached("message/rfc822"), "Outlook 16"), quoted=False
    ),
    "Outlook web, French": Forward(
        _sent(
            "TR: Facture F-2026-0042",
            multipart(_html(OUTLOOK_HTML.format("De :", "Envoyé :", "À :", "Objet :")), pdf()),
            "Outlook web",
        )
    ),
    "Outlook web, new": Forward(
        _sent(
            "TR: Facture F-2026-0042",
            multipart(_html(OUTLOOK_NEW), pdf()),
            "Outlook web",
        )
    ),
    "Outlook web, English": Forward(
        _sent(
            "Fw: Facture F-2026-0042",
            multipart(_html(OUTLOOK_HTML.format("From:", "Sent:", "To:", "Subject:")), pdf()),
            "Outlook web",
        )
    ),
    "Outlook web, attached": Forward(
        _sent(
            "Facture",
            _attached(
                "application/octet-stream; name=Facture.eml",
                "Content-Disposition: attachment; filename=Facture.eml",
            ),
            "Outlook web",
        ),
        quoted=False,
    ),
    "Apple Mail, French": Forward(
        _sent(
            "Fwd: Facture F-2026-0042",
            _both(APPLE.format("Début du message réexpédié :", "De", "Objet", "À"), "<p>x</p>"),
            "Apple Mail",
        )
    ),
    "Apple Mail, English": Forward(
        _sent(
            "Fwd: Facture F-2026-0042",
            _both(APPLE.format("Begin forwarded message:", "From", "Subject", "To"), "<p>x</p>"),
            "Apple Mail",
        )
    ),
    "Apple Mail, the file among the HTML": Forward(
        _sent(
            "Fwd: Facture F-2026-0042",
            multipart(
                text(APPLE.format("Début du message réexpédié :", "De", "Objet", "À")),
                multipart(_html("<p>À payer.</p>"), pdf(), _html("<br>"), boundary="m"),
                kind="alternative",
                boundary="a",
            ),
            "Apple Mail",
        )
    ),
    "Apple Mail, attached": Forward(
        _sent("Fwd: Facture", _attached("message/rfc822; name=Facture.eml"), "Apple Mail"),
        quoted=False,
    ),
    "Thunderbird, French": Forward(
        _sent(
            "Fwd: Facture F-2026-0042",
            multipart(text(THUNDERBIRD.format(*_FRENCH_TABLE)), pdf()),
            "Thunderbird",
        )
    ),
    "Thunderbird, English": Forward(
        _sent(
            "Fwd: Facture F-2026-0042",
            multipart(_html(THUNDERBIRD_HTML.format(*_ENGLISH_TABLE)), pdf()),
            "Thunderbird",
        )
    ),
    "Thunderbird, attached": Forward(
        _sent(
            "Fwd: Facture", _attached("message/rfc822; charset=UTF-8; name=f.eml"), "Thunderbird"
        ),
        quoted=False,
    ),
    "Outlook for Mac, French": Forward(
        _sent(
            "TR : Facture F-2026-0042",
            _both(OUTLOOK_MAC.format("Le 02/11/2026 09:12,", "a écrit "), "<p>x</p>"),
            "Outlook 16 for Mac",
        )
    ),
    "Outlook for Mac, German": Forward(
        _sent(
            "WG: Facture F-2026-0042",
            _both(OUTLOOK_MAC.format("Am 02.11.2026, 09:12 schrieb", ""), "<p>x</p>"),
            "Outlook 16 for Mac",
        )
    ),
    "Yahoo, French": Forward(
        _sent(
            "Tr : Facture F-2026-0042",
            _both(YAHOO.format("Message transmis", "De ", "À ", "Envoyé ", "Objet "), "<p>x</p>"),
            "Yahoo",
        )
    ),
    "Yahoo, Italian": Forward(
        _sent(
            "I: Facture F-2026-0042",
            _both(YAHOO.format("Messaggio inoltrato", "Da", "A", "Inviato", "Oggetto"), "<p>x</p>"),
            "Yahoo",
        )
    ),
    "Yahoo, attached": Forward(
        _sent("Facture", _attached("message/rfc822", "Content-Disposition: attachment"), "Yahoo"),
        quoted=False,
    ),
}
