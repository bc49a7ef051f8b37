"""Settings, from the environment and from ``vaguemestre.toml``. Nobody else reads either.

A variable is ``VAGUEMESTRE_`` and the name in capitals; the environment beats the file. The file is
``vaguemestre.toml`` in the current directory, with the names in small letters. An empty variable is
one that is not set. No error repeats a value: some hold passwords.
"""

import os
import socket
from contextlib import suppress
from enum import StrEnum
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from storage.domain.errors import ConfigError
from storage.embedded import sqlite_url

FILE = "vaguemestre.toml"
FIRST_PASSED = 3
"""SD_LISTEN_FDS_START of sd_listen_fds(3)."""


class Sandbox(StrEnum):
    """How far the child process of a stage is confined."""

    FULL = "full"
    RLIMIT_ONLY = "rlimit-only"


class MailProtocol(StrEnum):
    """What the gateway speaks."""

    SMTP = "smtp"
    LMTP = "lmtp"


def _listen_address(value: str) -> str:
    host, _, port = value.rpartition(":")
    is_bare_ipv6 = ":" in host and not (host.startswith("[") and host.endswith("]"))
    if not host or is_bare_ipv6 or not port.isdecimal() or int(port) > 65535:
        raise ValueError("must be HOST:PORT, or [HOST]:PORT for IPv6")
    return value


def _database_url(value: str) -> str:
    if not value.startswith(("postgresql://", "postgresql+psycopg://", "sqlite:///")):
        raise ValueError("must be postgresql://… or sqlite:///PATH")
    return value


def _file_url(value: str) -> str:
    parts = urlsplit(value)
    is_local = parts.netloc in {"", "localhost"} and parts.path.startswith("/")
    if parts.scheme != "file" or not is_local:
        raise ValueError("must be file:///PATH")
    return value


def _broker_url(value: str) -> str:
    if not value.startswith(("redis://", "rediss://")):
        raise ValueError("must be redis://… or rediss://…")
    return value


def _dns_servers(value: str) -> str:
    try:
        split_dns_servers(value)
    except ValueError:
        raise ValueError("must be off, or IP addresses, comma-separated, as 127.0.0.1:53") from None
    return value


def _clamd(value: str) -> str:
    is_socket = value.startswith("unix:/")
    host, _, port = value.rpartition(":")
    if value and not is_socket and not (host and port.isdecimal() and int(port) < 65536):
        raise ValueError("must be HOST:PORT or unix:/PATH")
    return value


def _host_port(value: str) -> str:
    host, _, port = value.rpartition(":")
    if value and not (host and port.isdecimal() and int(port) < 65536):
        raise ValueError("must be HOST:PORT")
    return value


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme != "http" or not parts.hostname):
        raise ValueError("must be http://HOST:PORT")
    return value


def _networks(value: str) -> str:
    try:
        split_networks(value)
    except ValueError:
        raise ValueError("must be networks, comma-separated, as 10.0.0.0/8") from None
    return value


