"""Find the words of a part's pages, and make pictures of the pages for a person to look at.

In: one normalised part. Out: the same part, or with the problem that no page has a word; the words
of all pages, and two pictures of each page. No later stage reads a page again. The view of bare
XML gets pictures only: its words are no witness of what the XML says.
"""

from dataclasses import replace
from pathlib import Path

from pipeline.mail import magic
from pipeline.reading.context import context_of
from pipeline.reading.ladder import read_closely
from pipeline.reading.pages import WIDTHS, Kept, read_pages, read_pictures
from pipeline.reading.picture_check import differing_pages
from pipeline.reading.words import Page, save_words
from pipeline.stage import PART, PDF, WORDS, Next, Outcome, Tools, Work
from storage.domain.part import Part
from storage.domain.reason import Reason

WORDS_FILE = "words.json"
"""Name of the file that this stage writes: the words of all pages."""


def run(work: Work, tools: Tools) -> Outcome:
    """Read every page, doubtful ones twice, and see whether text layers match the pictures.

    Nobody looks at the pictures of a mere file.
    """
    part = work.part
    assert part is not None, "read works on a part"  # noqa: S101
    pdf = _pdf_of(part, work)
    if pdf is None:
        return Next(part)
    folder = None if work.channel == "file" else Path()
    if part.media_type == magic.XML:
        return Next(part, _pictures(read_pages(pdf, folder)) if folder else {})
    kept: Kept = {}
    pages = read_pages(pdf, folder, kept)
    if differing := differing_pages(pdf, pages, context_of(work)):
        pages = read_pictures(pdf, pages, differing)
    pages = read_closely(pdf, pages, context_of(work), kept)
    save_words(pages, Path(WORDS_FILE))
    files = {WORDS: WORDS_FILE}
    if folder is not None:
        files |= _pictures(pages)
    if not any(page.words for page in pages):
        part = replace(part, problem=Reason.NO_TEXT)
    return Next(part, files)


def _pictures(pages: tuple[Page, ...]) -> dict[str, str]:
    names = [f"{name}-{page.number}" for page in pages for name in WIDTHS]
    return {name: f"{name}.webp" for name in names}


def _pdf_of(part: Part, work: Work) -> Path | None:
    if part.problem is not None:
        return None
    if PDF in work.files:
        return Path(work.files[PDF])
    return Path(work.files[PART]) if part.media_type == magic.PDF else None
