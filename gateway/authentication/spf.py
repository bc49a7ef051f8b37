"""Whether a client may send for a domain (SPF, RFC 7208): pyspf, asking the DNS through us."""

import re
from contextlib import suppress
from typing import Any

import spf

from gateway.authentication.dns import Lookups, SilentError, TooManyError
from gateway.authentication.signing import ascii_domain
from storage.domain.verdicts import Ground, Result, SpfVerdict

RECORD_BYTES = 4096
"""Most bytes of a record; a longer one is wrong. Honest ones fit in a packet (RFC 7208 §3.4)."""
_GROUNDS = {
    Result.PASS: Ground.SERVER_LISTED,
    Result.FAIL: Ground.SERVER_NOT_LISTED,
    Result.SOFTFAIL: Ground.SERVER_DOUBTED,
    Result.NEUTRAL: Ground.SERVER_LEFT_OPEN,
    Result.NONE: Ground.NO_SPF_RECORD,
    Result.PERMERROR: Ground.SPF_RECORD_WRONG,
    Result.TEMPERROR: Ground.DNS_SILENT,
}


_ELSEWHERE = re.compile(r"(?:[+?~-]?include:|redirect=)(?P<domain>.+)", re.IGNORECASE)


class _Query(spf.query):  # type: ignore[misc]  # pyspf has no types
    """One evaluation. Explanations are the domain's words for the sender: nobody asks for them."""

    def __init__(self, lookups: Lookups, client: str, mail_from: str, helo: str) -> None:
        super().__init__(i=client, s=mail_from, h=helo)
        self.source = lookups

    def dns(
        self, name: str, qtype: str, cnames: Any = None, ignore_void: bool = False
    ) -> list[Any]:
        """Return the records of a name, as pyspf wants them."""
        name = str(name).rstrip(".").lower()
        found = []
        if all(0 < len(label) < 64 for label in name.split(".")):
            try:
                found = [_value(r, qtype) for r in self.source.records(name, qtype)]
            except SilentError as error:
                raise spf.TempError("DNS") from error
        if not found and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("Too many void lookups")
        return found

    def validated_ptrs(self) -> list[str]:
        """Return names of the client that lead back to it; one that DNS fails for is skipped."""
        names = []
        with suppress(spf.TempError):
            names = self.dns_ptr(self.i)[: spf.MAX_PTR]
        return [name for name in names if self._leads_back(name)]

    def _leads_back(self, name: str) -> bool:
        try:
            return bool(self.cidrmatch(self.dns_a(name, self.A), self.cidrmax))
        except spf.TempError:
            return False

    def dns_spf(self, domain: str) -> str | None:
        """Return the record of a domain."""
        record: str | None = super().dns_spf(domain)
        if record is not None and len(record) > RECORD_BYTES:
            raise spf.PermError("Record too long")
        return record

    def get_explanation(self, spec: str) -> str:
        """Ask nobody."""
        return ""


class _OwnQuery(_Query):
    """One evaluation of what a domain says itself, in its record and in those below it.

    Attributes:
        domain: The one.
    """

    domain = ""

    def dns_spf(self, domain: str) -> str | None:
        """Return the record of a domain without what leads to others."""
        terms = (super().dns_spf(domain) or "").split()
        return " ".join(term for term in terms if not _is_of_others(term, self.domain)) or None


def _value(record: Any, kind: str) -> Any:
    match kind:
        case "A" | "AAAA":
            return record.address
        case "MX":
            return record.preference, record.exchange.to_text(omit_final_dot=True)
        case "PTR":
            return record.target.to_text(omit_final_dot=True)
        case _:
            return record.strings


def judge_spf(lookups: Lookups, client: str | None, mail_from: str, helo: str) -> SpfVerdict:
    """Judge a client.

    Args:
        lookups: Where records come from.
        client: Its IP address.
        mail_from: The reverse path; empty for ``<>``, then the HELO name counts.
        helo: What it called itself.
    """
    local, _, host = mail_from.rpartition("@")
    identity = "mail_from" if mail_from else "helo"
    domain = ascii_domain(host if mail_from else helo)
    if client is None or domain is None:
        return SpfVerdict(Result.NONE, Ground.NOTHING_TO_ASK, identity, None, client)
    sender = f"{local or 'postmaster'}@{domain}" if mail_from else ""
    is_own = True
    try:
        query = _Query(lookups, client, sender, ascii_domain(helo) or domain)
        result = Result(str(query.check()[0]))
        if result is Result.PASS:
            is_own = _is_own(query, domain)
    except TooManyError:
        return SpfVerdict(Result.PERMERROR, Ground.TOO_MANY_LOOKUPS, identity, domain, client)
    except Exception:
        # Whatever pyspf stumbles over, the record is not one that permits anything.
        result = Result.PERMERROR
    ground = _GROUNDS[result] if is_own else Ground.SERVER_LISTED_BY_OTHERS
    return SpfVerdict(result, ground, identity, domain, client)


def _is_own(query: _Query, domain: str) -> bool:
    """Tell whether a domain lists the client itself, or only by the record of somebody else.

    A provider's servers send for all its customers, and each of them passes for each other.
    """
    again = _OwnQuery(query.source, query.c, query.s, query.h)
    again.domain = domain
    return bool(again.check()[0] == Result.PASS)


def _is_of_others(term: str, domain: str) -> bool:
    """Tell whether a term leads to the record of another domain (RFC 7208 §5.2, §6.1)."""
    found = _ELSEWHERE.fullmatch(term)
    if found is None:
        return False
    target = found["domain"].rstrip(".").lower()
    return target != domain and not target.endswith(f".{domain}")
