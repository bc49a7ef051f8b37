"""Whether this machine's kernel has Landlock, asked without the product's code.

Where it has none, what needs it is skipped and says so, and installations are told to start without
it; where it has it, nothing is.
"""

import ctypes

import pytest

_CREATE_RULESET, _VERSION = 444, 1

HAS_LANDLOCK = ctypes.CDLL(None).syscall(_CREATE_RULESET, None, 0, _VERSION) > 0

needs_landlock = pytest.mark.skipif(
    not HAS_LANDLOCK, reason="NOT TESTED: this kernel has no Landlock, so nothing is confined by it"
)
WEAKER: dict[str, str] = {} if HAS_LANDLOCK else {"SANDBOX": "rlimit-only"}
"""Settings for this machine."""
