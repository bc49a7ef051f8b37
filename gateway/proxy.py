"""The PROXY protocol: the client's address from a load balancer that stands before us."""

import asyncio
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

import structlog
from aiosmtpd.proxy_protocol import V2_CMD, get_proxy

from gateway.caps import Network, is_in, plain

PROXY_SECONDS = 10.0
"""How long a balancer may take for its header."""

log = structlog.get_logger()


def is_proxy(address: str, proxies: Sequence[Network]) -> bool:
    """Tell whether connections from an IP address begin with a PROXY header."""
    try:
        return is_in(ip_address(address), proxies)
    except ValueError:
        return False


async def read_address(reader: asyncio.StreamReader, own: str) -> str | None:
    """Read a PROXY header, version 2 or 1.

    Args:
        reader: At the very beginning of the connection.
        own: The balancer's IP address.

    Returns:
        The client's IP address; ``own`` where the balancer speaks for itself (LOCAL) or names no
        such address; None where there is no proper header.
    """
    try:
        async with asyncio.timeout(PROXY_SECONDS):
            header = await get_proxy(reader)
    except (TimeoutError, EOFError, ConnectionError, asyncio.LimitOverrunError):
        return None
    if not header.valid:
        log.warning("wrong PROXY header", client=own, error=header.error)
        return None
    source = header.src_addr
    if header.command == V2_CMD.LOCAL or not isinstance(source, IPv4Address | IPv6Address):
        return own
    return str(plain(source))
