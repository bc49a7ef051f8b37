"""DKIM signatures of a mail (RFC 6376): which of them hold, and who signed.

A signature that holds but does not cover what people see does not pass: one over a part of the
body (``l=``), and one beside which a field stands that it should have covered (RFC 6376 §8.15).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from gateway.authentication.body import Body, Form
from gateway.authentication.dns import Lookups, SilentError, TooManyError
from gateway.authentication.mail import Field, Mail
from gateway.authentication.signing import (
    RefusedError,
    Tags,
    as_domain,
    ascii_domain,
    decode_base64,
    find_key,
    in_form,
    key_kind,
    malformed,
    own_form,
    parse_tags,
    verify,
)
from storage.domain.verdicts import DkimVerdict, Ground, Result

SIGNATURES = 8
"""Judged in one mail; those of the From header's domain come first."""
CLOCK_SECONDS = 10 * 3600
"""How far a signer's clock may be ahead."""
_REQUIRED = ("a", "b", "bh", "d", "s")
_ONCE = frozenset(
    b"from sender reply-to to cc subject date message-id mime-version content-type"
    b" content-transfer-encoding".split()
)
"""Fields that stand once in an honest mail (RFC 5322 §3.6, RFC 2045)."""


@dataclass(frozen=True)
class Signature:
    """A signature field, taken apart.

    Attributes:
        domain: ``d=``, as the DNS has it.
        selector: ``s=``.
        algorithm: ``a=``.
        signed: Names of fields, in small letters, in their order.
        header_form, body_form: Canonical forms.
        length: ``l=``, or None.
        body_hash: ``bh=``.
        value: ``b=``.
    """

    domain: str
    selector: str
    algorithm: str
    signed: tuple[bytes, ...]
    header_form: Form
    body_form: Form
    length: int | None
    body_hash: bytes
    value: bytes


def judge_dkim(
    lookups: Lookups, mail: Mail, body: Body, now: datetime, author: str | None
) -> tuple[DkimVerdict, ...]:
    """Judge the signatures of a mail.

    Args:
        lookups: Where keys come from.
        mail: The mail.
        body: Its body.
        now: When it was received.
        author: Domain of its From header.

    Returns:
        One verdict for each, at most `SIGNATURES`, and one more where there are more.
    """
    fields = mail.all(b"dkim-signature")
    ordered = sorted(fields, key=lambda field: _distance(field, author))
    verdicts = [_judge(lookups, mail, body, now, field) for field in ordered[:SIGNATURES]]
    if len(ordered) > SIGNATURES:
        verdicts.append(DkimVerdict(Result.POLICY, Ground.TOO_MANY_SIGNATURES))
    return tuple(verdicts)


def _distance(field: Field, author: str | None) -> int:
    """Return how far a signer's domain is from the author's; what is nearer is judged first."""
    try:
        domain = ascii_domain(parse_tags(field.value).get("d", ""))
    except RefusedError:
        return 3
    if domain is None or author is None:
        return 2
    return 0 if domain == author else 1 if is_below(author, domain) else 2


def is_below(domain: str, other: str) -> bool:
    """Tell whether a domain is another one or below it."""
    return domain == other or domain.endswith(f".{other}")


def _judge(lookups: Lookups, mail: Mail, body: Body, now: datetime, field: Field) -> DkimVerdict:
    named: tuple[str | None, str | None, str | None] = (None, None, None)
    try:
        tags = parse_tags(field.value)
        named = (ascii_domain(tags.get("d", "")), _named(tags, "s"), _named(tags, "a"))
        signature = read_signature(tags)
        _check_tags(tags, signature)
        _check_time(tags, now)
        check_signature(lookups, mail, body, field, signature, identity=_identity(tags, signature))
        check_cover(mail, body, signature)
    except RefusedError as error:
        return DkimVerdict(error.result, error.ground, *named)
    except SilentError:
        return DkimVerdict(Result.TEMPERROR, Ground.DNS_SILENT, *named)
    except TooManyError:
        return DkimVerdict(Result.PERMERROR, Ground.TOO_MANY_LOOKUPS, *named)
    return DkimVerdict(Result.PASS, Ground.SIGNATURE_HOLDS, *named)


def _named(tags: Tags, name: str) -> str:
    """Return what a stranger wrote as people can be shown it."""
    return "".join(c for c in tags.get(name, "")[:64] if c.isascii() and c.isprintable())


