"""How commands answer: text for people, one JSON object per line for programs."""

import json
import sys
from typing import Annotated, Any

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


def answer(data: dict[str, Any], text: str, *, as_json: bool) -> None:
    """Print one answer to standard output, at once: the next one may take long.

    Args:
        data: For programs.
        text: For people, without the final newline.
        as_json: Which of the two.
    """
    line = json.dumps(data, ensure_ascii=False) if as_json else text
    # A name of a file need not be UTF-8; what stands for its bytes is written as JSON escapes.
    sys.stdout.write(line.encode(errors="backslashreplace").decode() + "\n")
    sys.stdout.flush()


def new_app() -> typer.Typer:
    """Return an app whose errors are plain and whose completion is off."""
    return typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
