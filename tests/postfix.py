"""A Postfix of the test's own on loopback: one that keeps what it gets, or one that relays it.

It needs root, as Postfix's master process does, and Debian's ``postfix``; ``missing`` says what is
not there. Nothing of the system's own Postfix is used but its programs.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

PATH = f"{os.defpath}:/usr/local/bin:/usr/sbin"
PATIENCE = 30.0
SERVICES = """\
127.0.0.1:{port} inet n - n - 100 smtpd {options}
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
smtp unix - - n - - smtp
relay unix - - n - - smtp
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""
SETTINGS = {
    "compatibility_level": "3.6",
    "command_directory": "/usr/sbin",
    "daemon_directory": "/usr/lib/postfix/sbin",
    "mail_owner": "postfix",
    "setgid_group": "postdrop",
    "myhostname": "postfix.example",
    "mydestination": "",
    "inet_interfaces": "127.0.0.1",
    "inet_protocols": "ipv4",
    "multi_instance_name": "postfix-test",
    "alias_maps": "",
    "alias_database": "",
    "smtpd_peername_lookup": "no",
    "smtpd_client_connection_count_limit": "0",
    "message_size_limit": "52428800",
    "mailbox_size_limit": "0",
    "in_flow_delay": "0",
    "max_use": "10000",
    # No name server is asked.
    "smtp_host_lookup": "native",
    "smtp_dns_support_level": "disabled",
}
HOLDS = {
    "virtual_mailbox_domains": "static:all",
    "virtual_mailbox_maps": "static:all",
    "virtual_transport": "discard:",
    "smtpd_relay_restrictions": "reject_unauth_destination",
}
"""Any recipient is its own, and nothing leaves the hold queue: Postfix at its fastest."""


def missing() -> str | None:
    """Return why no Postfix can be started here, or None."""
    if shutil.which("postfix", path=PATH) is None:
        return "postfix is not installed"
    return None if os.geteuid() == 0 else "Postfix is started by root only"


class Postfix:
    """One that runs.

    Args:
        folder: All that it has.
        port: Where it listens.
    """

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port

    def waiting(self) -> list[Path]:
        """Return the files of messages that it has and did not deliver."""
        queues = ("hold", "incoming", "active", "deferred", "maildrop")
        return [
            path
            for queue in queues
            for path in (self.folder / "queue" / queue).rglob("*")
            if path.is_file()
        ]

    def clean(self) -> None:
        """Forget what it holds."""
        for path in self.waiting():
            with suppress(FileNotFoundError):
                path.unlink()

    def log(self) -> str:
        """Return what it has logged."""
        return (self.folder / "mail.log").read_text(errors="replace")

    def control(self, command: str) -> None:
        """Run ``postfix COMMAND``."""
        subprocess.run(
            [str(shutil.which("postfix", path=PATH)), "-c", str(self.folder / "etc"), command],
            check=True, capture_output=True, timeout=60, env={"PATH": PATH},
        )  # fmt: skip


@contextmanager
def running(
    folder: Path, port: int, more: Mapping[str, str], options: str = ""
) -> Iterator[Postfix]:
    """Start one, and stop it in the end.

    Args:
        folder: Where all that it has will be; Postfix's own user has to reach it.
        port: Free.
        more: Settings of ``main.cf`` besides `SETTINGS`.
        options: Of its SMTP server in ``master.cf``.
    """
    for name in ("etc", "queue", "data"):
        (folder / name).mkdir(parents=True)
    shutil.chown(folder / "data", "postfix")
    own = {
        "queue_directory": str(folder / "queue"),
        "data_directory": str(folder / "data"),
        "maillog_file": str(folder / "mail.log"),
        "maillog_file_prefixes": str(folder),
    }
    lines = [f"{name} = {value}\n" for name, value in {**SETTINGS, **own, **more}.items()]
    (folder / "etc" / "main.cf").write_text("".join(lines))
    (folder / "etc" / "master.cf").write_text(SERVICES.format(port=port, options=options))
    postfix = Postfix(folder, port)
    postfix.control("start")
    try:
        _wait_for(port)
        yield postfix
    finally:
        postfix.control("stop")


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    with socket.socket() as probe:
        while probe.connect_ex(("127.0.0.1", port)):
            assert time.monotonic() < end, "Postfix did not start"
            time.sleep(0.05)
