"""Show the text of a mail as a PDF, where the invoice stands in that text only.

In: a raw mail and the path of one of its texts. Out: a PDF of the text with the pictures that came
in the mail, or the reason why there is none.
"""

from pipeline.mail.bodies import decoded, text_of
from pipeline.mail.html_pdf import MOST_CHARACTERS, html_to_pdf, text_to_pdf
from pipeline.mail.walker import take_apart
from storage.domain.reason import Reason

BODY_TYPES = frozenset({"text/html", "text/plain"})


def letter_to_pdf(raw: bytes, path: str) -> bytes | Reason:
    """Return the PDF of one text of a mail.

    Args:
        raw: The mail as received.
        path: Of the text.
    """
    leaves = take_apart(raw).leaves
    text = next((leaf for leaf in leaves if leaf.path == path), None)
    if text is None:
        return Reason.NOT_YET_READABLE
    if text.declared != "text/html":
        return text_to_pdf(text_of(text.data, text.declared, text.charset))
    pictures = {
        leaf.content_id.strip(" <>"): leaf.data for leaf in leaves if leaf.content_id is not None
    }
    source = decoded(text.data[: 4 * MOST_CHARACTERS], text.charset)
    return html_to_pdf(source, pictures)
