"""Who sent a mail: what was judged, and on what evidence.

Results are those of RFC 8601 §2.7. Only ``pass`` proves something; ``temperror`` is asked again.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Result(StrEnum):
    """How a check ended."""

    PASS = "pass"  # noqa: S105  no password
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    NONE = "none"
    POLICY = "policy"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


class Ground(StrEnum):
    """Why a check ended so."""

    DNS_SILENT = "dns_silent"
    TOO_MANY_LOOKUPS = "too_many_lookups"
    NOTHING_TO_ASK = "nothing_to_ask"
    HEADER_MALFORMED = "header_malformed"

    # SPF (RFC 7208)
    SERVER_LISTED = "server_listed"
    SERVER_LISTED_BY_OTHERS = "server_listed_by_others"
    SERVER_NOT_LISTED = "server_not_listed"
    SERVER_DOUBTED = "server_doubted"
    SERVER_LEFT_OPEN = "server_left_open"
    NO_SPF_RECORD = "no_spf_record"
    SPF_RECORD_WRONG = "spf_record_wrong"
    BEHIND_UPSTREAM = "behind_upstream"
    SAID_BY_UPSTREAM = "said_by_upstream"

    # DKIM (RFC 6376) and ARC (RFC 8617)
    SIGNATURE_HOLDS = "signature_holds"
    SIGNATURE_MALFORMED = "signature_malformed"
    SIGNATURE_DIFFERS = "signature_differs"
    BODY_CHANGED = "body_changed"
    BODY_PARTLY_SIGNED = "body_partly_signed"
    FIELD_ADDED = "field_added"
    SIGNATURE_EXPIRED = "signature_expired"
    SIGNATURE_FROM_FUTURE = "signature_from_future"
    ALGORITHM_REFUSED = "algorithm_refused"
    KEY_MISSING = "key_missing"
    KEY_REVOKED = "key_revoked"
    KEY_WRONG = "key_wrong"
    KEY_TOO_SHORT = "key_too_short"
    KEY_TOO_LONG = "key_too_long"
    TOO_MANY_SIGNATURES = "too_many_signatures"
    CHAIN_HOLDS = "chain_holds"
    CHAIN_MALFORMED = "chain_malformed"
    CHAIN_BROKEN = "chain_broken"

    # DMARC (RFC 9989)
    ALIGNED = "aligned"
    NOT_ALIGNED = "not_aligned"
    NO_DMARC_RECORD = "no_dmarc_record"
    FROM_MISSING = "from_missing"
    FROM_SEVERAL = "from_several"
    FROM_UNREADABLE = "from_unreadable"


class Means(StrEnum):
    """What proves the domain that a mail comes from."""

    SPF = "spf"
    DKIM = "dkim"
    ARC = "arc"


class Standing(StrEnum):
    """What the signatures of a forwarded mail say of its sender."""

    PROVEN = "proven"
    CHANGED = "changed"
    """It is no longer what was signed, or not all of it was."""
    UNPROVEN = "unproven"
    UNJUDGED = "unjudged"
    """Nobody has judged it, or nobody has answered yet."""


class ScanResult(StrEnum):
    """What a scanner said. What was not analysed is never clean."""

    CLEAN = "clean"
    MALWARE = "malware"
    SPAM = "spam"
    NOT_ANALYSED = "not_analysed"


@dataclass(frozen=True)
class SpfVerdict:
    """Whether the client may send for a domain.

    Attributes:
        result: How it ended.
        ground: Why.
        identity: ``mail_from``, or ``helo`` for a null reverse path.
        domain: The one asked; None if there was none.
        client: IP address of the client; None if it is not known.
        aligned: The domain is that of the From header, as its DMARC record understands it.
    """

    result: Result
    ground: Ground
    identity: str = "mail_from"
    domain: str | None = None
    client: str | None = None
    aligned: bool = False


@dataclass(frozen=True)
class DkimVerdict:
    """Whether one signature holds.

    Attributes:
        result: How it ended.
        ground: Why.
        domain: The one that signed (``d=``); None where that cannot be read.
        selector: Names the key (``s=``).
        algorithm: As the signature says (``a=``).
        aligned: As in `SpfVerdict`.
    """

    result: Result
    ground: Ground
    domain: str | None = None
    selector: str | None = None
    algorithm: str | None = None
    aligned: bool = False


@dataclass(frozen=True)
class ArcVerdict:
    """Whether the chain of forwarders holds.

    Attributes:
        result: How it ended.
        ground: Why.
        sealer: Domain of the last forwarder that sealed it.
        instances: Length of the chain.
        trusted: The last forwarder is one of those that the operator trusts.
        claims: Domain of the From header that it says to have seen pass DMARC, if any.
    """

    result: Result
    ground: Ground
    sealer: str | None = None
    instances: int = 0
    trusted: bool = False
    claims: str | None = None


@dataclass(frozen=True)
class DmarcVerdict:
    """Whether the domain of the From header stands for the mail.

    Attributes:
        result: How it ended.
        ground: Why.
        domain: Of the From header; None unless there is exactly one.
        organizational_domain: What alignment is measured by.
        policy_domain: Whose record was found.
        policy: What it asks for: ``none``, ``quarantine`` or ``reject``.
        aligned_by: What passed and is aligned.
    """

    result: Result
    ground: Ground
    domain: str | None = None
    organizational_domain: str | None = None
    policy_domain: str | None = None
    policy: str | None = None
    aligned_by: tuple[Means, ...] = ()


@dataclass(frozen=True)
class ScanVerdict:
    """What a scanner said.

    Attributes:
        scanner: ``clamd`` or ``rspamd``.
        result: What it said.
        detail: Name of what it found, its score, or why it said nothing.
    """

    scanner: str
    result: ScanResult
    detail: str = ""


_CHANGED = frozenset(
    {
        Ground.BODY_CHANGED,
        Ground.BODY_PARTLY_SIGNED,
        Ground.FIELD_ADDED,
        Ground.SIGNATURE_DIFFERS,
    }
)


@dataclass(frozen=True)
class InnerVerdict:
    """Who wrote a mail that came attached whole to the one that was judged.

    Only its own signatures can tell: no server was seen that brought it.

    Attributes:
        sha256: Of its bytes, in hexadecimal.
        dkim: Its signatures, as of the receipt of the mail around it.
        dmarc: Whether one of them stands for the domain of its From header; None where nobody
            asked.
        authenticated_domain: That domain, if it does.
    """

    sha256: str
    dkim: tuple[DkimVerdict, ...] = ()
    dmarc: DmarcVerdict | None = None
    authenticated_domain: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody did not answer who may answer later, and whose answer matters."""
        judged = [v for v in (*self.dkim, self.dmarc) if v is not None]
        is_unsure = any(v.result is Result.TEMPERROR for v in judged)
        return is_unsure and self.authenticated_domain is None

    @property
    def standing(self) -> Standing:
        """What is to be said of its sender."""
        if self.authenticated_domain is not None:
            return Standing.PROVEN
        if self.is_open or self.dmarc is None:
            return Standing.UNJUDGED
        is_changed = any(one.ground in _CHANGED for one in self.dkim)
        return Standing.CHANGED if is_changed else Standing.UNPROVEN


