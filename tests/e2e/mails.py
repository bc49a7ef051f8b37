"""Mails as suppliers' programs write them, with the samples attached."""

import io
import json
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pikepdf

SAMPLES = Path(__file__).parents[1] / "samples"
SUPPLIER = "facturation@fournisseur.example"
_TYPES = {
    ".jpg": ("image", "jpeg"),
    ".png": ("image", "png"),
    ".xml": ("application", "xml"),
}


def sample(name: str) -> bytes:
    """Return a sample file."""
    return (SAMPLES / name).read_bytes()


def truth(name: str) -> dict[str, Any]:
    """Return what the XML of a sample says."""
    values: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text())
    return values


def variant(pdf: bytes, mark: str) -> bytes:
    """Return the same invoice in other bytes: a comment after the end of the file."""
    return pdf + f"\n% {mark}\n".encode()


def pages_of(*names: str) -> bytes:
    """Return a PDF of the pages of samples, without what is attached to them."""
    made = io.BytesIO()
    with pikepdf.new() as joined:
        for name in names:
            with pikepdf.open(SAMPLES / f"{name}.pdf") as pdf:
                joined.pages.extend(pdf.pages)
        joined.save(made, deterministic_id=True)
    return made.getvalue()


def halves(name: str) -> list[bytes]:
    """Return the upper and the lower half of a page, each as a file of its own."""
    made = []
    for half in range(2):
        with pikepdf.open(SAMPLES / f"{name}.pdf") as pdf:
            left, bottom, right, top = map(float, pdf.pages[0].mediabox)
            middle = (bottom + top) / 2
            edges = (middle, top) if half == 0 else (bottom, middle)
            pdf.pages[0].mediabox = pikepdf.Array([left, edges[0], right, edges[1]])
            target = io.BytesIO()
            pdf.save(target)
        made.append(target.getvalue())
    return made


def mail(
    to: str, *attachments: tuple[str, bytes], subject: str = "Facture", logo: bytes | None = None
) -> bytes:
    """Return a mail with CRLF line ends.

    Args:
        to: The To header.
        attachments: File names and contents; pictures and XML are sent as their names say, all else
            as PDF.
        subject: The Subject header; make it differ where mails should differ.
        logo: A picture that the HTML text shows.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = SUPPLIER
    message["To"] = to
    message["Subject"] = subject
    message.set_content("Bonjour,\n\nvoici notre facture.\n")
    if logo is not None:
        message.add_alternative('<p>Bonjour <img src="cid:logo@f"></p>', subtype="html")
        html = message.get_payload()[1]  # type: ignore[index]
        html.add_related(logo, "image", "png", cid="<logo@f>")  # type: ignore[union-attr]
    for name, content in attachments:
        maintype, subtype = _TYPES.get(Path(name).suffix, ("application", "pdf"))
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return message.as_bytes()
