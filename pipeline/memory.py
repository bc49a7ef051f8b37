"""Make a warm process cheap to fork.

A fork copies the page tables. Those of the compiled rules are some hundred megabytes in pages of
4 KiB, which costs 18 ms a fork; in pages of 2 MiB it is 5 ms (docs/decisions/0004). Linux puts
memory into large pages when asked (``MADV_COLLAPSE``, since 6.1); where it does not, forks are
merely slower.
"""

import ctypes
import gc
import re
from pathlib import Path

HUGE_PAGE = 2 * 1024 * 1024

_MADV_COLLAPSE = 25
_MAPPING = re.compile(
    r"(?P<start>[0-9a-f]+)-(?P<end>[0-9a-f]+) rw-p [0-9a-f]+ 00:00 0 *(?P<name>.*)"
)
_libc = ctypes.CDLL(None, use_errno=True)


def prepare_to_fork() -> None:
    """Collect garbage once, keep the collector off what is left, and use large pages."""
    gc.collect()
    gc.freeze()
    for line in Path("/proc/self/maps").read_text().splitlines():
        mapping = _MAPPING.fullmatch(line)
        if mapping is None or mapping["name"].startswith("[stack"):
            continue
        start = -(-int(mapping["start"], 16) // HUGE_PAGE) * HUGE_PAGE
        end = int(mapping["end"], 16) // HUGE_PAGE * HUGE_PAGE
        if start < end:
            _libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _MADV_COLLAPSE)
