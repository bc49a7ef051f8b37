"""The stages over files, without a database."""

import os
import shutil
from pathlib import Path

from pipeline.mail.verdict import status_of
from pipeline.stage import RAW, MessageFacts, Next, Tools, Work
from pipeline.stages import unpack
from storage.domain.state import MessageStatus


def unpack_file(file: Path, folder: Path) -> tuple[MessageStatus, MessageFacts]:
    """Take a mail apart.

    Args:
        file: The raw message.
        folder: An empty folder, for its parts; it becomes the current directory meanwhile.

    Returns:
        How the message would end if every document in it could be read, and its parts; the
        reasons are in the facts.
    """
    shutil.copyfile(file, folder / RAW)
    before = Path.cwd()
    os.chdir(folder)
    try:
        outcome = unpack.run(Work(files={RAW: RAW}), Tools())
    finally:
        os.chdir(before)
    if not isinstance(outcome, Next) or not isinstance(outcome.facts, MessageFacts):
        raise TypeError("unpack answers facts of a message")
    status, reasons = status_of(outcome.facts)
    return status, MessageFacts(outcome.facts.header, outcome.facts.parts, reasons)
