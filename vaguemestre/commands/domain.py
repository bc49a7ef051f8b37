"""``domain`` and ``address``: a firm's own domains, and the addresses of its dossiers."""

from typing import Annotated, Any

import typer

from gateway.authentication.dns import Lookups, Servers
from gateway.domains import (
    Finding,
    Rank,
    Record,
    Status,
    Wanted,
    check_records,
    policy_file,
    records_for,
    zone_file,
)
from storage.actions.addresses import add_secret, rename, set_guessable
from storage.actions.domains import NewDomain, add_domain, prove
from storage.clock import utc_now
from storage.database import Session
from storage.domain.errors import ConfigError, NotFoundError, TransientError
from storage.domain.mailbox import Direction, host_for
from storage.models.address import DomainRow
from storage.models.firm import DossierRow
from storage.queries.domains import domain_of, domains_of
from storage.queries.mailboxes import aliases_of, mailboxes_of
from vaguemestre.commands.answers import AsJson, answer, new_app
from vaguemestre.commands.store import open_database
from vaguemestre.settings import Settings, load_settings, split_dns_servers

CHECK_SECONDS = 3.0
"""How long the answer about one record is waited for."""

domain = new_app()
address = new_app()

Firm = Annotated[str | None, typer.Option(help="Id of the firm.")]
AsZone = Annotated[bool, typer.Option("--zone", help="Print the records as a zone file.")]


@domain.command("add")
def add_one_domain(
    name: str,
    firm: Annotated[str, typer.Option(help="Id of the firm.")],
    purchase_host: Annotated[str | None, typer.Option(help="Default: mg. and the name.")] = None,
    sale_host: Annotated[str | None, typer.Option(help="Default: out.mg. and the name.")] = None,
    zone: AsZone = False,
    as_json: AsJson = False,
) -> None:
    """Note that a firm owns a domain, and print the records to publish for it."""
    settings = load_settings()
    chosen = {Direction.PURCHASE: purchase_host, Direction.SALE: sale_host}
    hosts = {direction: host for direction, host in chosen.items() if host}
    with open_database(settings) as database, database.write() as session:
        row = add_domain(session, NewDomain(firm, name, hosts), settings.domain, utc_now())
    records = records_for(_wanted(settings, row))
    if zone:
        answer({"zone": zone_file(records)}, zone_file(records).rstrip(), as_json=as_json)
        return
    data = {"id": row.id, "domain": row.name, "records": [_record_json(r) for r in records]}
    data["mta_sts"] = policy_file(_mail_host(settings))
    lines = [f"{row.id}  {row.name}", *(_record_line(record) for record in records)]
    answer(data, "\n".join(lines), as_json=as_json)


@domain.command("check")
def check_one_domain(
    name: str, firm: Firm = None, zone: AsZone = False, as_json: AsJson = False
) -> None:
    """Compare what the DNS says with what it should; prove who owns a domain.

    Ends with 1 where a blocking record is not right, with 3 where the DNS did not answer.
    """
    settings = load_settings()
    with open_database(settings) as database:
        with database.read() as session:
            row = None if firm is None else domain_of(session, firm, name)
        if row is None and name.lower() != settings.domain.lower():
            raise NotFoundError(f"{name} is not this installation's own; name the --firm.")
        records = records_for(_wanted(settings, row))
        if zone:
            answer({"zone": zone_file(records)}, zone_file(records).rstrip(), as_json=as_json)
            return
        findings = check_records(records, _lookups(settings))
        is_proven = row is None or row.verified_at is not None
        has_proof = any(f.record.is_proof and f.status is Status.FOUND for f in findings)
        if row is not None and has_proof and not is_proven:
            with database.write() as session:
                prove(session, domain_of(session, row.firm_id, name, lock=True), utc_now())
            is_proven = True
    data = {"domain": name, "proven": is_proven, "records": [_finding_json(f) for f in findings]}
    answer(data, "\n".join(_finding_line(f) for f in findings), as_json=as_json)
    blocking = [f.status for f in findings if f.record.rank is Rank.BLOCKING]
    if any(status is not Status.FOUND for status in blocking):
        raise typer.Exit(3 if Status.SILENT in blocking else 1)


@domain.command("list")
def list_domains(firm: Firm = None, as_json: AsJson = False) -> None:
    """Show the domains of a firm, or of all, and whether they are proven."""
    with open_database(load_settings()) as database, database.read() as session:
        rows = domains_of(session, firm)
    for row in rows:
        data: dict[str, Any] = {"id": row.id, "firm_id": row.firm_id, "domain": row.name}
        data["hosts"] = {"purchase": row.purchase_host, "sale": row.sale_host}
        data["proven"] = row.verified_at is not None
        state = "proven" if row.verified_at else "not proven"
        answer(data, f"{row.id}  {row.name}  {state}", as_json=as_json)


def _mail_host(settings: Settings) -> str:
    return host_for(Direction.PURCHASE, settings.domain)


