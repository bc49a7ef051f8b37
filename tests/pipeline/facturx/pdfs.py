"""PDF files with embedded files, honest and hostile, built object by object."""

import io
import zlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.samples.make_samples import make_page


def new_pdf() -> Pdf:
    """Return an open PDF of one page without anything embedded."""
    return pikepdf.open(io.BytesIO(make_page(["FACTURE"])))


def flate(pdf: Pdf, content: bytes) -> Object:
    """Return a compressed stream."""
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(content), filter=Name.FlateDecode)
    return stream


def file_spec(name: str, stream: Object, other: Object | None = None) -> Object:
    """Return a file specification; ``other`` is what its /UF entry points to."""
    files = Dictionary(F=stream, UF=stream if other is None else other)
    return Dictionary(Type=Name.Filespec, F=String(name), UF=String(name), EF=files)


def name_tree(pairs: Sequence[tuple[str, Object]]) -> Object:
    """Return the /Names dictionary of a catalog."""
    flat = [item for key, spec in pairs for item in (String(key), spec)]
    return Dictionary(EmbeddedFiles=Dictionary(Names=Array(flat)))