@dataclass(frozen=True)
class Verdicts:
    """All of them.

    Attributes:
        spf, dkim, arc, dmarc: None and empty where nobody asked (``DNS_SERVERS=off``).
        authenticated_domain: The From header's domain, if the mail is proven to come from there.
        authenticated_by: What proves it.
        scans: One per configured scanner.
        inner: Those about mails that came attached whole from a registered forwarder.
    """

    spf: SpfVerdict | None = None
    dkim: tuple[DkimVerdict, ...] = ()
    arc: ArcVerdict | None = None
    dmarc: DmarcVerdict | None = None
    authenticated_domain: str | None = None
    authenticated_by: Means | None = None
    scans: tuple[ScanVerdict, ...] = ()
    inner: tuple[InnerVerdict, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody did not answer who may answer later, and whose answer matters."""
        return self.is_outer_open or any(one.is_open for one in self.inner)

    @property
    def is_outer_open(self) -> bool:
        """The same, of the mail itself, whatever is attached to it."""
        judged = [v for v in (self.spf, *self.dkim, self.arc, self.dmarc) if v is not None]
        is_unsure = any(v.result is Result.TEMPERROR for v in judged)
        return (is_unsure and self.authenticated_domain is None) or not self.is_analysed

    def after(self, earlier: "Verdicts") -> "Verdicts":
        """Return these with what was settled earlier: who is silent now takes nothing back."""
        said = {s.scanner: s for s in earlier.scans if s.result is not ScanResult.NOT_ANALYSED}
        is_silent = ScanResult.NOT_ANALYSED
        scans = tuple(said.get(s.scanner, s) if s.result is is_silent else s for s in self.scans)
        proven = earlier if earlier.authenticated_domain is not None else self
        inner = {one.sha256: one for one in (*earlier.inner, *self.inner)}
        inner |= {one.sha256: one for one in earlier.inner if one.authenticated_domain is not None}
        return replace(proven, scans=scans, inner=tuple(inner.values()))

    def of_inner(self, sha256: str) -> InnerVerdict:
        """Return what was judged of an attached mail; nothing where nobody has."""
        return next((one for one in self.inner if one.sha256 == sha256), InnerVerdict(sha256))

    @property
    def has_malware(self) -> bool:
        """Whether a scanner found some."""
        return any(scan.result is ScanResult.MALWARE for scan in self.scans)

    @property
    def is_analysed(self) -> bool:
        """Whether every scanner has looked, as far as there are any."""
        return all(scan.result is not ScanResult.NOT_ANALYSED for scan in self.scans)
