"""What the message page shows of a sender's judgement: one line for each thing that was asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from api.console.language import Language
from api.console.words import choose
from storage.codec import from_json
from storage.domain.sender_wording import GROUNDS, RESULTS, SCANS
from storage.domain.verdicts import (
    DkimVerdict,
    DmarcVerdict,
    Ground,
    Means,
    Result,
    ScanResult,
    Verdicts,
)
from storage.models.message import DeliveryRow

_ALIGNED = ("domaine affiché", "domain shown")
_POLICY = ("le domaine demande", "the domain asks for")
_INNER = ("message transféré", "forwarded mail")
_SEALED = ("scellé par", "sealed by")
_BY: dict[Means, tuple[str, str]] = {
    Means.SPF: ("par SPF et DMARC", "by SPF and DMARC"),
    Means.DKIM: ("par signature DKIM", "by a DKIM signature"),
    Means.ARC: ("par un transfert de confiance", "by a trusted forwarder"),
}


@dataclass(frozen=True)
class CheckShown:
    """One check.

    Attributes:
        name: What was asked.
        result: How it ended, in a word.
        is_good: It proves something, or found nothing.
        why: In a sentence.
        evidence: Domains, selector, client: what it rests on.
    """

    name: str
    result: str
    is_good: bool
    why: str
    evidence: str


@dataclass(frozen=True)
class SenderShown:
    """What is known of the sender.

    Attributes:
        domain: The one that the mail is proven to come from, or None.
        by: What proves it.
        checks: All of them.
        again_at: When somebody is asked again, or None.
    """

    domain: str | None
    by: str
    checks: list[CheckShown]
    again_at: datetime | None


def sender_shown(delivery: DeliveryRow, language: Language) -> SenderShown | None:
    """Return what is shown of a delivery's sender; None where nobody was asked."""
    if delivery.verdicts is None:
        return None
    verdicts = from_json(Verdicts, delivery.verdicts)
    by = verdicts.authenticated_by
    return SenderShown(
        domain=verdicts.authenticated_domain,
        by=choose(_BY[by], language) if by else "",
        checks=[
            *_checks(verdicts, language),
            *_inner_checks(verdicts, language),
            *_scans(verdicts, language),
        ],
        again_at=delivery.judge_at,
    )


def _checks(verdicts: Verdicts, language: Language) -> Iterator[CheckShown]:
    if verdicts.dmarc is not None:
        yield _of_dmarc(verdicts.dmarc, language)
    if (spf := verdicts.spf) is not None:
        evidence = [spf.domain, spf.client, _mark(language, aligned=spf.aligned)]
        yield _shown("SPF", spf.result, spf.ground, evidence, language)
    for one in verdicts.dkim:
        yield _of_dkim(one, language)
    arc = verdicts.arc
    if arc is not None and arc.result is not Result.NONE:
        sealer = f"{choose(_SEALED, language)} {arc.sealer}" if arc.sealer else None
        yield _shown("ARC", arc.result, arc.ground, [sealer], language)


def _inner_checks(verdicts: Verdicts, language: Language) -> Iterator[CheckShown]:
    """Yield what was asked about mails that came attached whole."""
    for inner in verdicts.inner:
        dmarc = [_of_dmarc(inner.dmarc, language)] if inner.dmarc else []
        for check in (*dmarc, *(_of_dkim(one, language) for one in inner.dkim)):
            yield replace(check, name=f"{check.name}, {choose(_INNER, language)}")


def _of_dmarc(dmarc: DmarcVerdict, language: Language) -> CheckShown:
    asks = f"{choose(_POLICY, language)} {dmarc.policy}" if dmarc.policy else None
    return _shown("DMARC", dmarc.result, dmarc.ground, [dmarc.domain, asks], language)


def _of_dkim(one: DkimVerdict, language: Language) -> CheckShown:
    mark = _mark(language, aligned=one.aligned)
    evidence = [one.domain, one.selector, one.algorithm, mark]
    return _shown("DKIM", one.result, one.ground, evidence, language)


def _mark(language: Language, *, aligned: bool) -> str | None:
    return choose(_ALIGNED, language) if aligned else None


def _shown(
    name: str, result: Result, ground: Ground, evidence: list[str | None], language: Language
) -> CheckShown:
    return CheckShown(
        name,
        choose(RESULTS[result], language),
        result is Result.PASS,
        choose(GROUNDS[ground], language),
        ", ".join(text for text in evidence if text),
    )


def _scans(verdicts: Verdicts, language: Language) -> Iterator[CheckShown]:
    for scan in verdicts.scans:
        is_clean = scan.result is ScanResult.CLEAN
        yield CheckShown(
            scan.scanner, choose(SCANS[scan.result], language), is_clean, "", scan.detail
        )
