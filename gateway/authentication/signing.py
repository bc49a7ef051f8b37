"""What DKIM and ARC have in common: tag lists, header forms, keys, signatures.

Governed by RFC 6376, with RFC 8463 (Ed25519) and RFC 8301 (no SHA-1, no short keys).
"""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import load_der_public_key

from gateway.authentication.body import Form
from gateway.authentication.dns import Lookups
from gateway.authentication.mail import Field
from storage.domain.verdicts import Ground, Result

SHORTEST_KEY, LONGEST_KEY = 1024, 4096
"""Bits of an RSA key. Longer ones cost more than a mail should."""
KEY_RECORDS = 4
"""Records at a key's name; with more nobody can tell which is meant."""
_BLANKS = re.compile(rb"[ \t\r\n]+")
_TAG_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_OWN_SIGNATURE = re.compile(rb"(^|;)([ \t\r\n]*b[ \t\r\n]*=)[^;]*")
_NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*"
)
_ALGORITHMS = {"rsa-sha256": "rsa", "ed25519-sha256": "ed25519"}

Tags = Mapping[str, str]


class RefusedError(Exception):
    """A signature does not count.

    Attributes:
        result: How the check ends.
        ground: Why.
    """

    def __init__(self, result: Result, ground: Ground) -> None:
        super().__init__(ground)
        self.result = result
        self.ground = ground


@dataclass(frozen=True)
class Key:
    """A public key from the DNS.

    Attributes:
        key: The key itself.
        is_strict: Signer and identity must be the same domain (``t=s``).
    """

    key: RSAPublicKey | Ed25519PublicKey
    is_strict: bool


def malformed() -> RefusedError:
    """Return the error for what does not follow the syntax."""
    return RefusedError(Result.PERMERROR, Ground.SIGNATURE_MALFORMED)


def parse_tags(text: bytes) -> dict[str, str]:
    """Take a tag list apart (RFC 6376 §3.2); names keep their letter case.

    Raises:
        RefusedError: It is none, or names a tag twice.
    """
    try:
        parts = text.decode("utf-8").strip(" \t\r\n").split(";")
    except UnicodeDecodeError:
        raise malformed() from None
    if parts and not parts[-1].strip():
        parts.pop()
    tags: dict[str, str] = {}
    for part in parts:
        name, equals, value = part.partition("=")
        name = name.strip(" \t\r\n")
        if not equals or not _TAG_NAME.fullmatch(name) or name in tags:
            raise malformed()
        tags[name] = value.strip(" \t\r\n")
    return tags


def as_domain(text: str) -> str:
    """Return a domain in small letters and as the DNS has it.

    Raises:
        RefusedError: It is none.
    """
    domain = ascii_domain(text)
    if domain is None:
        raise malformed()
    return domain


def ascii_domain(text: str) -> str | None:
    """Return a domain as the DNS has it, in small letters; None if it is none."""
    if len(text) > 253:
        return None
    if not text.isascii():
        try:
            text = ".".join(label.encode("idna").decode() for label in text.split("."))
        except UnicodeError:
            return None
    domain = text.lower()
    return domain if _NAME.fullmatch(domain) else None


def decode_base64(text: str) -> bytes:
    """Decode base64 that may be folded.

    Raises:
        RefusedError: It is none.
    """
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise malformed() from None


def relaxed(field: Field, value: bytes | None = None) -> bytes:
    """Return a field in the relaxed form (RFC 6376 §3.4.2), without its line end.

    Args:
        field: The field.
        value: Instead of its own.
    """
    text = field.value if value is None else value
    return field.name + b":" + _BLANKS.sub(b" ", text).strip(b" ")


def unsigned(value: bytes) -> bytes:
    """Return a signature field's value with its own ``b=`` emptied (RFC 6376 §3.7)."""
    return _OWN_SIGNATURE.sub(rb"\1\2", value, count=1)


def in_form(field: Field, form: Form) -> bytes:
    """Return a field in a canonical form, without its line end."""
    return relaxed(field) if form is Form.RELAXED else field.raw


