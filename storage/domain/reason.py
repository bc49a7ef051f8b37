"""Why something ended as it did: fixed codes, each with one sentence per language in `wording`.

A reason stands alone (``Reason.NO_DOCUMENT``) or is about something that is named beside it
(``Reason.RULE_BROKEN.about("BR-CO-15")``): a rule, a field, a part.
"""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Fixed snake_case codes; programs may rely on them."""

    # Approval
    EVERY_INVOICE = "every_invoice"
    TRUSTED = "trusted"
    NOT_TRUSTED = "not_trusted"
    SIREN_UNPROVEN = "siren_unproven"
    SENDER_UNPROVEN = "sender_unproven"
    MALWARE = "malware"
    NOT_ANALYSED = "not_analysed"
    IBAN_UNKNOWN = "iban_unknown"
    TOTALS_UNPROVEN = "totals_unproven"
    NUMBER_ONE_WITNESS = "number_one_witness"
    DATE_ONE_WITNESS = "date_one_witness"
    FIELD_CONTRADICTED = "field_contradicted"
    SUPPLIER_BLOCKED = "supplier_blocked"
    SUPPLIER_MARKED = "supplier_marked"
    SELLER_UNPROVEN = "seller_unproven"
    BUYER_DIFFERS = "buyer_differs"
    DUPLICATE_SUSPECTED = "duplicate_suspected"
    DUPLICATE_LOOK_ALIKE = "duplicate_look_alike"
    DUPLICATE_OTHER_ACCOUNT = "duplicate_other_account"
    OFF_CIRCUIT = "off_circuit"
    MOVED = "moved"
    COPY_OF_INVOICE = "copy_of_invoice"
    TYPE_UNCERTAIN = "type_uncertain"
    FIELD_MISSING = "field_missing"
    TEXT_LAYER_DIFFERS = "text_layer_differs"
    FIRST_CONTACT = "first_contact"
    BUYER_UNPROVEN = "buyer_unproven"
    TRUST_EXPIRED = "trust_expired"
    ABOVE_CEILING = "above_ceiling"
    NOT_COMPARABLE = "not_comparable"
    MAIL_FORWARDED = "mail_forwarded"
    FORWARDER_UNREGISTERED = "forwarder_unregistered"
    FORWARDER_UNPROVEN = "forwarder_unproven"
    FORWARDED_CHANGED = "forwarded_changed"
    FORWARDED_UNPROVEN = "forwarded_unproven"
    FORWARDED_UNJUDGED = "forwarded_unjudged"
    SENDER_LOOK_ALIKE = "sender_look_alike"
    SENDER_REGISTERED = "sender_registered"
    UPLOADER_MAY_NOT_ACCEPT = "uploader_may_not_accept"
    IBAN_CHANGED = "iban_changed"
    IBAN_REFUSED = "iban_refused"
    IBAN_UNCONFIRMED = "iban_unconfirmed"
    ACCOUNT_UNCLEAR = "account_unclear"
    NO_RULE = "no_rule"
    RULE_ACCEPTS = "rule_accepts"
    RULE_LACKS_PROOF = "rule_lacks_proof"
    RULE_LEAVES = "rule_leaves"

    # A message as a whole
    NO_DOCUMENT = "no_document"
    MALFORMED_MIME = "malformed_mime"
    HEADER_TOO_LARGE = "header_too_large"
    MIME_TOO_DEEP = "mime_too_deep"
    MIME_TOO_MANY_PARTS = "mime_too_many_parts"
    TOO_MANY_ATTACHMENTS = "too_many_attachments"
    FROM_REPEATED = "from_repeated"
    SENDER_AMBIGUOUS = "sender_ambiguous"
    PARSER_DIFFERENTIAL = "parser_differential"
    HTML_ONLY = "html_only"
    LINK_ONLY = "link_only"
    AUTO_SUBMITTED = "auto_submitted"

    # One part of a message
    BODY_TEXT = "body_text"
    INLINE_IMAGE = "inline_image"
    SIGNATURE = "signature"
    SIGNATURE_INVALID = "signature_invalid"
    UNPACKED = "unpacked"
    SYSTEM_FILE = "system_file"
    EMPTY_ATTACHMENT = "empty_attachment"
    ATTACHMENT_TYPE = "attachment_type"
    CONTENT_MISMATCH = "content_mismatch"
    UNKNOWN_ENCODING = "unknown_encoding"
    EXTERNAL_BODY = "external_body"
    MESSAGE_PARTIAL = "message_partial"
    ENCRYPTED_MAIL = "encrypted_mail"
    DSN = "dsn"
    CALENDAR = "calendar"
    ARCHIVE_BOMB = "archive_bomb"
    ARCHIVE_TOO_DEEP = "archive_too_deep"
    ARCHIVE_TOO_MANY_MEMBERS = "archive_too_many_members"
    ARCHIVE_ENCRYPTED = "archive_encrypted"
    CONTAINER_DAMAGED = "container_damaged"
    TNEF_MALFORMED = "tnef_malformed"
    PART_FAILED = "part_failed"
    PART_TOO_SLOW = "part_too_slow"
    PART_TOO_GREEDY = "part_too_greedy"

    # What a document is
    SORTED_AS = "sorted_as"
    OTHER_PAPER = "other_paper"
    ANNEX = "annex"
    ANNEX_ALONE = "annex_alone"
    TWIN = "twin"
    TWINS_DIFFER = "twins_differ"
    COPY = "copy"
    SEPARATED = "separated"
    JOINED = "joined"
    OTHER_PAGES = "other_pages"
    SEVERAL_INVOICES = "several_invoices"
    SORTED_BY_PERSON = "sorted_by_person"
    SORTED_ANEW = "sorted_anew"

    # A document
    NO_PAGES = "no_pages"
    NO_TEXT = "no_text"
    TOO_MANY_PAGES = "too_many_pages"
    PAGE_TOO_LARGE = "page_too_large"
    IMAGE_TOO_LARGE = "image_too_large"
    IMAGE_DAMAGED = "image_damaged"
    HTML_TOO_LARGE = "html_too_large"
    NOT_YET_READABLE = "not_yet_readable"
    PDF_DAMAGED = "pdf_damaged"
    PDF_TOO_COMPLEX = "pdf_too_complex"
    PDF_ENCRYPTED = "pdf_encrypted"
    FILE_ENCRYPTED = "file_encrypted"
    OFFICE_NOT_INSTALLED = "office_not_installed"
    OFFICE_DAMAGED = "office_damaged"
    FACTURX_AMBIGUOUS = "facturx_ambiguous"
    XML_DAMAGED = "xml_damaged"
    XML_DOCTYPE = "xml_doctype"
    XML_TOO_LARGE = "xml_too_large"
    XML_TOO_DEEP = "xml_too_deep"
    XML_UNKNOWN = "xml_unknown"
    RULE_BROKEN = "rule_broken"
    ARRIVED_AGAIN = "arrived_again"

    # What a person should know of a file
    PDF_ACTIVE_CONTENT = "pdf_active_content"
    PDF_EMBEDDED_FILE = "pdf_embedded_file"
    PDF_REPAIRED = "pdf_repaired"
    PDF_UNLOCKED = "pdf_unlocked"
    PDF_SIGNED = "pdf_signed"
    PDF_CHANGED_SINCE_SIGNED = "pdf_changed_since_signed"
    PDF_SIGNATURE_INVALID = "pdf_signature_invalid"
    PDF_SIGNATURE_UNVERIFIED = "pdf_signature_unverified"

    # The derived Factur-X
    PROFILE_LOWERED = "profile_lowered"
    TERM_LEFT_OUT = "term_left_out"
    PAGE_RASTERISED = "page_rasterised"
    ANNEX_LEFT_OUT = "annex_left_out"
    NO_FACTURX = "no_facturx"
    PDF_NOT_CONVERTIBLE = "pdf_not_convertible"

    # A decision of a person or a program
    REFUSED = "refused"
    DISPUTED = "disputed"
    DECISION_UNDONE = "decision_undone"

    # What refusals and disputes are for; see `storage.domain.grounds`
    WRONG_RECIPIENT = "wrong_recipient"
    UNKNOWN_SUPPLIER = "unknown_supplier"
    NOT_ORDERED = "not_ordered"
    NOT_DELIVERED = "not_delivered"
    DELIVERY_INCOMPLETE = "delivery_incomplete"
    GOODS_FAULTY = "goods_faulty"
    WRONG_QUANTITY = "wrong_quantity"
    WRONG_PRICE = "wrong_price"
    WRONG_VAT = "wrong_vat"
    WRONG_TOTAL = "wrong_total"
    WRONG_ACCOUNT = "wrong_account"
    MENTION_MISSING = "mention_missing"
    REFERENCE_MISSING = "reference_missing"
    ALREADY_INVOICED = "already_invoiced"
    CONTRACT_ENDED = "contract_ended"

    # The engine gave up; the operator can retry
    STAGE_FAILED = "stage_failed"

    def about(self, subject: str) -> "ReasonAbout":
        """Return this reason together with what it is about."""
        return ReasonAbout(self, subject)


@dataclass(frozen=True)
class ReasonAbout:
    """A reason and what it is about.

    Attributes:
        reason: The code.
        about: A rule id, a field name, the path of a part, a person's own words.
        detail: What the rule or the tool said of it; may be empty.
    """

    reason: Reason
    about: str
    detail: str = ""


Cause = Reason | ReasonAbout
"""One element of a list of reasons."""
