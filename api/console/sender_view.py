"""What the message page shows of a sender's judgement: one line for each thing that was asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from api.console.language import Language
from api.console.words import choose
from storage.codec import from_json
from storage.domain.sender_wording import GROUNDS, RESULTS, SCANS
from storage.domain.verdicts import Ground, Means, Result, ScanResult, Verdicts
from storage.models.message import DeliveryRow

_ALIGNED = ("domaine affiché", "domain shown")
_POLICY = ("le domaine demande", "the domain asks for")
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
        checks=[*_checks(verdicts, language), *_scans(verdicts, language)],
        again_at=delivery.judge_at,
    )


def _checks(verdicts: Verdicts, language: Language) -> Iterator[CheckShown]:
    shown = choose(_ALIGNED, language)
    named: list[tuple[str, Result, Ground, list[str | None]]] = []
    if (dmarc := verdicts.dmarc) is not None:
        asks = f"{choose(_POLICY, language)} {dmarc.policy}" if dmarc.policy else None
        named.append(("DMARC", dmarc.result, dmarc.ground, [dmarc.domain, asks]))
    if (spf := verdicts.spf) is not None:
        mark = shown if spf.aligned else None
        named.append(("SPF", spf.result, spf.ground, [spf.domain, spf.client, mark]))
    for one in verdicts.dkim:
        mark = shown if one.aligned else None
        evidence = [one.domain, one.selector, one.algorithm, mark]
        named.append(("DKIM", one.result, one.ground, evidence))
    arc = verdicts.arc
    if arc is not None and arc.result is not Result.NONE:
        sealer = f"{choose(_SEALED, language)} {arc.sealer}" if arc.sealer else None
        named.append(("ARC", arc.result, arc.ground, [sealer]))
    for name, result, ground, evidence in named:
        yield CheckShown(
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
