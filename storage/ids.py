"""Names of objects: a prefix for the kind, then a UUIDv7 (RFC 9562), so that they sort by age."""

from uuid_utils import uuid7


def new_id(prefix: str) -> str:
    """Return a fresh id such as ``inv_019ab3…``; the prefix stands without its underscore."""
    return f"{prefix}_{uuid7().hex}"
