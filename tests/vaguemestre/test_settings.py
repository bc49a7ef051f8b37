"""Settings: where they come from, which are refused, what they are by default."""

from pathlib import Path

import pytest

from storage.domain.errors import ConfigError
from tests.vaguemestre.conftest import Run
from vaguemestre.settings import (
    Sandbox,
    Settings,
    load_settings,
    split_dns_servers,
    split_domains,
    split_listen,
    split_networks,
)


def put(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"VAGUEMESTRE_{name}", value)


@pytest.fixture(autouse=True)
def _own_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VAGUEMESTRE_DOMAIN")


def test_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VAGUEMESTRE_HOME")
    settings = load_settings()
    assert settings.model_dump() == {
        "home": Path("data"),
        "domain": "localhost",
        "smtp_listen": "127.0.0.1:2525",
        "http_listen": "127.0.0.1:8025",
        "database_url": None,
        "blobs_url": None,
        "broker_url": None,
        "dns_servers": "",
        "arc_trusted_sealers": "",
        "upstream_networks": "",
        "upstream_name": "",
        "clamd": "",
        "rspamd_url": "",
        "shared_domains_file": None,
        "smarthost": "",
        "smarthost_sender": "",
        "smarthost_user": "",
        "smarthost_password": None,
        "max_message_size": 41_943_040,
        "max_pages": 300,
        "max_image_pixels": 60_000_000,
        "stage_seconds": 60.0,
        "stage_seconds_per_page": 4.0,
        "stage_memory": 1_610_612_736,
        "gateway_processes": None,
        "worker_processes": 2,
        "smtp_exempt_networks": "",
        "smtp_proxy_networks": "",
        "smtp_protocol": "smtp",
        "smtp_tls_certificate": None,
        "smtp_tls_key": None,
        "vault_key_file": None,
        "sandbox": Sandbox.FULL,
    }
    data = tmp_path / "data"
    assert data.is_dir()
    assert settings.database == f"sqlite:///{data}/vaguemestre.db"
    assert settings.blobs_folder == data / "blobs"
    assert settings.spool_folder == data / "spool"
    assert settings.work_folder == data / "work"
    assert settings.mailboxes_file.parent == data
    assert settings.gateways >= 1
    assert Settings(gateway_processes=0).gateways == 0


def test_the_file_is_read_and_the_environment_beats_it(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("vaguemestre.toml").write_text('domain = "file.example"\nworker_processes = 5\n')
    assert load_settings().domain == "file.example"
    put(monkeypatch, DOMAIN="environment.example")
    settings = load_settings()
    assert (settings.domain, settings.worker_processes) == ("environment.example", 5)


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, DATABASE_URL="", BLOBS_URL="", BROKER_URL="", WORKER_PROCESSES="")
    settings = load_settings()
    assert settings.database.startswith("sqlite:///")
    assert settings.blobs_folder == settings.data / "blobs"
    assert settings.broker_url is None
    assert settings.worker_processes == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_LISTEN", "2525"),
        ("SMTP_LISTEN", ":2525"),
        ("SMTP_LISTEN", "localhost:"),
        ("SMTP_LISTEN", "localhost:smtp"),
        ("SMTP_LISTEN", "localhost:65536"),
        ("SMTP_LISTEN", "localhost:²"),
        ("HTTP_LISTEN", "::1"),
        ("HTTP_LISTEN", "::1:8025"),
        ("HTTP_LISTEN", "[::1]"),
        ("HTTP_LISTEN", "[::1:8025"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://root:hush@db/vaguemestre"),
        ("BLOBS_URL", "s3://key:hush@bucket"),
        ("BLOBS_URL", "file://elsewhere/blobs"),
        ("BLOBS_URL", "/blobs"),
        ("BROKER_URL", "amqp://guest:hush@mq"),
        ("DNS_SERVERS", "hush"),
        ("DNS_SERVERS", "127.0.0.1:5353,hush:53"),
        ("CLAMD", "hush"),
        ("RSPAMD_URL", "ftp://hush"),
        ("MAX_MESSAGE_SIZE", "0"),
        ("MAX_MESSAGE_SIZE", "40 MiB"),
        ("GATEWAY_PROCESSES", "-1"),
        ("WORKER_PROCESSES", "two"),
        ("SMTP_EXEMPT_NETWORKS", "10.0.0.0/8, hush"),
        ("SMTP_EXEMPT_NETWORKS", "10.0.0.0/33"),
        ("SMTP_PROXY_NETWORKS", "x"),
        ("SMTP_PROTOCOL", "esmtp"),
        ("SANDBOX", "none"),
    ],
)
def test_a_wrong_value_is_named_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    put(monkeypatch, **{name: value})
    with pytest.raises(ConfigError, match=rf"^Wrong settings: {name}: ") as refused:
        load_settings()
    assert "hush" not in str(refused.value)


