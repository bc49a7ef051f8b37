"""Verify the electronic signatures of a PDF: does each fit the content, and was that changed since?

In: a PDF, hostile. Out: one flag for each signature, about its signer's name as its certificate
states it. No certificate is followed to whoever vouches for it: that needs lists of trusted
authorities and their revocations from the network, and no decision trusts a signature.
Standard: ISO 32000-2, 12.8; RFC 5652.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from storage.domain.reason import Cause, Reason

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_MARK = b"/ByteRange"
"""Of every signature; it is never compressed (ISO 32000-2, 12.8.1)."""
_MOST_SIGNATURES = 20
_MOST_BYTES = 64 * 1024 * 1024
_LONGEST_NAME = 100


def verdicts_on(file: Path, passwords: Sequence[str] = ()) -> tuple[Cause, ...]:
    """Return what the signatures of a PDF are worth; it never raises, whatever they are."""
    content = file.read_bytes()
    if _MARK not in content:
        return ()
    if len(content) > _MOST_BYTES:
        return (Reason.PDF_SIGNATURE_UNVERIFIED,)
    # It tells of what it finds odd; nobody reads that, and it is hostile text.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    try:
        return _verdicts(file, passwords)
    except Exception:  # the structure is hostile: whatever stops the verification, there is none
        return (Reason.PDF_SIGNATURE_UNVERIFIED,)


def _verdicts(file: Path, passwords: Sequence[str]) -> tuple[Cause, ...]:
    # Half a second that most files need not spend.
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    with file.open("rb") as stream:
        reader = PdfFileReader(stream, strict=False)
        if reader.encrypted:
            for password in ("", *passwords):
                with suppress(Exception):
                    reader.decrypt(password)
        signatures = reader.embedded_regular_signatures
        if not signatures and not reader.embedded_timestamp_signatures:
            return (Reason.PDF_SIGNATURE_UNVERIFIED,)
        return tuple(_verdict(signature) for signature in islice(signatures, _MOST_SIGNATURES))


def _verdict(signature: "EmbeddedPdfSignature") -> Cause:
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity  # noqa: PLC0415
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415

    try:
        signer = _signer(signature)
        signature.compute_integrity_info()  # type: ignore[no-untyped-call]
        is_intact, is_valid = validate_sig_integrity(
            signature.signer_info,
            signature.signer_cert,
            expected_content_type="data",
            actual_digest=signature.compute_digest(),
        )
        found = signature.summarise_integrity_info()
    except Exception:  # as above, of one signature
        return Reason.PDF_SIGNATURE_UNVERIFIED
    if not is_intact or not is_valid:
        return Reason.PDF_SIGNATURE_INVALID.about(signer)
    covers = found["coverage"] >= SignatureCoverageLevel.ENTIRE_REVISION
    if not covers or found["docmdp_ok"] is False:
        return Reason.PDF_CHANGED_SINCE_SIGNED.about(signer)
    return Reason.PDF_SIGNED.about(signer)


def _signer(signature: "EmbeddedPdfSignature") -> str:
    """Return the name in the signer's certificate, which anybody can write."""
    name = signature.signer_cert.subject.native.get("common_name") or "?"
    shown = "".join(letter for letter in str(name) if letter.isprintable())
    return shown[:_LONGEST_NAME] or "?"
