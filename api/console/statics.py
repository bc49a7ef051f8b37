"""The style sheet and the icon, under an address that names their content, kept for good."""

import hashlib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("static")


@cache
def static_files() -> dict[str, tuple[str, bytes]]:
    """Return hash and content of each file by name."""
    contents = {path.name: path.read_bytes() for path in _FOLDER.iterdir()}
    return {
        name: (hashlib.sha256(content).hexdigest()[:16], content)
        for name, content in contents.items()
    }


def static_url(name: str) -> str:
    """Return the address of a static file."""
    return f"/static/{static_files()[name][0]}/{name}"
