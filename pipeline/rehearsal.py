"""An invoice of our own, worked on before the first fork: what is done once is done for all.

In: nothing. Out: this process with patterns compiled, modules imported, fonts found and libraries
settled, which each child would else do for itself. Nothing of a stranger's is looked at here.
"""

import tempfile
from contextlib import chdir
from pathlib import Path

from pikepdf import Dictionary, Name, Pdf

from pipeline.course import document_outcome, documents
from pipeline.mail import magic
from pipeline.stage import Hold, Next, Work
from storage.domain.part import Part, PartOutcome

_FILE = "invoice.pdf"
_WIDTH, _HEIGHT = 595, 842
"""Of A4, in points."""
_SIZE = 10
"""Of the print, in points."""
_PRINT = (
    (40, 780, "ACME SARL"),
    (40, 766, "12 rue des Lilas"),
    (40, 752, "75011 Paris"),
    (40, 738, "SIREN 123 456 782"),
    (40, 724, "TVA FR11123456782"),
    (340, 724, "Client : BETA SAS"),
    (340, 710, "3 avenue Foch"),
    (340, 696, "69006 Lyon"),
    (340, 682, "SIREN 111 222 337"),
    (40, 660, "Facture n° F-2026-0017"),
    (40, 646, "Date de facture : 12/03/2026"),
    (40, 632, "Échéance : 11/04/2026"),
    (40, 590, "Désignation"),
    (300, 590, "Quantité"),
    (370, 590, "Prix unitaire HT"),
    (490, 590, "Montant HT"),
    (40, 574, "Papier A4, ramettes"),
    (300, 574, "10"),
    (370, 574, "4,50"),
    (490, 574, "45,00"),
    (40, 560, "Classeurs à levier"),
    (300, 560, "5"),
    (370, 560, "11,00"),
    (490, 560, "55,00"),
    (370, 520, "Total HT"),
    (490, 520, "100,00 €"),
    (370, 506, "TVA 20 %"),
    (490, 506, "20,00 €"),
    (370, 492, "Total TTC"),
    (490, 492, "120,00 €"),
    (370, 478, "Net à payer"),
    (490, 478, "120,00 €"),
    (40, 440, "IBAN : FR76 3000 6000 0112 3456 7890 189"),
    (40, 426, "Pas d'escompte pour paiement anticipé. Pénalités de retard : 10 %."),
    (40, 412, "Indemnité forfaitaire pour frais de recouvrement : 40 euros."),
)
"""Where text begins on the page, in points from its lower left corner, and what it says."""


def rehearse(*, derive: bool) -> list[Hold | Next]:
    """Run the stages that a file passes over an invoice, in a folder that is removed.

    Args:
        derive: Whether to make a Factur-X of it, too.

    Returns:
        What became of its one document.
    """
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        _make_invoice(Path(_FILE))
        size = Path(_FILE).stat().st_size
        part = Part("1", _FILE, magic.PDF, size, _FILE, PartOutcome.DOCUMENT)
        return [document_outcome(work, derive=derive) for work in documents(Work(), part)]


def _make_invoice(file: Path) -> None:
    shown = "\n".join(
        f"BT /F1 {_SIZE} Tf {x} {y} Td <{_coded(text)}> Tj ET" for x, y, text in _PRINT
    )
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(_WIDTH, _HEIGHT))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(shown.encode())
        pdf.save(file)


def _coded(text: str) -> str:
    return text.encode("cp1252").hex()
