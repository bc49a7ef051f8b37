"""Words printed on invoices in six languages, with synonyms.

In: ``wording.txt``, ``dialects.txt`` with what some trades and countries say instead, and
``composed.txt`` with all that composed layouts may say. Out: by language or dialect, and by key,
the synonyms, of which a document takes one.
"""

from pathlib import Path


def _parse(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    lang = ""
    for entry in filter(None, text.splitlines()):
        if entry.startswith("["):
            lang = entry.strip("[]")
            found[lang] = {}
        else:
            key, _, words = entry.partition(": ")
            found[lang][key] = tuple(words.split("|"))
    return found


_HERE = Path(__file__).parent
WORDING = _parse((_HERE / "wording.txt").read_text(encoding="utf-8"))
for _file in ("dialects.txt", "composed.txt"):
    for _dialect, _words in _parse((_HERE / _file).read_text(encoding="utf-8")).items():
        WORDING[_dialect] = WORDING[_dialect.partition(".")[0]] | _words
