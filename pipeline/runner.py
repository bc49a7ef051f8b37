"""Claim work, run its stage in the cell, store the outcome: the loop behind every worker.

No transaction is open while a stage runs. An outcome is stored in one transaction, and only by the
holder of the lease. Killing this process at any moment changes nothing but time.
"""

import math
import shutil
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import structlog

from pipeline import warmth
from pipeline.cell import StageFailedError, Watch, run_stage
from pipeline.deciding import Decided
from pipeline.evidence import Surroundings
from pipeline.loading import load_work, place_files
from pipeline.mail.letter import BODY_TYPES
from pipeline.plan import Step, step_named
from pipeline.sandbox import Sandbox
from pipeline.stage import PART, PDF, PIECE, RAW, Limits, MessageFacts, Next, Outcome, Work
from pipeline.stages import approve
from pipeline.storing import keep_files, store_outcome
from storage.actions import fail
from storage.actions import lease as leases
from storage.actions.lease import Lease, LeaseLostError
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.codec import reasons_to_json
from storage.database import Database, Session
from storage.domain.errors import TransientError
from storage.domain.joining import JOINED
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Cause, Reason
from storage.heartbeat import process_name
from storage.models.document import StageRunRow
from storage.shared_domains import SharedDomains, shared_domains
from storage.vault import Vault

log = structlog.get_logger()


@dataclass(frozen=True)
class Result:
    """What running a stage gave.

    Attributes:
        outcome: The stage's answer.
        files: SHA-256 of the files it wants kept, by role; they are in the blob store already.
        decided: What it decided an invoice's reception by, where it did.
    """

    outcome: Outcome
    files: dict[str, str]
    decided: Decided | None = None


class Keeper:
    """Puts the end of a lease off while its work goes on.

    Args:
        database: Where the lease is.
        lease: The claim.
    """

    def __init__(self, database: Database, lease: Lease) -> None:
        self.lease = lease
        self._database = database
        self._every = leases.LEASE.total_seconds() / 3
        self._next = time.monotonic() + self._every

    def watch(self, work: Work) -> Watch:
        """Return how a child is watched that does some of the work."""
        return Watch(seconds=seconds_for(work), every=self._every, meanwhile=self._renew)

    def renew_if_due(self) -> None:
        """Put the end off, unless that was done a short while ago.

        Raises:
            LeaseLostError: Somebody else holds the work.
        """
        if time.monotonic() >= self._next:
            self._renew()

    def _renew(self) -> None:
        with self._database.write() as session:
            leases.renew(session, self.lease, utc_now())
        self._next = time.monotonic() + self._every


