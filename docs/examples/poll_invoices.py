"""Show the invoices of a firm, as accounting software polls for them. Standard library only.

python poll_invoices.py --url http://127.0.0.1:8025 --key SECRET [--accounting to_retrieve]
"""

import argparse
import json
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any


def main() -> None:
    """Read the arguments and print one line per invoice."""
    parser = argparse.ArgumentParser(description="Show the invoices that a key can see.")
    parser.add_argument("--url", default="http://127.0.0.1:8025")
    parser.add_argument("--key", required=True)
    parser.add_argument("--accounting", choices=["to_retrieve", "retrieved"])
    arguments = parser.parse_args()
    filters = {"accounting": arguments.accounting} if arguments.accounting else {}
    for invoice in invoices(arguments.url, arguments.key, filters):
        reasons = ", ".join(reason["code"] for reason in invoice["reasons"])
        print(
            f"{invoice['id']}  {invoice['number']}  {invoice['issue_date']}"
            f"  {invoice['seller']['name']}  {invoice['total_with_vat']} {invoice['currency']}"
            f"  {invoice['reception'] or 'not filed'}  ({reasons})"
        )


def invoices(url: str, key: str, filters: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield every invoice, page by page."""
    cursor = None
    while True:
        query = filters | ({"cursor": cursor} if cursor else {})
        request = urllib.request.Request(
            f"{url}/api/v1/invoices?{urllib.parse.urlencode(query)}",
            headers={"Authorization": f"Bearer {key}"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            page = json.load(response)
        yield from page["data"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


if __name__ == "__main__":
    main()