ListenAddress = Annotated[str, AfterValidator(_listen_address)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
FileUrl = Annotated[str, AfterValidator(_file_url)]
Networks = Annotated[str, AfterValidator(_networks)]
DnsServers = Annotated[str, AfterValidator(_dns_servers)]
HostPort = Annotated[str, AfterValidator(_host_port)]
Clamd = Annotated[str, AfterValidator(_clamd)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
BrokerUrl = Annotated[str, AfterValidator(_broker_url)]


class Settings(BaseSettings):
    """All settings, with their defaults for one machine."""

    model_config = SettingsConfigDict(
        env_prefix="VAGUEMESTRE_",
        env_ignore_empty=True,
        toml_file=FILE,
        extra="forbid",
        frozen=True,
    )

    home: Path = Field(default=Path("data"), description="Data directory; one file system.")
    domain: str = Field(default="localhost", description="The mail domain behind mg. and out.mg.")
    smtp_listen: ListenAddress = Field(default="127.0.0.1:2525", description="SMTP.")
    http_listen: ListenAddress = Field(default="127.0.0.1:8025", description="API and pages.")
    database_url: DatabaseUrl | None = Field(
        default=None, description="postgresql://…; default: SQLite in HOME."
    )
    blobs_url: FileUrl | None = Field(default=None, description="file:///…; default: HOME/blobs.")
    broker_url: BrokerUrl | None = Field(
        default=None, description="redis://… for wake-ups; default: the database itself."
    )
    dns_servers: DnsServers = Field(
        default="", description="Resolvers that judge senders, or off; default: the system's."
    )
    arc_trusted_sealers: str = Field(
        default="", description="Domains of forwarders that are believed, comma-separated."
    )
    upstream_networks: Networks = Field(
        default="", description="Mail servers of one's own in front, comma-separated."
    )
    upstream_name: str = Field(
        default="", description="Under which they write Authentication-Results."
    )
    clamd: Clamd = Field(default="", description="HOST:PORT or unix:/PATH of an antivirus.")
    rspamd_url: HttpUrl = Field(default="", description="http://HOST:PORT of rspamd.")
    smarthost: HostPort = Field(
        default="", description="HOST:PORT of the mail server that takes mail to suppliers."
    )
    smarthost_sender: str = Field(
        default="", description="Sender of that mail; default: postmaster@ DOMAIN."
    )
    smarthost_user: str = Field(default="", description="To sign in there with, over TLS only.")
    smarthost_password: SecretStr | None = Field(default=None, description="That user's.")
    max_message_size: int = Field(
        default=40 * 1024 * 1024, gt=0, description="Of a mail or an upload, in bytes."
    )
    gateway_processes: int | None = Field(
        default=None, ge=0, description="Default: one per core; 0: none in this installation."
    )
    worker_processes: int = Field(
        default=2, ge=0, description="Stages at once; 0: no worker on this machine."
    )
    max_pages: int = Field(
        default=300, gt=0, le=10_000, description="Of a document that is read; more are held."
    )
    max_image_pixels: int = Field(
        default=60_000_000, gt=0, description="Of one picture that is read; larger ones are held."
    )
    stage_seconds: float = Field(
        default=60, gt=0, description="Wall time of a stage, besides the time per page."
    )
    stage_seconds_per_page: float = Field(
        default=4, ge=0, description="Added for each page of the document."
    )
    stage_memory: int = Field(
        default=1536 * 1024 * 1024,
        ge=64 * 1024 * 1024,
        description="That a stage may take, in bytes.",
    )
    smtp_exempt_networks: Networks = Field(
        default="", description="Networks without caps per client, comma-separated."
    )
    smtp_proxy_networks: Networks = Field(
        default="", description="Balancers that speak the PROXY protocol, comma-separated."
    )
    smtp_protocol: MailProtocol = Field(
        default=MailProtocol.SMTP, description="smtp, or lmtp behind a mail server."
    )
    smtp_tls_certificate: Path | None = Field(
        default=None, description="Chain in PEM for STARTTLS; default: not offered."
    )
    smtp_tls_key: Path | None = Field(
        default=None, description="Its key; default: in the certificate's file."
    )
    vault_key_file: Path | None = Field(
        default=None, description="Key of the passwords of files; default: vault.key in HOME."
    )
    shared_domains_file: Path | None = Field(
        default=None, description="Domains that many people share, besides the shipped ones."
    )
    sandbox: Sandbox = Field(
        default=Sandbox.FULL, description="Confinement of stages: full or rlimit-only."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @cached_property
    def data(self) -> Path:
        """The data directory, absolute."""
        return self.home.expanduser().absolute()

    @property
    def gateways(self) -> int:
        """How many processes accept mail."""
        if self.gateway_processes is None:
            return len(os.sched_getaffinity(0))
        return self.gateway_processes

    @property
    def database(self) -> str:
        """URL of the database."""
        return self.database_url or sqlite_url(self.data)

    @property
    def blobs_folder(self) -> Path:
        """Folder of the blob store."""
        if self.blobs_url is None:
            return self.data / "blobs"
        return Path(unquote(urlsplit(self.blobs_url).path))

    @property
    def spool_folder(self) -> Path:
        """Folder of accepted mail that is not in storage yet."""
        return self.data / "spool"

    @property
    def vault_key(self) -> Path:
        """File of the key that secrets are encrypted with."""
        return self.vault_key_file or self.data / "vault.key"

    @property
    def work_folder(self) -> Path:
        """Folder below which stages work."""
        return self.data / "work"

    @property
    def mailboxes_file(self) -> Path:
        """The gateway's copy of the map of addresses, for when the database is away."""
        return self.data / "mailboxes.json"


def split_listen(address: str) -> tuple[str, int]:
    """Take ``HOST:PORT`` apart; an IPv6 host loses its brackets."""
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)


def split_networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Take networks apart that are separated by commas; a single address is one, too.

    Raises:
        ValueError: One is no network.
    """
    parts = (part.strip() for part in text.split(","))
    return tuple(ip_network(part, strict=False) for part in parts if part)


def split_dns_servers(text: str) -> tuple[tuple[str, int], ...] | None:
    """Take resolvers apart, each an IP address with its port; None for ``off``.

    Raises:
        ValueError: One is none.
    """
    if text.strip().lower() == "off":
        return None
    return tuple(_dns_server(part.strip()) for part in text.split(",") if part.strip())


def _dns_server(text: str) -> tuple[str, int]:
    with suppress(ValueError):
        return str(ip_address(text.strip("[]"))), 53
    host, port = split_listen(_listen_address(text))
    return str(ip_address(host)), port


def split_domains(text: str) -> frozenset[str]:
    """Take domains apart that are separated by commas."""
    return frozenset(part.strip().lower() for part in text.split(",") if part.strip())


def passed_sockets() -> list[socket.socket]:
    """Return the sockets that systemd has opened for this very process, once; none without it.

    They begin at file 3 (sd_listen_fds(3)). Programs that this one starts do not see them.
    """
    names = ("LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES")
    count, pid, _ = (os.environ.pop(name, "") for name in names)  # noqa: TID251  this is settings
    if not count.isdecimal() or pid != str(os.getpid()):
        return []
    return [socket.socket(fileno=FIRST_PASSED + number) for number in range(int(count))]


def load_settings(*, make_home: bool = True) -> Settings:
    """Read the settings and make the data directory.

    Args:
        make_home: False for what leaves nothing behind.

    Raises:
        ConfigError: A setting is wrong; the sentence names it.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg'].removeprefix('Value error, ')}"
            for e in error.errors()
        )
        raise ConfigError(f"Wrong settings: {wrong}.") from error
    except (ValueError, OSError) as error:
        raise ConfigError(f"{FILE} cannot be read: {error}.") from error
    if not make_home:
        return settings
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"HOME: cannot make {settings.data}: {error.strerror}.") from error
    return settings
