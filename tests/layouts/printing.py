"""Print HTML to PDF with the browser that the end-to-end tests use.

In: HTML. Out: PDF bytes. One browser and one page serve many documents.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.browser import running_browser

Printer = Callable[[str], bytes]


@contextmanager
def printer() -> Iterator[Printer]:
    """Start a browser and lend a function that prints.

    Raises:
        FileNotFoundError: Debian's chromium is not installed.
    """
    with running_browser() as browser:
        page = browser.new_page(java_script_enabled=False)

        def to_pdf(html: str) -> bytes:
            page.set_content(html, wait_until="load")
            return page.pdf(prefer_css_page_size=True, print_background=True)

        yield to_pdf
