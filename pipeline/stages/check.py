"""Check an invoice XML by its rules and say how far its fields can be relied on.

In: the invoice XML and the fields read from it. Out: ``Next`` with levels and open points, or
``Hold`` with every rule that is broken.
Rules: design, "Levels of a field"; `pipeline.facturx.validation` for the standards.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pipeline.facturx import own_rules
from pipeline.facturx.cii import read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.proofs import prove
from pipeline.facturx.validation import Finding, Severity, validate_embedded
from pipeline.facturx.xml import parse_xml
from pipeline.stage import ORIGINAL, XML, DocumentFacts, Hold, Next, Outcome, Tools, Work
from storage.domain.invoice import Invoice
from storage.domain.reason import Cause, Reason, ReasonAbout
