"""Whether the domain of the From header stands for a mail (DMARC, RFC 9989).

Organisational domains come from the tree walk (RFC 9989 §4.10). The public suffix list is the
fallback: where the walk finds nothing, and where it would end at a suffix under which strangers
register their names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from publicsuffixlist import PublicSuffixList

from gateway.authentication.dkim import is_below
from gateway.authentication.dns import Lookups
from gateway.authentication.signing import RefusedError, parse_tags
from storage.domain.verdicts import DkimVerdict, DmarcVerdict, Ground, Means, Result, SpfVerdict

LABELS = 8
"""A walk asks so many names at most (RFC 9989 §4.10)."""
_POLICIES = ("none", "quarantine", "reject")


@dataclass(frozen=True)
class Record:
    """A DMARC policy record.

    Attributes:
        domain: Where it stands.
        tags: As parsed; names in small letters.
    """

    domain: str
    tags: Mapping[str, str]

    @property
    def psd(self) -> str:
        """``y`` for a public suffix, ``n`` for an organisational domain, ``u`` for neither."""
        return self.tags.get("psd", "u").lower()

    def policy(self, *, below: bool) -> str:
        """Return what it asks for; ``none`` where that is not readable.

        Args:
            below: For a domain below the record's.
        """
        wanted = self.tags.get("sp") if below else None
        text = (wanted or self.tags.get("p", "none")).lower()
        return text if text in _POLICIES else "none"

    def is_strict(self, means: Means) -> bool:
        """Tell whether alignment asks for the same domain."""
        return self.tags.get(f"a{means.value}", "r").lower() == "s"


@dataclass(frozen=True)
class Walk:
    """What a walk from a domain up the tree found.

    Attributes:
        start: The domain.
        records: Those found, the longest name first.
    """

    start: str
    records: tuple[Record, ...]

    @property
    def organizational_domain(self) -> str:
        """The domain whose owner answers for the start (RFC 9989 §4.10.2)."""
        chosen = self._chosen()
        listed = _listed_domain(self.start)
        if chosen is None:
            return listed or self.start
        is_suffix = listed is not None and is_below(listed, chosen) and listed != chosen
        # Without psd=n nobody said that names below a public suffix belong together.
        said = any(r.domain == chosen and r.psd == "n" for r in self.records)
        return listed if listed is not None and is_suffix and not said else chosen

    def _chosen(self) -> str | None:
        for record in self.records:
            if record.psd == "n":
                return record.domain
            if record.psd == "y" and record.domain != self.start:
                labels = self.start.split(".")
                return ".".join(labels[-(record.domain.count(".") + 2) :])
        return self.records[-1].domain if self.records else None

    def policy_record(self) -> Record | None:
        """Return the record that holds for the start (RFC 9989 §4.10.1)."""
        by_domain = {record.domain: record for record in self.records}
        own = by_domain.get(self.start) or by_domain.get(self.organizational_domain)
        return own or next((r for r in self.records if r.psd == "y"), None)


def walk(lookups: Lookups, domain: str) -> Walk:
    """Walk from a domain up to its top.

    Raises:
        SilentError, TooManyError: As of `Lookups`.
    """
    labels = domain.split(".")
    names = [labels]
    rest = labels[1:] if len(labels) <= LABELS else labels[-(LABELS - 1) :]
    names += [rest[at:] for at in range(len(rest))]
    records = []
    for name in names:
        record = _record(lookups, ".".join(name))
        if record is not None:
            records.append(record)
            if record.psd in {"n", "y"}:
                break
    return Walk(domain, tuple(records))


def _record(lookups: Lookups, domain: str) -> Record | None:
    """Return the one record of a name; several count as none."""
    found = []
    for text in lookups.texts(f"_dmarc.{domain}"):
        version, _, _ = text.partition(b";")
        name, _, value = version.partition(b"=")
        if name.strip().lower() == b"v" and value.strip() == b"DMARC1":
            found.append(text)
    if len(found) != 1:
        return None
    try:
        return Record(domain, {k.lower(): v for k, v in parse_tags(found[0]).items()})
    except RefusedError:
        return None


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _listed_domain(domain: str) -> str | None:
    """Return what the list says: the public suffix and one label more."""
    listed: str | None = _suffixes().privatesuffix(domain)
    return listed


@dataclass(frozen=True)
class Aligned:
    """A DMARC verdict, and SPF and DKIM with their alignment filled in."""

    dmarc: DmarcVerdict
    spf: SpfVerdict
    dkim: tuple[DkimVerdict, ...]


def judge_dmarc(
    lookups: Lookups, author: str, spf: SpfVerdict, dkim: Sequence[DkimVerdict]
) -> Aligned:
    """Judge alignment with the From header's domain.

    Args:
        lookups: Where records come from.
        author: That domain.
        spf: What was judged of the client.
        dkim: What was judged of the signatures.

    Raises:
        SilentError, TooManyError: As of `Lookups`.
    """
    found = walk(lookups, author)
    organisation = found.organizational_domain
    record = found.policy_record()

    def is_aligned(domain: str | None, means: Means) -> bool:
        if domain is None or not is_below(domain, organisation):
            return False
        if domain == author:
            return True
        if record is not None and record.is_strict(means):
            return False
        return walk(lookups, domain).organizational_domain == organisation

    # Only what passed is worth a question; the rest is compared by name.
    spf = replace(spf, aligned=is_aligned(spf.domain, Means.SPF))
    signed = tuple(replace(v, aligned=is_aligned(v.domain, Means.DKIM)) for v in dkim)
    by = []
    if spf.aligned and spf.result is Result.PASS:
        by.append(Means.SPF)
    if any(v.aligned and v.result is Result.PASS for v in signed):
        by.append(Means.DKIM)
    about = DmarcVerdict(
        Result.NONE,
        Ground.NO_DMARC_RECORD,
        author,
        organisation,
        record.domain if record else None,
        record.policy(below=record.domain != author) if record else None,
        tuple(by),
    )
    return Aligned(_conclude(about, record, spf, signed), spf, signed)


def _conclude(
    about: DmarcVerdict, record: Record | None, spf: SpfVerdict, dkim: Sequence[DkimVerdict]
) -> DmarcVerdict:
    if record is None:
        return about
    if about.aligned_by:
        return replace(about, result=Result.PASS, ground=Ground.ALIGNED)
    judged = [(spf.aligned, spf.result), *((v.aligned, v.result) for v in dkim)]
    if (True, Result.TEMPERROR) in judged:
        return replace(about, result=Result.TEMPERROR, ground=Ground.DNS_SILENT)
    return replace(about, result=Result.FAIL, ground=Ground.NOT_ALIGNED)
