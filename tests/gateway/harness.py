"""A real gateway on a free loopback port over a real database, and raw SMTP clients for it."""

import asyncio
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import uvloop

from gateway.caps import Caps
from gateway.directory import Directory
from gateway.incoming import Store
from gateway.mailboxes import Mailbox, Mailboxes
from gateway.processes import listen
from gateway.server import Server
from gateway.session import Hooks
from gateway.spool import Entry, Spool
from storage.actions.add_dossier import NewDossier, add_dossier
from storage.actions.add_firm import add_firm
from storage.clock import utc_now
from storage.database import Database, sqlite_url
from storage.domain.errors import TransientError
from storage.domain.mailbox import Direction
from storage.migrate import migrate

DOMAIN = "example.org"
PURCHASE_HOST = "mg.example.org"
SALE_HOST = "out.mg.example.org"
PURCHASES = f"SIREN123456782@{PURCHASE_HOST}"
SALES = f"SIREN123456782@{SALE_HOST}"
OTHER_PURCHASES = f"SIREN732829320@{PURCHASE_HOST}"
UNKNOWN = f"SIREN552100554@{PURCHASE_HOST}"
SENDER = "facturation@fournisseur.example"
MAX_SIZE = 200_000
PATIENCE = 10.0


def wait_until(is_done: Callable[[], bool], seconds: float = 4 * PATIENCE) -> None:
    """Wait until something has happened in another thread or process.

    Raises:
        AssertionError: It did not happen for a long time.
    """
    end = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


def make_database(home: Path) -> Database:
    """Make a database in its newest form, with nothing in it."""
    home.mkdir(parents=True, exist_ok=True)
    database = Database(sqlite_url(home), pool_size=4)
    migrate(database)
    return database


def make_dossier(database: Database, siren: str) -> dict[Direction, str]:
    """Make a firm with one dossier and return the dossier's addresses."""
    with database.write() as session:
        firm = add_firm(session, "Cabinet Martin", utc_now())
        wanted = NewDossier(firm_id=firm.id, name="Boulangerie", siren=siren)
        return add_dossier(session, wanted, DOMAIN, utc_now())[1]


class AwayDatabase(Database):
    """A database that cannot be reached."""

    def __init__(self) -> None:
        """Connect to nothing."""

    def answer(self) -> Any:
        """Do not."""
        raise TransientError("The database did not answer.")

    @contextmanager
    def read(self) -> Iterator[Any]:
        yield self.answer()

    @contextmanager
    def write(self) -> Iterator[Any]:
        yield self.answer()


class HangingDatabase(AwayDatabase):
    """A database that takes a question and never answers, until `release`."""

    def __init__(self) -> None:
        """Connect to nothing."""
        super().__init__()
        self.questions = 0
        self._released = threading.Event()

    def answer(self) -> Any:
        """Wait for long, then do not."""
        self.questions += 1
        self._released.wait(PATIENCE)
        return super().answer()

    def release(self) -> None:
        self._released.set()


