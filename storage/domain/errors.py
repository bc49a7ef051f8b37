"""Errors, by who must act. A foreseen decision is a value, never one of these.

    VaguemestreError
    ├── InputError       the sender or the caller: the input cannot be used
    │   ├── InvalidFieldError  a value is none of the field that it was given for
    │   ├── NotFoundError      what was named does not exist, or not for this caller
    │   └── ConflictError      what was asked does not fit the present state
    ├── TransientError   nobody: it is tried again
    ├── ToolError        the operator: an outside program failed
    └── ConfigError      the operator, at start: the installation is incomplete or contradictory

``gateway.replies`` and ``api.problems`` say what each means in SMTP and in HTTP.
"""

from collections.abc import Mapping, Sequence
from typing import Any


class VaguemestreError(Exception):
    """Base of all errors that this project raises on purpose.

    Args:
        detail: One English sentence for the log or, for an ``InputError``, for the caller.
        code: Fixed kebab-case name of the error; the class has a default.
    """

    code = "error"

    def __init__(self, detail: str, *, code: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        if code is not None:
            self.code = code


class InputError(VaguemestreError):
    """The input cannot be used; sending it again unchanged would fail again."""

    code = "invalid-input"


class InvalidFieldError(InputError):
    """Values that were given for fields are none of these fields.

    Args:
        fields: Names of the fields, at least one, in the order in which they were given.
        within: JSON pointer (RFC 6901) to what holds them in the body of a request.
    """

    code = "invalid-field"

    def __init__(self, fields: Sequence[str], *, within: str = "/fields") -> None:
        super().__init__(f"Not a value of its field: {', '.join(fields)}.")
        self.fields = tuple(fields)
        self.within = within


class NotFoundError(InputError):
    """No such object, or it belongs to somebody else: the caller cannot tell which."""

    code = "not-found"


class ConflictError(InputError):
    """The object exists, but what was asked does not fit its present state.

    Args:
        detail: As in the base class.
        code: As in the base class.
        reasons: Codes of the reasons why the object is in that state; may be empty.
    """

    code = "conflict"

    def __init__(
        self, detail: str, *, code: str | None = None, reasons: tuple[Mapping[str, Any], ...] = ()
    ) -> None:
        super().__init__(detail, code=code)
        self.reasons = reasons


class TransientError(VaguemestreError):
    """The work could not be done now; the same call may succeed later."""

    code = "temporarily-unavailable"


class ToolError(VaguemestreError):
    """An outside program or library failed in a way that says nothing about the input.

    Args:
        program: Name of the program.
        exit_status: Its exit status; negative for a signal, as in ``subprocess``.
        stderr: The end of its error output.
    """

    code = "tool-failed"

    def __init__(self, program: str, exit_status: int, stderr: str) -> None:
        super().__init__(f"{program} ended with status {exit_status}: {stderr[-500:]}")
        self.program = program
        self.exit_status = exit_status


class ConfigError(VaguemestreError):
    """The settings or the installation do not allow the program to start."""

    code = "bad-configuration"
