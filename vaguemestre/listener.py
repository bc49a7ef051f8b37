"""The command of a process that serves connections: sets up logs, nothing else is loaded.

``python -m vaguemestre.listener CHANNEL SOCKET…``: numbers of open files, as `gateway.processes`
passes them on.
"""

import socket
import sys

from gateway.listener import serve_connections
from vaguemestre.logs import set_up_logs

if __name__ == "__main__":
    set_up_logs("gateway")
    channel, *listening = (socket.socket(fileno=int(number)) for number in sys.argv[1:])
    serve_connections(channel, listening)