def _wanted(settings: Settings, row: DomainRow | None) -> Wanted:
    if row is None:
        hosts = tuple(host_for(direction, settings.domain) for direction in Direction)
        name, challenge = settings.domain, ""
    else:
        hosts, name, challenge = (row.purchase_host, row.sale_host), row.name, row.challenge
    return Wanted(name, hosts, challenge, _mail_host(settings), settings.smtp_tls_certificate)


def _lookups(settings: Settings) -> Any:
    addresses = split_dns_servers(settings.dns_servers)
    if addresses is None:
        raise ConfigError("DNS_SERVERS is off: nobody can be asked about a domain.")
    try:
        servers = Servers(addresses)
    except Exception as error:
        raise TransientError(f"This system names no resolver: {error}") from error
    return lambda: Lookups(servers, CHECK_SECONDS)


def _record_json(record: Record) -> dict[str, Any]:
    return {
        "name": record.name,
        "type": record.kind,
        "value": record.value or None,
        "rank": record.rank.value,
        "why": {"fr": record.why[0], "en": record.why[1]},
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return _record_json(finding.record) | {
        "status": finding.status.value,
        "found": list(finding.found),
        "advice": {"fr": finding.advice[0], "en": finding.advice[1]},
    }


def _record_line(record: Record) -> str:
    return (
        f"{record.rank:12}{record.kind:5}{record.name}  {record.value or '...'}\n  {record.why[1]}"
    )


def _finding_line(finding: Finding) -> str:
    record = finding.record
    lines = [f"{finding.status:10}{record.rank:12}{record.kind:5}{record.name}"]
    if finding.status is not Status.FOUND:
        lines.append(f"  expected {record.value or 'an address'}")
        lines += [f"  found    {text}" for text in finding.found]
        lines.append(f"  {finding.advice[1]}")
    return "\n".join(lines)


@address.command("list")
def list_addresses(dossier: str, as_json: AsJson = False) -> None:
    """Show every address of a dossier, and how often former and secret ones were used."""
    with open_database(load_settings()) as database, database.read() as session:
        rows = list(_addresses(session, _dossier(session, dossier)))
    for row in rows:
        state = "" if row["expires_at"] is None else f"  until {row['expires_at']}"
        text = f"{row['direction']:10}{row['kind']:10}{row['address']}{state}  used {row['uses']}"
        answer(row, text, as_json=as_json)


@address.command("rename")
def rename_one(
    dossier: str,
    local_part: Annotated[str, typer.Argument(help="The new left side.")],
    domain: Annotated[str | None, typer.Option(help="One of the firm's own domains.")] = None,
    as_json: AsJson = False,
) -> None:
    """Give a dossier other addresses; the old ones go on for 90 days."""
    settings = load_settings()
    with open_database(settings) as database, database.write() as session:
        row = _dossier(session, dossier)
        made = rename(session, row, local_part, settings.domain, utc_now(), domain)
    _answer_addresses(dossier, made, as_json=as_json)


@address.command("secret")
def make_secret(dossier: str, as_json: AsJson = False) -> None:
    """Make addresses that nobody can guess; earlier ones of that kind end."""
    with open_database(load_settings()) as database, database.write() as session:
        made = add_secret(session, _dossier(session, dossier), utc_now())
    _answer_addresses(dossier, made, as_json=as_json)


@address.command("guessable")
def switch_guessable(
    dossier: str,
    on: Annotated[bool, typer.Option("--on/--off", help="Whether it receives mail.")],
    as_json: AsJson = False,
) -> None:
    """Switch the plain address of a dossier off, or on again."""
    with open_database(load_settings()) as database, database.write() as session:
        set_guessable(session, _dossier(session, dossier), utc_now(), guessable=on)
    answer({"id": dossier, "guessable": on}, f"guessable {'on' if on else 'off'}", as_json=as_json)


def _answer_addresses(dossier: str, made: dict[Direction, str], *, as_json: bool) -> None:
    data = {"id": dossier, "addresses": {d.value: made[d] for d in made}}
    answer(data, "\n".join(f"{d.value:10}{made[d]}" for d in made), as_json=as_json)


def _dossier(session: Session, dossier_id: str) -> DossierRow:
    row = session.get(DossierRow, dossier_id)
    if row is None:
        raise NotFoundError(f"There is no dossier {dossier_id}.")
    return row


def _addresses(session: Session, dossier: DossierRow) -> Any:
    for mailbox in mailboxes_of(session, dossier.id):
        yield {
            "direction": mailbox.direction.value,
            "kind": "plain" if mailbox.closed_at is None else "closed",
            "address": mailbox.address,
            "expires_at": None,
            "uses": None,
        }
        for alias in aliases_of(session, [mailbox.id]):
            yield {
                "direction": mailbox.direction.value,
                "kind": alias.kind.value,
                "address": alias.address,
                "expires_at": alias.expires_at.isoformat() if alias.expires_at else None,
                "uses": alias.uses,
            }
