"""What lays out a mail, or an invoice without pages, as a PDF: it loads slowly, and few need it.

In: nothing. Out: WeasyPrint loaded into this process, for it and its children.
"""

import sys
from importlib import import_module


def warm() -> None:
    """Load it, half a second."""
    for module in ("pipeline.facturx.view", "pipeline.mail.html_pdf"):
        import_module(module)


def is_warm() -> bool:
    """Tell whether it is loaded."""
    return "weasyprint" in sys.modules
