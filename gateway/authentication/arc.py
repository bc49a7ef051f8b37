"""The chain of forwarders (ARC, RFC 8617): whether it holds, and what its last sealer saw."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gateway.authentication.body import Body, Form
from gateway.authentication.dkim import check_cover, check_signature, read_signature
from gateway.authentication.dns import Lookups, SilentError, TooManyError
from gateway.authentication.mail import Field, Mail
from gateway.authentication.results import passed_dmarc
from gateway.authentication.signing import (
    RefusedError,
    Tags,
    as_domain,
    ascii_domain,
    decode_base64,
    find_key,
    key_kind,
    own_form,
    parse_tags,
    relaxed,
    verify,
)
from storage.domain.verdicts import ArcVerdict, Ground, Result

INSTANCES = 50
"""RFC 8617 §4.2.1."""
_RESULTS, _MESSAGE, _SEAL = (
    b"arc-authentication-results",
    b"arc-message-signature",
    b"arc-seal",
)
_INSTANCE = re.compile(r"\s*i\s*=\s*([0-9]{1,3})\s*;")


@dataclass(frozen=True)
class _Set:
    """One forwarder's three fields, the tags of the latter two."""

    results: Field
    message: Field
    message_tags: Tags
    seal: Field
    seal_tags: Tags


def judge_arc(
    lookups: Lookups, mail: Mail, body: Body, trusted: frozenset[str] = frozenset()
) -> ArcVerdict:
    """Judge the chain of a mail.

    Args:
        lookups: Where keys come from.
        mail: The mail.
        body: Its body.
        trusted: Domains of sealers whose word counts.
    """
    try:
        chain = _chain(mail)
    except RefusedError as error:
        return ArcVerdict(error.result, error.ground)
    if not chain:
        return ArcVerdict(Result.NONE, Ground.NOTHING_TO_ASK)
    last = chain[-1]
    sealer = ascii_domain(last.seal_tags.get("d", ""))
    try:
        _check(lookups, mail, body, chain)
    except RefusedError as error:
        return ArcVerdict(Result.FAIL, error.ground, sealer, len(chain))
    except SilentError:
        return ArcVerdict(Result.TEMPERROR, Ground.DNS_SILENT, sealer, len(chain))
    except TooManyError:
        return ArcVerdict(Result.PERMERROR, Ground.TOO_MANY_LOOKUPS, sealer, len(chain))
    return ArcVerdict(
        Result.PASS,
        Ground.CHAIN_HOLDS,
        sealer,
        len(chain),
        trusted=sealer in trusted,
        claims=_claims(mail, body, last),
    )


def _claims(mail: Mail, body: Body, last: _Set) -> str | None:
    """Return the author's domain that the last sealer saw pass, if it sealed all that is there."""
    try:
        check_cover(mail, body, read_signature(last.message_tags, Form.RELAXED))
    except RefusedError:
        return None
    return passed_dmarc(_INSTANCE.sub("", _text(last.results), count=1))


def _text(field: Field) -> str:
    return field.value.decode("utf-8", "replace")


def _wrong() -> RefusedError:
    return RefusedError(Result.FAIL, Ground.CHAIN_MALFORMED)


def _chain(mail: Mail) -> Sequence[_Set]:
    """Return the sets in their order; each instance has exactly one (RFC 8617 §4.2)."""
    counts = [len(mail.all(name)) for name in (_RESULTS, _MESSAGE, _SEAL)]
    if not any(counts):
        return ()
    if len(set(counts)) > 1 or counts[0] > INSTANCES:
        raise _wrong()
    results = {_instance_of_results(field): field for field in mail.all(_RESULTS)}
    messages = _by_instance(mail.all(_MESSAGE))
    seals = _by_instance(mail.all(_SEAL))
    wanted = set(range(1, counts[0] + 1))
    if not set(results) == set(messages) == set(seals) == wanted:
        raise _wrong()
    return [_Set(results[i], *messages[i], *seals[i]) for i in sorted(wanted)]


def _instance_of_results(field: Field) -> int:
    found = _INSTANCE.match(_text(field))
    if found is None:
        raise _wrong()
    return int(found[1])


def _by_instance(fields: Sequence[Field]) -> Mapping[int, tuple[Field, Tags]]:
    found = {}
    for field in fields:
        try:
            tags = parse_tags(field.value)
        except RefusedError:
            raise _wrong() from None
        text = tags.get("i", "")
        if not (text.isascii() and text.isdecimal() and len(text) <= 3):
            raise _wrong()
        found[int(text)] = (field, tags)
    return found


def _check(lookups: Lookups, mail: Mail, body: Body, chain: Sequence[_Set]) -> None:
    """Follow RFC 8617 §5.2; every step that fails ends in an error."""
    for number, one in enumerate(chain, 1):
        said = one.seal_tags.get("cv", "").lower()
        if said != ("none" if number == 1 else "pass"):
            raise RefusedError(
                Result.FAIL, Ground.CHAIN_BROKEN if said == "fail" else Ground.CHAIN_MALFORMED
            )
    last = chain[-1]
    signature = read_signature(last.message_tags, Form.RELAXED)
    if _SEAL in signature.signed:
        raise _wrong()
    check_signature(lookups, mail, body, last.message, signature)
    for number in range(len(chain), 0, -1):
        _check_seal(lookups, chain[:number])


def _check_seal(lookups: Lookups, sets: Sequence[_Set]) -> None:
    tags = sets[-1].seal_tags
    if "h" in tags or not all(tags.get(name) for name in ("a", "b", "d", "s")):
        raise _wrong()
    kind = key_kind(tags["a"].lower())
    key = find_key(lookups, as_domain(tags["d"]), as_domain(tags["s"]), kind)
    pieces = []
    for one in sets[:-1]:
        pieces += [relaxed(field) + b"\r\n" for field in (one.results, one.message, one.seal)]
    last = sets[-1]
    pieces += [relaxed(field) + b"\r\n" for field in (last.results, last.message)]
    verify(key, decode_base64(tags["b"]), [*pieces, own_form(last.seal, Form.RELAXED)])
