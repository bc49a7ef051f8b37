"""What keeps other sites and hostile content out: headers, and proof that a form is our own.

A form that changes something must come from our own page. Two independent proofs are asked for:
the browser's word for where the request began (``Sec-Fetch-Site``, or ``Origin`` from browsers
that do not send that), and the session's token in the form.
"""

import hmac
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, Request, Response

from api.console.session import SignedOutError, csrf_token, secret_of
from storage.domain.errors import InputError

CSRF_FIELD = "csrf"

_MOST_FIELDS = 200
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class ForgedFormError(InputError):
    """The form did not come from a page of this session."""

    code = "forged-form"


def harden(response: Response) -> None:
    """Add the headers that every answer of the console has; its own ones stay."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


def must_be_same_origin(request: Request) -> None:
    """Refuse a request that began on another site.

    Raises:
        ForgedFormError: It did, or the browser does not say where.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        is_ours = site == "same-origin"
    else:
        # Only hosts are compared: in front of us may stand a proxy that speaks HTTPS.
        origin = urlsplit(request.headers.get("origin", ""))
        is_ours = bool(origin.netloc) and origin.netloc == request.headers.get("host")
    if not is_ours:
        raise ForgedFormError("The form was sent from another site.")


def must_have_token(request: Request, token: str) -> None:
    """Refuse a form without the session's token.

    Raises:
        SignedOutError: There is no session.
        ForgedFormError: The token is missing or wrong.
    """
    secret = secret_of(request)
    if secret is None:
        raise SignedOutError("Nobody is signed in.")
    must_match(csrf_token(secret), token)


def must_match(expected: str, token: str) -> None:
    """Refuse a token that is another one.

    Raises:
        ForgedFormError: It is.
    """
    if not hmac.compare_digest(expected.encode(), token.encode(errors="replace")):
        raise ForgedFormError("The form does not belong to this session.")


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of an urlencoded form; of a name given twice, the last one.

    Raises:
        InputError: It is not such a form.
    """
    body = await request.body()
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise InputError("The form is malformed.", code="malformed-form") from error
    return dict(pairs)


async def _own_form(request: Request) -> dict[str, str]:
    must_be_same_origin(request)
    form = await read_form(request)
    must_have_token(request, form.pop(CSRF_FIELD, ""))
    return form


OwnForm = Annotated[dict[str, str], Depends(_own_form)]
"""A page's parameter that gives the fields of a form, which is proven to be of this session."""