class Runner:
    """Does work for one process, one stage at a time.

    Args:
        database: Where work and facts are.
        blobs: Where bytes are.
        work_folder: Work directories are made below it; same file system as the blobs.
        stopping: Asked between two stages; True ends the loop.
        limits: How much a stage may be given.
        sandbox: What confines stages; None for the strongest that there is.
        vault: What decrypts the passwords of files; None where there are none.
        shared: Domains that many strangers write from; None for the shipped list.
    """

    def __init__(  # noqa: PLR0913  each a part of its surroundings
        self,
        database: Database,
        blobs: BlobStore,
        work_folder: Path,
        stopping: Callable[[], bool],
        limits: Limits | None = None,
        sandbox: Sandbox | None = None,
        *,
        vault: Vault | None = None,
        shared: SharedDomains | None = None,
    ) -> None:
        self._vault = vault
        self._shared_domains = shared or shared_domains()
        self._database = database
        self._blobs = blobs
        self._folder = work_folder / folder_name(process_name())
        self._stopping = stopping
        self._limits = limits or Limits()
        self._sandbox = sandbox
        # What a confined child cannot start by itself.
        warmth.warm({"saxon"})

    def drain(self, seconds: float = math.inf) -> int:
        """Do due work until there is none, or until it is time to stop.

        Args:
            seconds: Begin nothing new after so long.

        Returns:
            How many messages and documents were worked on.

        Raises:
            TransientError: The database did not answer; leases that were held run out.
        """
        done = 0
        end = time.monotonic() + seconds
        while not self._stopping() and time.monotonic() < end and self.do_one():
            done += 1
        return done

    def do_one(self) -> bool:
        """Claim the oldest due work and carry it as far as it goes; False if there is none."""
        with self._database.write() as session:
            lease = leases.claim(session, process_name(), utc_now())
        if lease is None:
            return False
        while (lease := self._run_stage(lease)) is not None:
            if self._stopping():
                with suppress(LeaseLostError), self._database.write() as session:
                    leases.give_back(session, lease)
                break
        return True

    def _run_stage(self, lease: Lease) -> Lease | None:
        """Run one stage and store what it gave; return the lease for the next one."""
        started = time.monotonic()
        try:
            with _as_stage_failures(), self._work_directory() as folder:
                result = self._result(lease, folder)
            with _as_stage_failures(), self._database.write() as session:
                outcome, files, decided = result.outcome, result.files, result.decided
                following = store_outcome(session, lease, outcome, files, utc_now(), decided)
                kind = "again" if following is lease else type(outcome).__name__.lower()
                self._note(session, lease, kind, started, code=_first_code(outcome))
        except LeaseLostError:
            log.warning("lease lost", object_id=lease.object_id, stage=lease.stage)
            return None
        except StageFailedError as error:
            self._fail(lease, error, started)
            return None
        log.info(
            "stage",
            object_id=lease.object_id,
            stage=lease.stage,
            outcome=kind,
            ms=_ms_since(started),
        )
        return following

    def _result(self, lease: Lease, folder: Path) -> Result:
        around = Surroundings(utc_now().date(), self._shared_domains)
        with self._database.read() as session:
            work = load_work(session, lease, self._limits, self._vault, around)
        step = step_named(lease.plan, lease.stage)
        if step.per_part:
            once = self._result_of_original if work.part else self._result_per_part
            return once(lease, step, work, folder)
        place_files(self._blobs, lease.firm_id, dict(work.files), folder)
        watch = Keeper(self._database, lease).watch(work)
        outcome = run_stage(step.run, work, folder, watch, self._sandbox)
        named = getattr(outcome, "files", {})
        kept = keep_files(self._blobs, lease.firm_id, folder, named)
        decides = step.run is approve.run
        return Result(outcome, kept, Decided(work.inputs, around) if decides else None)

    def _result_per_part(self, lease: Lease, step: Step, work: Work, folder: Path) -> Result:
        """Run a stage for each document part; a part whose child fails is held."""
        parts: list[Part] = []
        files: dict[str, str] = {}
        keeper = Keeper(self._database, lease)
        asked = parts_for(lease.stage, work.message)
        for part in work.message.parts:
            if part not in asked:
                parts.append(part)
                continue
            part_folder = folder / str(len(parts))
            part_folder.mkdir()
            try:
                changed, kept = self._part_result(keeper, step, work, part, part_folder)
            except StageFailedError as error:
                log.warning(
                    "part failed",
                    object_id=lease.object_id,
                    stage=lease.stage,
                    part=part.path,
                    error=error.summary,
                )
                changed = replace(part, outcome=PartOutcome.HELD, reason=error.reason)
                kept = {}
            parts.append(changed)
            files |= {f"{role}:{part.path}": sha256 for role, sha256 in kept.items()}
            shutil.rmtree(part_folder, ignore_errors=True)
            # Many short stages take as long together as one long one.
            keeper.renew_if_due()
        facts: MessageFacts = replace(work.message, parts=tuple(parts))
        return Result(Next(facts), files)

    def _result_of_original(self, lease: Lease, step: Step, work: Work, folder: Path) -> Result:
        """Run a stage for parts over a document's original."""
        assert work.part is not None, "it was loaded with its original as its part"  # noqa: S101
        keeper = Keeper(self._database, lease)
        part, files = self._part_result(keeper, step, work, work.part, folder)
        facts = replace(work.document, pages=part.pages, problem=part.problem, flags=part.flags)
        return Result(Next(facts), files)

    def _part_result(
        self, keeper: Keeper, step: Step, work: Work, part: Part, folder: Path
    ) -> tuple[Part, dict[str, str]]:
        """Run a stage for one part; return the part as it is now and the files to keep."""
        lease = keeper.lease
        files = {PART: part.sha256}
        if part.media_type in BODY_TYPES:
            # A text shows pictures that lie elsewhere in its mail.
            files[RAW] = lease.files[RAW]
        if part.media_type == JOINED:
            files |= {role: sha for role, sha in lease.files.items() if role.startswith(PIECE)}
        role = f"{PDF}:{part.path}" if lease.plan == "message" else PDF
        if (pdf := lease.files.get(role)) is not None:
            files[PDF] = pdf
        place_files(self._blobs, lease.firm_id, files, folder)
        work = replace(work, part=part, files=files)
        outcome = run_stage(step.run, work, folder, keeper.watch(work), self._sandbox)
        changed, names = _changed_part(part, outcome)
        return changed, keep_files(self._blobs, lease.firm_id, folder, names)

    def _fail(self, lease: Lease, error: StageFailedError, started: float) -> None:
        incident = uuid4().hex[:12]
        log.error(
            "stage failed",
            object_id=lease.object_id,
            stage=lease.stage,
            error=error.summary,
            incident=incident,
            details=error.details,
        )
        with self._database.write() as session:
            try:
                row = leases.held(session, lease)
            except LeaseLostError:
                return
            summary = f"{lease.stage}: {error.summary} (incident {incident})"
            fail.fail(session, row, summary, utc_now())
            self._note(session, lease, "failure", started, code=Reason.STAGE_FAILED, detail=summary)

    def _note(
        self,
        session: Session,
        lease: Lease,
        outcome: str,
        started: float,
        code: str | None,
        detail: str | None = None,
    ) -> None:
        session.add(
            StageRunRow(
                object_id=lease.object_id,
                stage=lease.stage,
                outcome=outcome,
                code=code,
                detail=detail,
                ms=_ms_since(started),
                at=utc_now(),
            )
        )

    @contextmanager
    def _work_directory(self) -> Iterator[Path]:
        folder = self._folder / uuid4().hex
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def parts_for(stage: str, message: MessageFacts) -> tuple[Part, ...]:
    """Return the parts that a stage works on, each by itself.

    Documents; and to make a PDF of it, the text that is an invoice, which waits for a person.
    """
    letters = [part for part in message.parts if part.reason is Reason.HTML_ONLY]
    is_first = stage == "normalise" and message.taken is None
    return message.documents + (tuple(letters) if is_first else ())


