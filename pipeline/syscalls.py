"""What a confined process may not ask of the kernel: a seccomp filter, made by libseccomp.

It lists what is refused, not what is allowed: a stage computes, and what it computes with (Saxon,
ONNX, Tesseract) changes from version to version and from one processor to the next. Files are
Landlock's business; what Landlock leaves open of them is here: their modes, owners and times,
cutting them short (kernels before 6.2), watching them. A refused call fails with EPERM, one that
has a plain forerunner with ENOSYS, so that libraries fall back to that.
"""

import errno
import os
from functools import cache
from typing import Any

_NETWORK = "socket socketpair"
_PROCESSES = "fork vfork execve execveat"
_SIGNALS = "kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal"
_OTHERS = (
    "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp pidfd_open "
    "pidfd_getfd move_pages migrate_pages setpriority ioprio_set sched_setaffinity sched_setattr "
    "sched_setparam sched_setscheduler"
)
_SPACES = (
    "unshare setns mount umount umount2 pivot_root chroot move_mount open_tree fsopen fsconfig "
    "fsmount fspick mount_setattr"
)
_KERNEL = (
    "bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register init_module "
    "finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff syslog acct "
    "quotactl quotactl_fd iopl ioperm modify_ldt settimeofday clock_settime clock_adjtime adjtimex "
    "sethostname setdomainname vhangup lookup_dcookie add_key request_key keyctl"
)
_SHARED_MEMORY = (
    "memfd_create memfd_secret shmget shmat shmctl semget semctl semop semtimedop msgget msgctl "
    "msgsnd msgrcv mq_open mq_unlink"
)
_FILES = (
    "chmod fchmod fchmodat chown fchown lchown fchownat utime utimes futimesat utimensat setxattr "
    "lsetxattr fsetxattr removexattr lremovexattr fremovexattr mknod mknodat truncate "
    "inotify_init inotify_init1 inotify_add_watch fanotify_init fanotify_mark open_by_handle_at "
    "name_to_handle_at"
)
_CLONE_THREAD = 0x0001_0000
"""What tells a new thread of a process from a new process (clone(2))."""
_YOUNG = {"fchmodat2": 452, "setxattrat": 463, "removexattrat": 466, "open_tree_attr": 467}
"""Calls that libseccomp 2.5 has no name for; since number 424 they are the same everywhere."""
_FALL_BACK = "clone3 openat2"
_BITS_32 = 0xFFFF_FFFF
"""The kernel looks at the lower half of an argument that is an ``int``; so must a comparison."""
_COMMANDS = {
    ("prctl", 0): (1,),  # PR_SET_PDEATHSIG: it ends with its parent
    ("fcntl", 1): (8, 10, 15, 1024, 1026),  # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY
    ("ioctl", 1): (0x5412, 0x541C, 0x8901, 0x8902),  # TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP
}
_MAP_SHARED_ANONYMOUS = 0x21
"""Memory that no limit of a process counts."""


@cache
def make_filter(arch: int | None = None, *, threads: bool = False) -> Any:
    """Return the filter, a ``SyscallFilter`` of pyseccomp, not in force yet.

    Args:
        arch: A constant of ``pyseccomp.Arch``, to look at the filter of another machine; without
            the calls that libseccomp has no name for. None for this machine's.
        threads: Whether the process may have more of them; never other processes.

    Raises:
        RuntimeError: libseccomp is not installed.
    """
    import pyseccomp as sec  # noqa: PLC0415  it looks for the library at once

    refuse, unknown = sec.ERRNO(errno.EPERM), sec.ERRNO(errno.ENOSYS)
    rules = sec.SyscallFilter(sec.ALLOW)
    if arch is not None:
        rules.remove_arch(sec.system_arch())
        rules.add_arch(arch)
    names = (_NETWORK, _PROCESSES, _SIGNALS, _OTHERS, _SPACES, _KERNEL, _SHARED_MEMORY, _FILES)
    for name in " ".join(names).split():
        rules.add_rule(refuse, name)
    kinds = [sec.Arg(0, sec.MASKED_EQ, _CLONE_THREAD, 0)] if threads else []
    rules.add_rule(refuse, "clone", *kinds)
    for number in _YOUNG.values() if arch is None else ():
        rules.add_rule(refuse, number)
    for name in _FALL_BACK.split():
        rules.add_rule(unknown, name)
    for (name, place), commands in _COMMANDS.items():
        for command in commands:
            rules.add_rule(refuse, name, sec.Arg(place, sec.MASKED_EQ, _BITS_32, command))
    rules.add_rule(refuse, "prlimit64", sec.Arg(0, sec.NE, 0))
    shared = _MAP_SHARED_ANONYMOUS
    for name in ("mmap", "mmap2"):
        rules.add_rule(refuse, name, sec.Arg(3, sec.MASKED_EQ, shared, shared))
    # Opened for reading only, a file is cut short all the same, and Landlock before 6.2 lets it be.
    cut = os.O_ACCMODE | os.O_TRUNC
    for name, place in (("open", 1), ("openat", 2)):
        rules.add_rule(refuse, name, sec.Arg(place, sec.MASKED_EQ, cut, os.O_TRUNC))
    return rules
