"""How long things may take on a connection."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How long things may take, in seconds unless it says otherwise.

    Attributes:
        idle: Between two commands, and between two pieces of a message. RFC 5321 §4.5.3.2.7:
            not less than five minutes.
        bytes_per_second: Of a message, after `idle` seconds of grace.
        session: Without any message that is accepted.
        refusal: From the command RCPT to the answer that there is no such mailbox: the same for
            whatever takes shorter to find out.
    """

    idle: float = 300.0
    bytes_per_second: float = 1000.0
    session: float = 1800.0
    refusal: float = 0.05
