"""Mail programs of others, where they are installed, with and without TLS."""

import os
import shutil
import smtplib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.caps import Caps
from gateway.certificate import Certificate
from storage.database import Database
from tests.gateway.harness import PURCHASES, SENDER, Gateway
from tests.gateway.test_caps import LOOPBACK
from tests.gateway.test_tls import FIRST, trusting

LARGE = b"Subject: x\r\n\r\n" + (b"QUJD" * 19 + b"\r\n") * 40_000


@pytest.fixture
def gateway(home: Path, database: Database) -> Iterator[Gateway]:
    """A gateway as it stands on the internet."""
    options = {"max_message_size": 40 << 20, "certificate": Certificate(FIRST)}
    with Gateway(home, database, caps=Caps(LOOPBACK), **options) as running:
        yield running


def send(tool: str, *arguments: str) -> None:
    """Run a program that sends; skip the test where it is missing."""
    # Debian has some of them where only root looks.
    path = shutil.which(tool, path=f"{os.defpath}:/usr/local/bin:/usr/sbin")
    if path is None:
        pytest.skip(f"{tool} is not installed")
    done = subprocess.run(
        [path, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("more", [[], ["--ssl-reqd", "--insecure"]], ids=["plain", "tls"])
def test_curl(gateway: Gateway, tmp_path: Path, more: list[str]) -> None:
    (tmp_path / "mail").write_bytes(LARGE)
    url = f"smtp://127.0.0.1:{gateway.port}"
    send("curl", "-sS", "--url", url, "--mail-from", SENDER, "--mail-rcpt", PURCHASES,
         "-T", str(tmp_path / "mail"), *more)  # fmt: skip
    assert gateway.content() == LARGE


@pytest.mark.parametrize("more", [[], ["-tls"], ["-pipeline"], ["-tls", "-pipeline"]], ids=str)
def test_swaks(gateway: Gateway, more: list[str]) -> None:
    server = f"127.0.0.1:{gateway.port}"
    send("swaks", "-s", server, "-f", SENDER, "-t", PURCHASES, "--body", "Bonjour", *more)
    assert len(gateway.entries()) == 1


@pytest.mark.parametrize("more", [[], ["-d"]], ids=["one each", "reused"])
def test_smtp_source(gateway: Gateway, more: list[str]) -> None:
    server = f"127.0.0.1:{gateway.port}"
    send("smtp-source", "-t", PURCHASES, "-m", "40", "-s", "10", "-l", "100000", *more, server)
    assert len(gateway.entries()) == 40


NODE = """
const mail = {from: process.argv[2], to: process.argv[3], subject: "Facture", text: "Bonjour",
              attachments: [{filename: "facture.pdf", content: Buffer.alloc(300000, "x")}]};
const transport = require("nodemailer").createTransport({host: "127.0.0.1",
  port: Number(process.argv[4]), requireTLS: process.argv[5] === "tls",
  ignoreTLS: process.argv[5] !== "tls", tls: {rejectUnauthorized: false}});
transport.sendMail(mail).catch(error => { console.error(error); process.exit(1); });
"""


@pytest.mark.interop
@pytest.mark.parametrize("tls", ["plain", "tls"])
def test_nodemailer(gateway: Gateway, tls: str) -> None:
    folder = Path(".interop").absolute()
    assert (folder / "node_modules" / "nodemailer").is_dir(), "make interop installs it"
    (folder / "send.js").write_text(NODE)
    send("node", str(folder / "send.js"), SENDER, PURCHASES, str(gateway.port), tls)
    [entry] = gateway.entries()
    assert entry.envelope.client["tls"] is (tls == "tls")
    assert b"facture.pdf" in gateway.content()


@pytest.mark.interop
@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_smtplib(gateway: Gateway, tls: bool) -> None:
    with smtplib.SMTP("127.0.0.1", gateway.port, timeout=10) as smtp:
        if tls:
            smtp.starttls(context=trusting(FIRST))
        for _ in range(3):
            smtp.sendmail(SENDER, [PURCHASES], LARGE)
    assert len(gateway.entries()) == 3