def seconds_for(work: Work) -> float:
    """Return the wall time of a stage, by the pages that it works on, as far as they are known.

    One over a whole message has as much as one over each of its documents would have had.
    """
    parts = work.message.documents
    if work.part is not None:
        pages = [work.part.pages]
    elif work.document.pages is None and parts:
        pages = [part.pages for part in parts]
    else:
        pages = [work.document.pages]
    # A child said how many they are, so that no more are believed than are read.
    counted = [min(number or 1, work.limits.pages) for number in pages]
    return work.limits.seconds * len(counted) + work.limits.seconds_per_page * sum(counted)


def folder_name(process: str) -> str:
    """Return the name of the folder that a process has its work directories in."""
    return process.replace(":", "-")


@contextmanager
def _as_stage_failures() -> Iterator[None]:
    """Count whatever goes wrong around a stage as its failure, but for what is not its fault."""
    try:
        yield
    except (StageFailedError, LeaseLostError, TransientError):
        raise
    except Exception as error:
        summary = f"{type(error).__name__}: {error}"
        raise StageFailedError(summary, traceback.format_exc()) from error


def _changed_part(part: Part, outcome: Outcome) -> tuple[Part, dict[str, str]]:
    match outcome:
        case Next(facts=Part() as changed, files=files) if (changed.path, changed.sha256) == (
            part.path,
            part.sha256,
        ):
            return changed, dict(files)
        case _:
            raise StageFailedError("a per-part stage did not answer its part")


def _first_code(outcome: Outcome) -> str | None:
    """Return the code that a timeline shows of an outcome: its first reason."""
    reasons: tuple[Cause, ...] = getattr(outcome, "reasons", ())
    return next((r["code"] for r in reasons_to_json(reasons)), None)


def _ms_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
