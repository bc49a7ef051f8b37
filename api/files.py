"""Stored bytes as answers: entity tags, ranges, safe names (RFC 9110 §8.8.3, §13, §14; RFC 6266).

Files come from strangers. A browser SHALL neither show nor guess one: it is an attachment, its
type is not sniffed, and were it opened all the same it could do nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from api.problems import Responses, declare, problem
from storage.blobs import BlobStore
from storage.domain.errors import NotFoundError

_CHUNK = 1 << 18
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,80}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}")
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.IGNORECASE)
_LONGEST_NAME = 120
BINARY = "application/octet-stream"


@dataclass(frozen=True)
class StoredFile:
    """A blob to be handed out.

    Attributes:
        firm_id: Whose it is.
        sha256: Its name in the store.
        name: To save it under; may come from a stranger.
        media_type: Of the answer; may come from a stranger.
    """

    firm_id: str
    sha256: str
    name: str
    media_type: str = BINARY


def declare_bytes(*statuses: int) -> Responses:
    """Return the answers of a route that hands out bytes, for its description.

    Args:
        statuses: Of problems beside those of every such route.
    """
    content = {BINARY: {"schema": {"type": "string", "format": "binary"}}}
    return {
        200: {"description": "The bytes, with their own media type.", "content": content},
        206: {"description": "The range that was asked for.", "content": content},
        304: {"description": "The caller has these bytes already."},
        **declare(404, 416, *statuses),
    }


def send_file(request: Request, blobs: BlobStore, file: StoredFile) -> Response:
    """Answer with a blob, a range of it, or 304 where the caller has it already.

    Several ranges at once are not served: the whole file is, as RFC 9110 §14.2 allows.
    """
    etag = f'"sha256-{file.sha256}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if _has(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    path = _path(blobs, file)
    size = path.stat().st_size
    span = _span(request, etag, size)
    if span is None:
        response = problem(request, 416, "range-not-satisfiable", "The range is not in the file.")
        response.headers["Content-Range"] = f"bytes */{size}"
        return response
    start, end = span
    headers |= {
        "Accept-Ranges": "bytes",
        "Content-Length": str(end - start),
        "Content-Disposition": content_disposition(file.name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        # Set here, since the framework would add a charset to a text that we do not know.
        "Content-Type": file.media_type if _MEDIA_TYPE.fullmatch(file.media_type) else BINARY,
    }
    status = 200
    if (start, end) != (0, size):
        status = 206
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    return StreamingResponse(_read(path, start, end), status, headers=headers)


def content_disposition(name: str) -> str:
    """Return the header that makes a browser save a file under a name."""
    safe = safe_name(name)
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", safe)
    if plain == safe:
        return f'attachment; filename="{plain}"'
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"


def safe_name(name: str) -> str:
    """Return a file name without folders, control and format characters; never empty.

    Format characters turn the direction of writing, so that ``exe`` reads as ``pdf``.
    """
    base = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in base if unicodedata.category(c)[0] != "C")
    stem, dot, extension = shown.strip(" .").rpartition(".")
    if not dot or len(extension) > 10:
        return shown.strip(" .")[:_LONGEST_NAME] or "file"
    return f"{stem[: _LONGEST_NAME - len(extension) - 1]}.{extension}"


def _path(blobs: BlobStore, file: StoredFile) -> Path:
    try:
        return blobs.path(file.firm_id, file.sha256)
    except NotFoundError as error:
        # A row names it, so that this is a loss and no mistake of the caller.
        raise RuntimeError(f"The blob {file.sha256} of {file.firm_id} is gone.") from error


def _has(header: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return etag in tags or "*" in tags


def _span(request: Request, etag: str, size: int) -> tuple[int, int] | None:
    """Return first and one past the last byte to send; None where the range is outside."""
    whole = (0, size)
    if request.headers.get("if-range", etag) != etag:
        return whole
    asked = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if asked is None or asked[0].endswith("=-"):
        return whole
    first, last = asked[1], asked[2]
    if not first:
        length = min(int(last), size)
        return (size - length, size) if length else None
    if last and int(last) < int(first):
        return whole
    if int(first) >= size:
        return None
    return int(first), min(int(last) + 1, size) if last else size


def _read(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as source:
        source.seek(start)
        left = end - start
        while left and (chunk := source.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
