"""The body of an upload, raw or ``multipart/form-data`` (RFC 7578), to a file on disk.

In: a request whose caller is known already. Out: the bytes of the one file in it and its name.
Nothing is kept in memory but one chunk; a file that is too large ends the request early.
"""

from collections.abc import Callable, Mapping
from typing import BinaryIO

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from api.problems import TooLargeError
from storage.domain.errors import InputError

_BUFFER = 1 << 20
OVERHEAD = 64 * 1024
"""Bytes that a multipart body may have beside its file."""


class _Sink:
    """Writes a file in large pieces, each in a worker thread, and counts."""

    def __init__(self, target: BinaryIO, most: int) -> None:
        self._target = target
        self._most = most
        self._buffer = bytearray()
        self._size = 0

    def take(self, data: bytes) -> None:
        """Take bytes, to be written at the next `flush`."""
        self._size += len(data)
        if self._size > self._most:
            raise TooLargeError(f"A file may have {self._most} bytes at most.")
        self._buffer += data

    async def flush(self, *, end: bool = False) -> None:
        """Write what was taken, once that is worth it, or at the end."""
        if len(self._buffer) < _BUFFER and not end:
            return
        await run_in_threadpool(self._target.write, bytes(self._buffer))
        self._buffer.clear()
        if end and not self._size:
            raise InputError("The file is empty.", code="empty-file")


class _Form:
    """The parts of a form: keeps the one named ``file``, passes over fields of other names."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take = take
        self._header = [bytearray(), bytearray()]
        self._disposition = b""
        self._is_file = False
        self.files = 0
        self.name: str | None = None
        self.has_ended = False

    def parser(self, boundary: bytes) -> MultipartParser:
        """Return a parser that fills this form."""
        return MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, a, z: self._header[0].extend(data[a:z]),
                "on_header_value": lambda data, a, z: self._header[1].extend(data[a:z]),
                "on_header_end": self._end_header,
                "on_headers_finished": self._end_headers,
                "on_part_data": self._data,
                "on_end": self._end,
            },
        )

    def _begin(self) -> None:
        self._disposition = b""

    def _end_header(self) -> None:
        name, value = self._header
        if name.lower() == b"content-disposition":
            self._disposition = bytes(value)
        self._header = [bytearray(), bytearray()]

    def _end_headers(self) -> None:
        _, options = parse_options_header(self._disposition)
        self._is_file = options.get(b"name") == b"file"
        if self._is_file:
            self.files += 1
            self.name = _name(options)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file and self.files == 1:
            self._take(data[start:end])

    def _end(self) -> None:
        self.has_ended = True


async def receive_file(request: Request, target: BinaryIO, most: int) -> str | None:
    """Write the one file of a request's body to ``target``.

    Args:
        request: Its body is read from here on.
        target: Open for writing.
        most: Most bytes of the file.

    Returns:
        The file's name as the client gave it; None if it gave none.

    Raises:
        TooLargeError: The file has more than ``most`` bytes.
        InputError: The body has no file or several, is empty or malformed, or ended early.
    """
    sink = _Sink(target, most)
    kind, options = parse_options_header(request.headers.get("content-type"))
    try:
        if kind == b"multipart/form-data":
            return await _receive_form(request, sink, _boundary(options))
        async for chunk in request.stream():
            sink.take(chunk)
            await sink.flush()
    except ClientDisconnect as error:
        raise InputError("The body ended early.", code="incomplete-body") from error
    await sink.flush(end=True)
    return _name(parse_options_header(request.headers.get("content-disposition"))[1])


async def _receive_form(request: Request, sink: _Sink, boundary: bytes) -> str | None:
    form = _Form(sink.take)
    try:
        parser = form.parser(boundary)
        async for chunk in request.stream():
            parser.write(chunk)
            await sink.flush()
    except FormParserError as error:
        raise InputError("The form is malformed.", code="malformed-form") from error
    if not form.has_ended:
        raise InputError("The form ended early.", code="malformed-form")
    if form.files != 1:
        # To keep the first of several would lose the others without a word.
        raise InputError("The form needs one file, in the field `file`.", code="one-file-needed")
    await sink.flush(end=True)
    return form.name


def _boundary(options: Mapping[bytes, bytes]) -> bytes:
    boundary = options.get(b"boundary")
    if not boundary:
        raise InputError("The form's content type names no boundary.", code="malformed-form")
    return boundary


def _name(options: Mapping[bytes, bytes]) -> str | None:
    return options.get(b"filename", b"").decode("utf-8", errors="replace") or None
