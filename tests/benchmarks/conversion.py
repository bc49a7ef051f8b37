"""What the derived Factur-X of the corpora are worth, as invoices.

In: scored documents. Out, over invoices and credit notes: how many French ones whose key fields
were all read right got a Factur-X, and of which profile; whether each is valid; how many values
differ from the truth; and why a document got none, or a lower profile.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.facturx.parties import usable
from pipeline.facturx.validation import validate_file
from storage.codec import reasons_to_json
from storage.domain.invoice import CORE_TOTALS, FieldName
from storage.domain.reason import Reason
from tests.benchmarks.false_fields import stated_by
from tests.benchmarks.scoring import Scored

CORPORA = ("invoices", "synth")
"""What is converted as a whole."""
_KEY = (FieldName.NUMBER, FieldName.TYPE_CODE, FieldName.ISSUE_DATE, *CORE_TOTALS)
_SELLER = (FieldName.SELLER_SIREN, FieldName.SELLER_SIRET, FieldName.SELLER_VAT_ID)


@dataclass
class Conversions:
    """What came out.

    Attributes:
        profiles: Files made, by group (language, and whether the key fields are right) and profile.
        none: Documents without a file, a line each with the reasons.
        lowered: Documents by why their profile is no higher.
        invalid: Files that do not pass our own check, with the rule.
        values: Values stated at a level above ``read``.
        false: Those that differ from the truth.
        read: Values stated as only read.
        read_false: Those that differ from the truth.
    """

    profiles: dict[str, Counter[str]] = field(default_factory=dict)
    none: list[str] = field(default_factory=list)
    lowered: Counter[str] = field(default_factory=Counter)
    invalid: list[str] = field(default_factory=list)
    values: int = 0
    false: list[str] = field(default_factory=list)
    read: int = 0
    read_false: list[str] = field(default_factory=list)


def count(documents: Sequence[Scored]) -> Conversions:
    """Count what became of the documents that hold one invoice."""
    conversions = Conversions()
    for document in documents:
        if document.has_fields:
            _count_one(document, conversions)
    return conversions


def _count_one(document: Scored, conversions: Conversions) -> None:
    answer, facts = document.answer, document.answer.facts
    language = "French" if document.language == "fr" else "other"
    group = f"{language}, key fields {_how_read(document)}"
    profiles = conversions.profiles.setdefault(group, Counter())
    causes = [str(answer.error)] if answer.error else []
    if facts is not None:
        causes += [_cause(it) for it in reasons_to_json(answer.hold or facts.facturx_reasons)]
    if answer.facturx is None or facts is None:
        profiles["none"] += 1
        conversions.none.append(f"{group} | {answer.file.name} | {'; '.join(causes)}")
        return
    profiles[str(facts.profile)] += 1
    conversions.lowered.update(it for it in causes if it.startswith(Reason.PROFILE_LOWERED.value))
    validation = validate_file(answer.facturx)
    if not validation.valid:
        rules = ", ".join(it.rule for it in validation.findings)
        conversions.invalid.append(f"{answer.file.name}: {rules}")
    stated = stated_by(answer.facturx, document.truth)
    conversions.values += stated.values
    conversions.false += [f"{answer.file.name} {it}" for it in stated.false]
    conversions.read += stated.read
    conversions.read_false += [f"{answer.file.name} {it}" for it in stated.read_false]


def _how_read(document: Scored) -> str:
    if not document.may_be_filed:
        return "not all right"
    facts = document.answer.facts
    invoice = facts.invoice if facts else None
    if invoice is None:
        return "not read"
    is_read = all(
        usable(invoice, name) for name in _KEY if name.value in document.truth["visible"]
    ) and any(usable(invoice, name) for name in _SELLER)
    return "read" if is_read else "right but uncertain, or none that tells the seller"


def _cause(reason: dict[str, Any]) -> str:
    return " ".join(str(reason[key]) for key in ("code", "about", "detail") if reason.get(key))


def table(conversions: Conversions) -> str:
    """Return the figures for people."""
    return "\n".join(_lines(conversions)) + "\n"


def _lines(conversions: Conversions) -> Iterator[str]:
    for group, profiles in sorted(conversions.profiles.items()):
        made = profiles.total() - profiles["none"]
        share = made / profiles.total()
        yield f"{group}: {made} of {profiles.total()} have a Factur-X ({share:.1%})"
        yield from (f"  {name:12}{n:5}" for name, n in profiles.most_common())
    yield f"not valid by XSD, EN 16931 and BR-FR: {len(conversions.invalid)}"
    yield from (f"  {line}" for line in conversions.invalid)
    for kind, values, false in (
        ("above `read`", conversions.values, conversions.false),
        ("only `read`", conversions.read, conversions.read_false),
    ):
        per_thousand = 1000 * len(false) / max(values, 1)
        yield f"values {kind}: {values}, false {len(false)} ({per_thousand:.2f} in 1,000)"
        yield from (f"  {line}" for line in false)
    yield "why the profile is no higher"
    yield from (f"  {n:5}  {why}" for why, n in conversions.lowered.most_common())
    yield f"without a Factur-X: {len(conversions.none)}"
    yield from (f"  {line}" for line in conversions.none)
