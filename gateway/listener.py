"""A process that serves connections; `gateway.program` starts as many as are wanted.

In: a channel to the program that started it, whose first line is what it needs to know, and sockets
that listen already. It runs until SIGTERM or SIGINT, or until that program has ended, and finishes
what it has begun. No database library is loaded here.
"""

import asyncio
import gc
import socket
from collections.abc import Sequence

import uvloop

from gateway.caps import Caps
from gateway.certificate import open_certificate
from gateway.configuration import GatewaySettings
from gateway.incoming import Store
from gateway.mailboxes import Mailboxes
from gateway.processes import STOPPING
from gateway.questions import Questions
from gateway.server import Server
from gateway.session import Hooks
from gateway.spool import Spool
from storage.domain.mailbox import Direction


def serve_connections(channel: socket.socket, listening: Sequence[socket.socket]) -> None:
    """Accept mail.

    Args:
        channel: To the program that started this process, as in `gateway.questions`.
        listening: Sockets to accept connections at.
    """
    uvloop.run(_serve(channel, listening))


async def _serve(channel: socket.socket, listening: Sequence[socket.socket]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOPPING:
        loop.add_signal_handler(number, stop.set)
    reader, writer = await asyncio.open_unix_connection(sock=channel)
    line = await reader.readline()
    if not line:
        return
    settings, questions = GatewaySettings.of(line), Questions(reader, writer)
    hosts = settings.hosts
    mailboxes = Mailboxes(questions.ask, settings.mailboxes_file, hosts=set(hosts.values()))
    mailboxes.load()
    store = Store(Spool(settings.spool_folder))
    server = Server(
        Hooks(mailboxes, store, settings.max_message_size, Caps(settings.exempt_networks)),
        hostname=hosts[Direction.PURCHASE],
        certificate=open_certificate(settings.tls_certificate, settings.tls_key),
        proxies=settings.proxy_networks,
        is_lmtp=settings.is_lmtp,
    )
    # What is loaded by now stays: the collector, which connections keep busy, need not look at it.
    gc.collect()
    gc.freeze()
    await server.listen(*listening)
    hearing = asyncio.create_task(questions.hear())
    hearing.add_done_callback(lambda _: stop.set())
    refreshing = asyncio.create_task(mailboxes.keep_fresh())
    questions.say_ready()
    await stop.wait()
    refreshing.cancel()
    await server.close()
    writer.close()
    await asyncio.to_thread(store.close)
