"""When a mail is judged: once before it is stored, and again while somebody did not answer.

Mails that came attached whole from a registered forwarder are found only when their message is
taken apart, so they are judged afterwards, by who judges again.

Judging never loses a mail and never holds it up: whatever goes wrong, it is stored, and judged
again from what is stored.
"""

import io
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import BinaryIO

import structlog

from gateway.authentication.dns import Allowance
from gateway.authentication.judge import Senders, Transaction
from gateway.scanners import Scanner
from storage.actions.judge import Unjudged, claim_unjudged, judge
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import TransientError
from storage.domain.verdicts import DmarcVerdict, Ground, InnerVerdict, Result, Verdicts

FIRST_PAUSE = timedelta(seconds=30)
"""Until an open verdict is asked for again; it doubles."""
LONGEST_PAUSE = timedelta(hours=4)
GIVEN_UP = timedelta(days=5)
"""After its receipt; by then its sender would have given up, too."""
LOOK_SECONDS = 2.0
AT_ONCE = 4
"""Mails that are judged again at the same time."""

Opener = Callable[[], BinaryIO]
"""Opens the bytes of a mail, at their beginning."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Judgement:
    """What is known of the sender now.

    Attributes:
        verdicts: None where nobody is to be asked.
        judge_at: When to ask again; None: never.
    """

    verdicts: Verdicts | None = None
    judge_at: datetime | None = None


class Judge:
    """Everything that says something about a sender.

    Args:
        senders: SPF, DKIM, DMARC, ARC; None: the DNS is not asked.
        scanners: Of the firm.
        clock: What time it is.
    """

    def __init__(
        self,
        senders: Senders | None = None,
        scanners: tuple[Scanner, ...] = (),
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._senders = senders
        self._scanners = scanners
        self._clock = clock

    def judge(
        self,
        transaction: Transaction,
        open_content: Opener,
        *,
        tries: int = 0,
        allowance: Allowance | None = None,
        earlier: Verdicts | None = None,
        inner: Mapping[str, Opener] | None = None,
    ) -> Judgement:
        """Judge a mail; never raises.

        Args:
            transaction: Its envelope.
            open_content: Opens its bytes, at their beginning.
            tries: How often it was judged before.
            allowance: Seconds for the DNS that it shares with others.
            earlier: What was said of it; nobody is asked about the mail itself where that is
                settled.
            inner: Opens the mails that came attached whole and are to be judged, by SHA-256.
        """
        if self._senders is None and not self._scanners:
            return Judgement()
        try:
            verdicts = earlier or Verdicts()
            if earlier is None or earlier.is_outer_open:
                verdicts = self._ask(self._senders, transaction, open_content, allowance)
            found = self._ask_inner(transaction, inner or {})
            verdicts = replace(verdicts, inner=found)
        except Exception:
            # A bug of ours: the mail is stored all the same, and looked at again.
            log.exception("sender not judged")
            verdicts = Verdicts(dmarc=DmarcVerdict(Result.TEMPERROR, Ground.DNS_SILENT))
        return Judgement(verdicts, self._again(verdicts, transaction.received_at, tries))

    def _ask(
        self,
        senders: Senders | None,
        transaction: Transaction,
        open_content: Opener,
        allowance: Allowance | None,
    ) -> Verdicts:
        verdicts = Verdicts()
        if senders is not None:
            with open_content() as content:
                verdicts = senders.judge(transaction, content, allowance)
        scans = []
        for scanner in self._scanners:
            with open_content() as content:
                scans.append(scanner.scan(transaction, content))
        return replace(verdicts, scans=tuple(scans))

    def _ask_inner(
        self, transaction: Transaction, inner: Mapping[str, Opener]
    ) -> tuple[InnerVerdict, ...]:
        if self._senders is None:
            return tuple(map(InnerVerdict, inner))
        with ExitStack() as opened:
            contents = {name: opened.enter_context(inner[name]()) for name in inner}
            return self._senders.judge_inner(contents, transaction.received_at)

    def _again(self, verdicts: Verdicts, received_at: datetime, tries: int) -> datetime | None:
        now = self._clock()
        if not verdicts.is_open or now - received_at > GIVEN_UP:
            return None
        pause: timedelta = FIRST_PAUSE * 2 ** min(tries, 12)
        return now + min(LONGEST_PAUSE, pause)


class Again:
    """Asks again about stored mails whose verdicts are open.

    Args:
        database: Where they are.
        blobs: Their bytes.
        judge: Who is asked.
        clock: What time it is.
    """

    def __init__(
        self,
        database: Database,
        blobs: BlobStore,
        judge: Judge,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._judge = judge
        self._clock = clock

    def look(self) -> int:
        """Judge what is due; return how many mails that were.

        Raises:
            TransientError: The database did not answer.
        """
        with self._database.write() as session:
            due = claim_unjudged(session, self._clock(), AT_ONCE)
        if due:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(self._judge_one, due))
        return len(due)

    def run(self, stop: threading.Event) -> None:
        """Look again and again until ``stop`` is set."""
        found = 0
        while not (stop.is_set() if found else stop.wait(LOOK_SECONDS)):
            found = 0
            try:
                found = self.look()
            except TransientError as error:
                log.warning("not judged again", outcome=error.code)
            except Exception:
                log.exception("not judged again")

    def _judge_one(self, due: Unjudged) -> None:
        judgement = self._judge.judge(
            Transaction(due.mail_from, due.client, due.received_at),
            self._opener(due.firm_id, due.raw_sha256),
            tries=due.tries,
            earlier=due.verdicts,
            inner={sha256: self._opener(due.firm_id, sha256) for sha256 in due.inner},
        )
        if judgement.verdicts is None:
            # Nobody is to be asked any more: what was said stands, and is looked at again rarely.
            return
        with self._database.write() as session:
            judge(session, due.delivery_id, judgement.verdicts, judgement.judge_at)
        log.info("judged again", outcome=str(judgement.judge_at is None), tries=due.tries)

    def _opener(self, firm_id: str, sha256: str) -> Opener:
        path = self._blobs.path(firm_id, sha256)
        return lambda: io.BufferedReader(io.FileIO(path))