def test_every_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, SMTP_LISTEN="x", SANDBOX="x")
    with pytest.raises(ConfigError, match=r"SMTP_LISTEN: must be HOST:PORT.*; SANDBOX: "):
        load_settings()


@pytest.mark.parametrize("name", ["domian", "vaguemestre_domain"])
def test_an_unknown_name_in_the_file_is_refused(name: str) -> None:
    Path("vaguemestre.toml").write_text(f'{name} = "firm.example"\n')
    with pytest.raises(ConfigError, match=rf"^Wrong settings: {name.upper()}: "):
        load_settings()


@pytest.mark.parametrize("content", [b"domain = ", b"domain = '\xff'"])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    Path("vaguemestre.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=r"^vaguemestre\.toml cannot be read: "):
        load_settings()


def test_a_home_that_cannot_be_made_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("taken").touch()
    put(monkeypatch, HOME="taken")
    with pytest.raises(ConfigError, match=r"^HOME: cannot make .*/taken: File exists\.$"):
        load_settings()


def test_wrong_settings_end_a_command_with_status_2(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(monkeypatch, HTTP_LISTEN="8025")
    assert "HTTP_LISTEN: must be HOST:PORT" in run("status", "--json").refused(2)


@pytest.mark.parametrize(
    ("address", "taken_apart"),
    [
        ("127.0.0.1:2525", ("127.0.0.1", 2525)),
        ("localhost:0", ("localhost", 0)),
        ("[::1]:65535", ("::1", 65535)),
        ("[::]:25", ("::", 25)),
    ],
)
def test_listen_addresses(address: str, taken_apart: tuple[str, int]) -> None:
    assert split_listen(Settings(smtp_listen=address).smtp_listen) == taken_apart


def test_resolvers() -> None:
    assert split_dns_servers("off") is None
    assert split_dns_servers("") == ()
    assert split_dns_servers("127.0.0.1:5353, ::1,[::1]:54") == (
        ("127.0.0.1", 5353),
        ("::1", 53),
        ("::1", 54),
    )
    assert split_domains(" Lists.example, ,b.example") == {"lists.example", "b.example"}


def test_networks() -> None:
    networks = split_networks(" 10.1.2.3/8,192.0.2.1, 2001:db8::/32,")
    assert [str(n) for n in networks] == ["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32"]
    assert split_networks("") == ()


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("file:///srv/blobs", "/srv/blobs"),
        ("file://localhost/srv/blobs", "/srv/blobs"),
        ("file:///srv/my%20blobs", "/srv/my blobs"),
    ],
)
def test_the_blobs_url(url: str, folder: str) -> None:
    assert Settings(blobs_url=url).blobs_folder == Path(folder)


@pytest.mark.parametrize(
    "url", ["postgresql://a:b@db/v", "postgresql+psycopg://db/v", "sqlite:////srv/v.db"]
)
def test_the_database_url(url: str) -> None:
    assert Settings(database_url=url).database == url


def test_a_home_in_the_users_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings(home=Path("~/mail")).data == tmp_path / "mail"


def test_settings_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().domain = "other.example"  # type: ignore[misc]
