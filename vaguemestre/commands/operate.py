"""``migrate``, ``status``, ``retry``, ``verify``: for the operator."""

import shutil
from typing import Annotated, Any

import typer

from gateway.spool import Spool
from storage.actions.retry import retry as retry_one
from storage.actions.retry import retry_failed
from storage.blobs import BlobStore, hash_file
from storage.clock import utc_now
from storage.database import Database
from storage.domain.state import MessageStatus, WorkStatus
from storage.migrate import migrate as run_migrations
from storage.queries.blobs import named_blobs
from storage.queries.messages import messages_by_status
from storage.queries.postmaster import count_for_postmaster
from storage.queries.programs import living_programs
from storage.queries.work import oldest_due_seconds, work_by_status
from vaguemestre.commands.answers import AsJson, answer, new_app
from vaguemestre.commands.store import open_database
from vaguemestre.settings import load_settings

migrate = new_app()
status = new_app()
retry = new_app()
verify = new_app()


@migrate.command()
def bring_up_to_date(as_json: AsJson = False) -> None:
    """Bring the database to its newest form. Safe to run again."""
    database = Database(load_settings().database, pool_size=1)
    try:
        run_migrations(database)
    finally:
        database.dispose()
    answer({"migrated": True}, "The database is up to date.", as_json=as_json)


@status.command()
def show_status(as_json: AsJson = False) -> None:
    """Show what waits and what runs."""
    settings = load_settings()
    now = utc_now()
    with open_database(settings) as database, database.read() as session:
        messages = messages_by_status(session)
        work = work_by_status(session)
        oldest = oldest_due_seconds(session, now)
        for_postmaster = count_for_postmaster(session)
        workers = sum(p.kind == "worker" for p in living_programs(session, now))
    spool_messages, spool_bytes = Spool(settings.spool_folder).usage()
    data: dict[str, Any] = {
        "messages": {s.value: messages[s] for s in MessageStatus},
        "work": {s.value: work[s] for s in WorkStatus},
        "oldest_due_seconds": oldest,
        "spool": {"messages": spool_messages, "bytes": spool_bytes},
        "disk_free_bytes": shutil.disk_usage(settings.data).free,
        "workers": workers,
    }
    lines = [
        "messages  " + "  ".join(f"{k} {v}" for k, v in data["messages"].items()),
        "work      " + "  ".join(f"{k} {v}" for k, v in data["work"].items()),
        f"spool     messages {spool_messages}  bytes {spool_bytes}",
        f"oldest due {oldest or 0:.1f} s ago, {workers} workers,"  # noqa: ISC004
        f" {data['disk_free_bytes'] // 2**20} MiB free on disk",
    ]
    if for_postmaster:
        data["postmaster"] = for_postmaster
        lines.append(f"postmaster  messages {for_postmaster}  (vaguemestre postmaster list)")
    answer(data, "\n".join(lines), as_json=as_json)


@retry.command()
def take_up_again(
    object_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="A message or a document.")
    ] = None,
    failed: Annotated[bool, typer.Option("--failed", help="All that failed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take failed work up again."""
    if failed is (object_id is not None):
        raise typer.BadParameter("Give an ID or --failed.")
    with open_database(load_settings()) as database, database.write() as session:
        if object_id is None:
            ids = retry_failed(session, utc_now())
        else:
            retry_one(session, object_id, utc_now())
            ids = [object_id]
    answer({"retried": ids}, f"{len(ids)} due again.", as_json=as_json)


@verify.command()
def hash_again(as_json: AsJson = False) -> None:
    """Hash every stored file again; name what is changed or missing."""
    settings = load_settings()
    blobs = BlobStore(settings.blobs_folder)
    with open_database(settings) as database, database.read() as session:
        named = set(named_blobs(session))
    stored, changed = set(), []
    for firm_id, path in blobs.stored():
        stored.add((firm_id, path.name))
        if hash_file(path) != path.name:
            changed.append(f"{firm_id}/{path.name}")
    missing = sorted(f"{firm}/{sha}" for firm, sha in named - stored)
    changed.sort()
    data = {"blobs": len(stored), "changed": changed, "missing": missing}
    lines = [f"{len(stored)} blobs, {len(changed)} changed, {len(missing)} missing."]
    lines += [f"changed {name}" for name in changed]
    lines += [f"missing {name}" for name in missing]
    answer(data, "\n".join(lines), as_json=as_json)
    if changed or missing:
        raise typer.Exit(1)
