"""``gateway``, ``shipper``, ``worker``, ``api``: one program alone.

They answer nothing, so ``--json``, which every command takes, changes nothing.
"""

import sys
from typing import TYPE_CHECKING

from vaguemestre.commands.answers import AsJson, new_app
from vaguemestre.settings import (
    MailProtocol,
    Settings,
    load_settings,
    passed_sockets,
    split_dns_servers,
    split_domains,
    split_listen,
    split_networks,
)

if TYPE_CHECKING:
    from gateway.sending import Smarthost

gateway = new_app()
shipper = new_app()
worker = new_app()
api = new_app()


@gateway.command()
def serve_gateway(as_json: AsJson = False) -> None:
    """Accept mail by SMTP into the spool."""
    from gateway import program  # noqa: PLC0415  each program loads only what it needs

    settings = load_settings()
    host, port = split_listen(settings.smtp_listen)
    program.serve_gateway(
        program.GatewaySettings(
            listener=(sys.executable, "-m", "vaguemestre.listener"),
            host=host,
            port=port,
            mail_domain=settings.domain,
            database_url=settings.database,
            spool_folder=settings.spool_folder,
            mailboxes_file=settings.mailboxes_file,
            max_message_size=settings.max_message_size,
            tls_certificate=settings.smtp_tls_certificate,
            tls_key=settings.smtp_tls_key,
            exempt_networks=split_networks(settings.smtp_exempt_networks),
            processes=max(1, settings.gateways),
            proxy_networks=split_networks(settings.smtp_proxy_networks),
            is_lmtp=settings.smtp_protocol is MailProtocol.LMTP,
        ),
        passed_sockets(),
    )


@shipper.command()
def serve_shipper(as_json: AsJson = False) -> None:
    """Carry the spool to storage."""
    from gateway import shipping  # noqa: PLC0415

    settings = load_settings()
    shipping.serve_shipper(
        shipping.ShipperSettings(
            database_url=settings.database,
            spool_folder=settings.spool_folder,
            blobs_folder=settings.blobs_folder,
            dns_servers=split_dns_servers(settings.dns_servers),
            trusted_sealers=split_domains(settings.arc_trusted_sealers),
            upstream_networks=split_networks(settings.upstream_networks),
            upstream_name=settings.upstream_name,
            clamd=settings.clamd,
            rspamd_url=settings.rspamd_url,
            smarthost=_smarthost(settings),
        )
    )


def _smarthost(settings: Settings) -> "Smarthost | None":
    from gateway.sending import Smarthost  # noqa: PLC0415

    if not settings.smarthost:
        return None
    host, port = split_listen(settings.smarthost)
    return Smarthost(
        host,
        port,
        settings.smarthost_sender or f"postmaster@{settings.domain}",
        settings.smarthost_user,
        settings.smarthost_password.get_secret_value() if settings.smarthost_password else "",
    )


@worker.command()
def serve_worker(as_json: AsJson = False) -> None:
    """Turn stored mail into filed invoices."""
    from pipeline import program  # noqa: PLC0415
    from vaguemestre.commands.confine import limits_of, sandbox_of  # noqa: PLC0415

    settings = load_settings()
    program.serve(
        program.WorkerSettings(
            database_url=settings.database,
            blobs_folder=settings.blobs_folder,
            work_folder=settings.work_folder,
            processes=max(1, settings.worker_processes),
            broker_url=settings.broker_url,
            sandbox=sandbox_of(settings),
            limits=limits_of(settings),
            vault_key=settings.vault_key,
            shared_domains_file=settings.shared_domains_file,
        )
    )


@api.command()
def serve_api(as_json: AsJson = False) -> None:
    """Serve the HTTP API."""
    from api import program  # noqa: PLC0415
    from api.services import Installation  # noqa: PLC0415

    settings = load_settings()
    host, port = split_listen(settings.http_listen)
    program.serve(
        host=host,
        port=port,
        database_url=settings.database,
        blobs=settings.blobs_folder,
        uploads=settings.data / "uploads",
        installation=Installation(
            max_message_size=settings.max_message_size,
            runs_gateway=settings.gateways > 0,
            runs_workers=settings.worker_processes > 0,
            sends_mail=bool(settings.smarthost),
            shared_domains_file=settings.shared_domains_file,
        ),
        vault_key=settings.vault_key,
    )