def own_form(field: Field, form: Form) -> bytes:
    """Return a signature's own field, its ``b=`` emptied, in a canonical form."""
    value = unsigned(field.value)
    if form is Form.RELAXED:
        return relaxed(field, value)
    return field.raw.partition(b":")[0] + b":" + value


def key_kind(algorithm: str) -> str:
    """Return the kind of key that an algorithm takes.

    Raises:
        RefusedError: It is not one that counts (RFC 8301 §3.1).
    """
    kind = _ALGORITHMS.get(algorithm)
    if kind is None:
        raise RefusedError(Result.POLICY, Ground.ALGORITHM_REFUSED)
    return kind


def find_key(lookups: Lookups, domain: str, selector: str, kind: str) -> Key:
    """Ask the DNS for a key (RFC 6376 §3.6).

    Raises:
        RefusedError: There is none that can be used.
        SilentError, TooManyError: As of `Lookups`.
    """
    texts = lookups.texts(f"{selector}._domainkey.{domain}")
    if not texts:
        raise RefusedError(Result.PERMERROR, Ground.KEY_MISSING)
    if len(texts) > KEY_RECORDS:
        raise RefusedError(Result.PERMERROR, Ground.KEY_WRONG)
    refusal = RefusedError(Result.PERMERROR, Ground.KEY_WRONG)
    for text in sorted(texts):
        try:
            return _parse_key(text, kind)
        except RefusedError as error:
            refusal = error
    raise refusal


def _parse_key(text: bytes, kind: str) -> Key:
    wrong = RefusedError(Result.PERMERROR, Ground.KEY_WRONG)
    try:
        tags = parse_tags(text)
    except RefusedError:
        raise wrong from None
    if tags.get("v", "DKIM1") != "DKIM1" or ("v" in tags and next(iter(tags)) != "v"):
        raise wrong
    if tags.get("k", "rsa") != kind or "p" not in tags:
        raise wrong
    if not tags["p"]:
        raise RefusedError(Result.PERMERROR, Ground.KEY_REVOKED)
    if "sha256" not in _listed(tags.get("h", "sha256")):
        raise RefusedError(Result.PERMERROR, Ground.ALGORITHM_REFUSED)
    if not {"*", "email"} & set(_listed(tags.get("s", "*"))):
        raise wrong
    try:
        key = _load(decode_base64(tags["p"]), kind)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise wrong from None
    except RefusedError as error:
        raise (wrong if error.ground is Ground.SIGNATURE_MALFORMED else error) from None
    return Key(key, is_strict="s" in _listed(tags.get("t", "")))


def _listed(text: str) -> Sequence[str]:
    return [part.strip() for part in text.split(":")]


def _load(data: bytes, kind: str) -> RSAPublicKey | Ed25519PublicKey:
    if kind == "ed25519":
        return Ed25519PublicKey.from_public_bytes(data)
    key = load_der_public_key(data)
    if not isinstance(key, RSAPublicKey):
        raise TypeError("not an RSA key")
    if key.key_size < SHORTEST_KEY:
        raise RefusedError(Result.POLICY, Ground.KEY_TOO_SHORT)
    if key.key_size > LONGEST_KEY or key.public_numbers().e.bit_length() > 64:
        raise RefusedError(Result.POLICY, Ground.KEY_TOO_LONG)
    return key


def verify(key: Key, signature: bytes, pieces: Sequence[bytes]) -> None:
    """Verify a signature over pieces that are one text.

    Raises:
        RefusedError: It does not hold.
    """
    try:
        if isinstance(key.key, RSAPublicKey):
            text = b"".join(pieces)
            key.key.verify(signature, text, padding.PKCS1v15(), SHA256())
        else:
            hasher = Hash(SHA256())
            hasher.update(b"".join(pieces))
            key.key.verify(signature, hasher.finalize())
    except InvalidSignature:
        raise RefusedError(Result.FAIL, Ground.SIGNATURE_DIFFERS) from None
