"""Make a part what later stages can trust.

In: one part that is a document. Out: the same part. A PDF, the only kind that is read so far,
needs nothing; other kinds pass as they are, and `extract` holds them with its reason.
"""

from pipeline.stage import Next, Outcome, Tools, Work


def run(work: Work, tools: Tools) -> Outcome:
    """Pass the part on."""
    assert work.part is not None, "normalise works on a part"  # noqa: S101
    return Next(work.part)
