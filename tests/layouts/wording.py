"""Words printed on invoices in six languages, with synonyms.

In: ``wording.txt``. Out: by language and key the synonyms, of which a document takes one.
"""

from pathlib import Path


def _parse(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    lang = ""
    for entry in text.splitlines():
        if entry.startswith("["):
            lang = entry.strip("[]")
            found[lang] = {}
        else:
            key, _, words = entry.partition(": ")
            found[lang][key] = tuple(words.split("|"))
    return found


WORDING = _parse(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8"))