class Gateway:
    """A server in a thread of its own, without the process around it.

    Args:
        home: Data directory.
        database: What it asks for mailboxes.
        options: For `Server`, ``reserve`` for `Spool`, ``host`` to listen at, and ``keeps_fresh``
            to refresh the map of mailboxes as the program does.
    """

    def __init__(self, home: Path, database: Database, **options: Any) -> None:
        self.spool = Spool(home / "spool", reserve=options.pop("reserve", 0))
        self.snapshot = home / "mailboxes.json"
        self.port = 0
        self._database = database
        self._host = options.pop("host", "127.0.0.1")
        self._keeps_fresh = options.pop("keeps_fresh", False)
        self._caps = options.pop("caps", None) or Caps()
        self._max_size = options.pop("max_message_size", MAX_SIZE)
        self._options: dict[str, Any] = {"hostname": "mx.example.org"} | options
        self._loop = uvloop.new_event_loop()
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="gateway")
        self.server: Server
        self.store: Store
        self.directory: Directory
        self.mailboxes: Mailboxes

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(PATIENCE)
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End as the program does."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def refresh(self) -> None:
        """Read the map of mailboxes anew, as happens every 30 seconds."""
        asyncio.run_coroutine_threadsafe(self._refresh(), self._loop).result(PATIENCE)

    async def _refresh(self) -> None:
        await self.directory.refresh()
        self.mailboxes.load()

    async def _ask(self, key: str) -> Mailbox | None:
        return await self.directory.ask(key)

    def entries(self) -> list[Entry]:
        """Return what is in the spool."""
        return list(self.spool.iterate())

    def content(self) -> bytes:
        """Return the bytes of the only message in the spool."""
        [entry] = self.entries()
        with entry.open() as source:
            return source.read()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        hosts = {PURCHASE_HOST, SALE_HOST}
        self.directory = Directory(self._database, self.snapshot)
        self.mailboxes = Mailboxes(self._ask, self.snapshot, hosts=hosts)
        self.mailboxes.load()
        self.store = Store(self.spool)
        hooks = Hooks(self.mailboxes, self.store, self._max_size, self._caps)
        self.server = Server(hooks, **self._options)
        [listening] = listen(self._host, 0, 1)
        self.port = listening.getsockname()[1]
        await self.server.listen(listening)
        work = self.directory.keep_fresh if self._keeps_fresh else self._stop.wait
        refreshing = asyncio.ensure_future(work())
        self._ready.set()
        await self._stop.wait()
        refreshing.cancel()
        await self.server.close(grace=2.0)
        await asyncio.to_thread(self.store.close)


@dataclass(frozen=True)
class Answer:
    """A reply, taken apart.

    Attributes:
        code: Of the last line.
        status: Enhanced status code, or an empty string.
        text: All lines.
    """

    code: int
    status: str
    text: str


class Client:
    """A raw SMTP client: what is sent is what stands in the test.

    Args:
        gateway: To connect to; the greeting is read.
    """

    def __init__(self, gateway: Gateway) -> None:
        self.socket = self.connect(gateway)
        self._replies = self.socket.makefile("rb")
        self.greeting = self.answer()

    def connect(self, gateway: Gateway) -> socket.socket:
        """Connect."""
        return socket.create_connection(("127.0.0.1", gateway.port), timeout=PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._replies.close()
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.socket.sendall(data)

    def answer(self) -> Answer:
        """Read one reply; code 0 where the server closed instead."""
        lines = []
        while True:
            line = self._replies.readline()
            lines.append(line.decode())
            if line[3:4] != b"-":
                break
        last = lines[-1]
        status = re.match(r"\d{3} ([245]\.\d+\.\d+) ", last)
        code = int(last[:3]) if last else 0
        return Answer(code, status[1] if status else "", "".join(lines))

    def say(self, line: str) -> Answer:
        """Send one line and read its reply."""
        self.send(line.encode() + b"\r\n")
        return self.answer()

    def begin(self, *recipients: str, mail_from: str = SENDER) -> list[Answer]:
        """Greet and name sender and recipients; return the replies to the latter."""
        assert self.say("EHLO client.example").code == 250
        assert self.say(f"MAIL FROM:<{mail_from}>").code == 250
        return [self.say(f"RCPT TO:<{recipient}>") for recipient in recipients]

    def data(self, content: bytes) -> Answer:
        """Send a message that is dot-stuffed and ended already, but for the final dot."""
        assert self.say("DATA").code == 354
        self.send(content + b".\r\n")
        return self.answer()

    def is_closed(self) -> bool:
        """Tell whether the server closes without another word."""
        return self._replies.read(1) == b""


MESSAGE = b"From: a@fournisseur.example\r\nSubject: Facture\r\n\r\nBonjour\r\n"
