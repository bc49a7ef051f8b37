"""What is known of a document besides its pages, from a stage's work."""

from dataclasses import replace
from pathlib import Path

from pipeline.reading.fields import Context
from pipeline.reading.words import Page, load_words
from pipeline.stage import WORDS, Work


def context_of(work: Work) -> Context:
    """Return whose document it is and what came with it."""
    return Context(
        direction=work.direction,
        own_siren=work.own_siren,
        own_name=work.own_name,
        subject=work.subject,
        file_name=work.file_name,
    )


def words_of(work: Work) -> tuple[Page, ...]:
    """Return the words of the document's pages, counted from 1; empty where they were not read."""
    pages = words_in_original(work)
    return tuple(replace(page, number=at) for at, page in enumerate(pages, start=1))


def words_in_original(work: Work) -> tuple[Page, ...]:
    """Return the same, counted as in the original, of which they may be some pages only."""
    if WORDS not in work.files:
        return ()
    return load_words(Path(work.files[WORDS]))[work.first_page - 1 : work.last_page]
