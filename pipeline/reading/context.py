"""What is known of a document besides its pages, from a stage's work."""

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
    """Return the words of the document's pages; empty where they were not read."""
    return load_words(Path(work.files[WORDS])) if WORDS in work.files else ()