def read_signature(tags: Tags, default: Form = Form.SIMPLE) -> Signature:
    """Read what DKIM and ARC message signatures have in common.

    Args:
        tags: Of the field.
        default: Form of header and body where ``c=`` does not say.

    Raises:
        RefusedError: It is malformed.
    """
    if not all(tags.get(name) for name in _REQUIRED) or "h" not in tags:
        raise malformed()
    header_form, _, body_form = tags.get("c", f"{default}/{default}").lower().partition("/")
    length = tags.get("l")
    if length is not None and not (length.isdecimal() and len(length) <= 76 and length.isascii()):
        raise malformed()
    try:
        forms = Form(header_form), Form(body_form or "simple")
    except ValueError:
        raise malformed() from None
    names = (part.strip().lower().encode() for part in tags["h"].split(":"))
    return Signature(
        domain=as_domain(tags["d"]),
        selector=as_domain(tags["s"]),
        algorithm=tags["a"].lower(),
        signed=tuple(name for name in names if name),
        header_form=forms[0],
        body_form=forms[1],
        length=None if length is None else int(length),
        body_hash=decode_base64(tags["bh"]),
        value=decode_base64(tags["b"]),
    )


def _check_tags(tags: Tags, signature: Signature) -> None:
    if tags.get("v") != "1" or b"from" not in signature.signed:
        raise malformed()
    methods = tags.get("q", "dns/txt").split(":")
    if not any(
        method.strip().partition("/")[::2] in {("dns", "txt"), ("dns", "")} for method in methods
    ):
        raise malformed()


def _check_time(tags: Tags, now: datetime) -> None:
    since, until = _seconds(tags, "t"), _seconds(tags, "x")
    if since is not None and until is not None and until < since:
        raise malformed()
    if since is not None and since > now.timestamp() + CLOCK_SECONDS:
        raise RefusedError(Result.FAIL, Ground.SIGNATURE_FROM_FUTURE)
    if until is not None and until < now.timestamp():
        raise RefusedError(Result.FAIL, Ground.SIGNATURE_EXPIRED)


def _seconds(tags: Tags, name: str) -> int | None:
    text = tags.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 12):
        raise malformed()
    return int(text)


def _identity(tags: Tags, signature: Signature) -> str:
    """Return the domain of ``i=`` (RFC 6376 §3.5), which must be the signer's or below it."""
    text = tags.get("i")
    if text is None:
        return signature.domain
    _, at, host = text.rpartition("@")
    identity = as_domain(host) if at else ""
    if not is_below(identity, signature.domain):
        raise malformed()
    return identity


def check_signature(
    lookups: Lookups,
    mail: Mail,
    body: Body,
    field: Field,
    signature: Signature,
    identity: str | None = None,
) -> None:
    """Check body and signature of a DKIM or ARC message signature.

    Raises:
        RefusedError: It does not hold.
        SilentError, TooManyError: As of `Lookups`.
    """
    kind = key_kind(signature.algorithm)
    digest, total = body.digest(signature.body_form, signature.length)
    if digest != signature.body_hash or (signature.length or 0) > total:
        raise RefusedError(Result.FAIL, Ground.BODY_CHANGED)
    key = find_key(lookups, signature.domain, signature.selector, kind)
    if key.is_strict and identity not in {None, signature.domain}:
        raise RefusedError(Result.PERMERROR, Ground.KEY_WRONG)
    pieces = [
        in_form(found, signature.header_form) + b"\r\n"
        for found in _covered(mail, signature.signed)
    ]
    verify(key, signature.value, [*pieces, own_form(field, signature.header_form)])


def _covered(mail: Mail, signed: Sequence[bytes]) -> Iterator[Field]:
    """Yield the fields that are signed: of each name from the bottom up (RFC 6376 §5.4.2)."""
    left: dict[bytes, list[Field]] = {}
    for name in signed:
        if name not in left:
            left[name] = list(mail.all(name))
        if left[name]:
            yield left[name].pop()


def check_cover(mail: Mail, body: Body, signature: Signature) -> None:
    """Check that a signature covers all that people see.

    Raises:
        RefusedError: It does not.
    """
    if signature.length is not None:
        _, total = body.digest(signature.body_form, signature.length)
        if signature.length < total:
            raise RefusedError(Result.POLICY, Ground.BODY_PARTLY_SIGNED)
    if any(len(mail.all(name)) > max(1, signature.signed.count(name)) for name in _ONCE):
        raise RefusedError(Result.POLICY, Ground.FIELD_ADDED)
