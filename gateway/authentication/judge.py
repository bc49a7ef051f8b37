"""All verdicts about one mail, put together.

In: the envelope's facts and the bytes. Out: `Verdicts`. Nothing here raises for what a stranger
sent, and nothing is taken from what he wrote about himself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from typing import Any, BinaryIO

from gateway.authentication.arc import judge_arc
from gateway.authentication.author import AuthorError, author_domain
from gateway.authentication.body import Body
from gateway.authentication.dkim import judge_dkim
from gateway.authentication.dmarc import Aligned, judge_dmarc
from gateway.authentication.dns import Allowance, Lookups, Servers, SilentError, TooManyError
from gateway.authentication.mail import Mail, MalformedError, read_mail
from gateway.authentication.spf import judge_spf
from gateway.authentication.upstream import Upstreams, spf_from_upstream
from storage.domain.verdicts import (
    ArcVerdict,
    DkimVerdict,
    DmarcVerdict,
    Ground,
    InnerVerdict,
    Means,
    Result,
    SpfVerdict,
    Verdicts,
)


@dataclass(frozen=True)
class Transaction:
    """What is known of a mail besides its bytes.

    Attributes:
        mail_from: The reverse path; empty for ``<>``.
        client: Facts of the connection, as `gateway.session` writes them.
        received_at: When it was received; signatures are judged as of then.
    """

    mail_from: str
    client: Mapping[str, Any]
    received_at: datetime


@dataclass(frozen=True)
class Trust:
    """Whose word counts.

    Attributes:
        sealers: Domains of forwarders whose ARC seal is believed.
        upstreams: Our own servers in front, which see the client that we do not.
    """

    sealers: frozenset[str] = frozenset()
    upstreams: Upstreams = field(default_factory=Upstreams)


class Senders:
    """Judges senders; shared by threads.

    Args:
        servers: Who is asked.
        trust: Whose word counts.
    """

    def __init__(self, servers: Servers, trust: Trust | None = None) -> None:
        self._servers = servers
        self._trust = trust or Trust()

    def judge(
        self, transaction: Transaction, content: BinaryIO, allowance: Allowance | None = None
    ) -> Verdicts:
        """Judge one mail.

        Args:
            transaction: Its envelope.
            content: Its bytes, from the present position to the end; seekable.
            allowance: Seconds that it shares with others.
        """
        lookups = Lookups(self._servers, allowance=allowance)
        try:
            mail = read_mail(content)
        except MalformedError:
            spf = self._spf(lookups, transaction, None)
            dmarc = DmarcVerdict(Result.PERMERROR, Ground.HEADER_MALFORMED)
            arc = ArcVerdict(Result.PERMERROR, Ground.HEADER_MALFORMED)
            return Verdicts(spf=spf, arc=arc, dmarc=dmarc)
        return self._judge(lookups, transaction, mail)

    def judge_inner(
        self, inner: Mapping[str, BinaryIO], received_at: datetime
    ) -> tuple[InnerVerdict, ...]:
        """Judge mails that came attached whole to one: by their own signatures, and nothing else.

        They share the bounds of one mail.

        Args:
            inner: Their bytes, by SHA-256; seekable.
            received_at: When the mail around them was received.
        """
        lookups = Lookups(self._servers)
        return tuple(
            _judge_inner(lookups, sha256, content, received_at) for sha256, content in inner.items()
        )

    def _judge(self, lookups: Lookups, transaction: Transaction, mail: Mail) -> Verdicts:
        author, fault = None, None
        try:
            author = author_domain(mail)
        except AuthorError as error:
            fault = error.ground
        body = Body(mail)
        dkim = judge_dkim(lookups, mail, body, transaction.received_at, author)
        spf = self._spf(lookups, transaction, mail)
        arc = judge_arc(lookups, mail, body, self._trust.sealers)
        if author is None:
            dmarc = DmarcVerdict(Result.PERMERROR, fault or Ground.FROM_UNREADABLE)
            return Verdicts(spf=spf, dkim=dkim, arc=arc, dmarc=dmarc)
        aligned = _aligned(lookups, author, spf, dkim)
        means = _proof(aligned, arc, author)
        return Verdicts(
            spf=aligned.spf,
            dkim=aligned.dkim,
            arc=arc,
            dmarc=aligned.dmarc,
            authenticated_domain=author if means else None,
            authenticated_by=means,
        )

    def _spf(self, lookups: Lookups, transaction: Transaction, mail: Mail | None) -> SpfVerdict:
        address = _address(transaction.client.get("address"))
        if address is not None and self._trust.upstreams.has(address):
            return spf_from_upstream(self._trust.upstreams, mail, transaction.mail_from)
        helo = str(transaction.client.get("helo", ""))
        return judge_spf(lookups, address, transaction.mail_from, helo)


def _judge_inner(
    lookups: Lookups, sha256: str, content: BinaryIO, received_at: datetime
) -> InnerVerdict:
    try:
        mail = read_mail(content)
        author = author_domain(mail)
    except MalformedError:
        return InnerVerdict(sha256, (), DmarcVerdict(Result.PERMERROR, Ground.HEADER_MALFORMED))
    except AuthorError as error:
        return InnerVerdict(sha256, (), DmarcVerdict(Result.PERMERROR, error.ground))
    dkim = judge_dkim(lookups, mail, Body(mail), received_at, author)
    nobody = SpfVerdict(Result.NONE, Ground.NOTHING_TO_ASK)
    aligned = _aligned(lookups, author, nobody, dkim)
    no_chain = ArcVerdict(Result.NONE, Ground.NOTHING_TO_ASK)
    is_proven = _proof(aligned, no_chain, author) is Means.DKIM
    return InnerVerdict(sha256, aligned.dkim, aligned.dmarc, author if is_proven else None)


def _address(text: object) -> str | None:
    """Return an IP address without its zone, or None."""
    try:
        return str(ip_address(str(text).partition("%")[0]))
    except ValueError:
        return None


def _aligned(
    lookups: Lookups, author: str, spf: SpfVerdict, dkim: tuple[DkimVerdict, ...]
) -> Aligned:
    try:
        return judge_dmarc(lookups, author, spf, dkim)
    except SilentError:
        dmarc = DmarcVerdict(Result.TEMPERROR, Ground.DNS_SILENT, author)
    except TooManyError:
        dmarc = DmarcVerdict(Result.PERMERROR, Ground.TOO_MANY_LOOKUPS, author)
    return Aligned(dmarc, spf, dkim)


def _proof(aligned: Aligned, arc: ArcVerdict, author: str) -> Means | None:
    """Return what proves that the mail comes from its author's domain, if anything does.

    DMARC does, unless only by a server that others share; so does, where the domain publishes no
    record, a signature of that very domain; so does a trusted forwarder that saw DMARC pass.
    """
    if aligned.dmarc.result is Result.PASS:
        if Means.DKIM in aligned.dmarc.aligned_by:
            return Means.DKIM
        if aligned.spf.ground is not Ground.SERVER_LISTED_BY_OTHERS:
            return Means.SPF
    has_signed = any(v.result is Result.PASS and v.domain == author for v in aligned.dkim)
    if aligned.dmarc.ground is Ground.NO_DMARC_RECORD and has_signed:
        return Means.DKIM
    is_vouched = arc.result is Result.PASS and arc.trusted and arc.claims == author
    return Means.ARC if is_vouched else None
