"""One installation of the product, started by its own command, with its own HOME and free ports."""

import json
import os
import signal
import smtplib
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.landlock import WEAKER
from tests.servers import free_port, wait_for

DOMAIN = "firm.example"
READY_SECONDS = 60


@dataclass(frozen=True)
class Dossier:
    """A dossier with what a test needs to use it.

    Attributes:
        id: Its id.
        purchase: Its address for purchases.
        sale: Its address for sales.
    """

    id: str
    purchase: str
    sale: str


@dataclass
class Installation:
    """``vaguemestre run`` and its users.

    Attributes:
        home: Data directory.
        settings: Names and values of settings besides HOME, DOMAIN and the two addresses.
        seconds_to_start: How long it may take until it is ready.
    """

    home: Path
    settings: dict[str, str] = field(default_factory=dict)
    smtp_port: int = field(default_factory=free_port)
    http_port: int = field(default_factory=free_port)
    seconds_to_start: float = READY_SECONDS
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every command of this installation, and nothing else of ours."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith("VAGUEMESTRE_")}  # noqa: TID251
        settings = {
            "HOME": str(self.home),
            "DOMAIN": DOMAIN,
            "SMTP_LISTEN": f"127.0.0.1:{self.smtp_port}",
            "HTTP_LISTEN": f"127.0.0.1:{self.http_port}",
            "DNS_SERVERS": "off",
            **WEAKER,
            **self.settings,
        }
        return ours | {f"VAGUEMESTRE_{name}": value for name, value in settings.items()}

    @property
    def _output(self) -> Path:
        return self.home / "run.out"

    @property
    def greeting(self) -> str:
        """What the present ``run`` has printed."""
        return self._output.read_text()

    @property
    def url(self) -> str:
        """Where the API answers."""
        return f"http://127.0.0.1:{self.http_port}"

    def start(self, *arguments: str) -> None:
        """Start ``vaguemestre run`` and wait until everything is ready."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "run.log").open("a") as log, self._output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "vaguemestre", "run", *arguments],
                env=self.environment,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=log,
            )
        self.wait_until_ready()
        if self.seconds_to_start <= READY_SECONDS:
            # `run` itself waits no longer, and greets nobody then.
            wait_for(lambda: "Vaguemestre runs" in self.greeting, "the greeting")

    def wait_until_ready(self) -> None:
        """Wait until ``/readyz`` answers 200."""
        deadline = time.monotonic() + self.seconds_to_start
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            assert self.process is None or self.process.poll() is None, self.log()
            time.sleep(0.05)
        raise AssertionError(f"not ready after {self.seconds_to_start} s\n{self.log()}")

    def stop(self) -> tuple[float, str]:
        """Press Ctrl-C; return the seconds that stopping took, and what ``run`` had printed."""
        if self.process is None:
            return 0.0, ""
        started = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=60)
        self.process = None
        assert status == 0, self.log()
        return time.monotonic() - started, self.greeting

    def log(self) -> str:
        """Return the end of what the programs logged."""
        return (self.home / "run.log").read_text()[-6000:]

    def command(self, *arguments: str, status: int = 0) -> Any:
        """Run a command with ``--json`` and return its answer; None where it prints nothing."""
        done = subprocess.run(
            [sys.executable, "-m", "vaguemestre", *arguments, "--json"],
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, f"{arguments}: {done.returncode} {done.stderr}"
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return lines[0] if len(lines) == 1 else lines or None

    def add_firm(self, name: str) -> str:
        """Make a firm and return its id."""
        firm_id: str = self.command("firm", "add", name)["id"]
        return firm_id

    def add_dossier(self, firm_id: str, siren: str, *options: str) -> Dossier:
        """Make a dossier."""
        made = self.command(
            "dossier", "add", "--firm", firm_id, "--name", "D", "--siren", siren, *options
        )
        return Dossier(made["id"], made["addresses"]["purchase"], made["addresses"]["sale"])

    def client(self, firm_id: str, *options: str) -> httpx.Client:
        """Make a key and return an HTTP client that uses it."""
        secret = self.command("key", "add", "--firm", firm_id, *options)["secret"]
        return httpx.Client(
            base_url=f"{self.url}/api/v1/",
            headers={"Authorization": f"Bearer {secret}"},
            timeout=30,
        )

    def smtp(self) -> smtplib.SMTP:
        """Open an SMTP connection."""
        return smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=60)

    def program(self, name: str) -> int:
        """Return the process id of one of the programs under the supervisor.

        Raises:
            ProcessLookupError: It does not run at this moment.
        """
        assert self.process is not None
        for pid in children_of(self.process.pid):
            if Path(f"/proc/{pid}/cmdline").read_text().rstrip("\0").endswith(f"\0{name}"):
                return pid
        raise ProcessLookupError(name)


def children_of(parent: int) -> list[int]:
    """Return the direct children of a process."""
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(pid) for pid in listed.split()]


def everything(client: httpx.Client, path: str, **filters: str) -> list[dict[str, Any]]:
    """Return all rows of a list, page by page."""
    rows: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        query = filters | ({"cursor": cursor} if cursor else {})
        answer = client.get(path, params={"limit": "100", **query})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        rows += page["data"]
        cursor = page["next_cursor"]
        assert page["has_more"] is (cursor is not None)
        if cursor is None:
            return rows


def wait_until_quiet(client: httpx.Client, messages: int, seconds: float = 60) -> None:
    """Wait until so many messages are there, and nothing is being processed any more."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = everything(client, "messages")
        busy = [m for m in found if m["status"] == "processing"]
        busy += everything(client, "documents", status="processing")
        if len(found) >= messages and not busy:
            return
        time.sleep(0.2)
    raise AssertionError(f"not quiet after {seconds} s")
