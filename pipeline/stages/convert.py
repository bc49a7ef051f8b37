"""Make the Factur-X to hand on.

In: an invoice whose XML was found inside the original and is valid. Out: ``Next``. A received
Factur-X or ZUGFeRD is handed on byte for byte; nothing is derived from it.
Rules: design, law 3.
"""

from pipeline.stage import FACTURX, ORIGINAL, Next, Outcome, Tools, Work


def run(work: Work, tools: Tools) -> Outcome:
    """Keep the received hybrid file as the Factur-X."""
    return Next(work.document, files={FACTURX: work.files[ORIGINAL]})
