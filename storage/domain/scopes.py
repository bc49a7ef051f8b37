"""What an API key may do. A key without a given list has every scope of its level."""

DOSSIER_SCOPES = (
    "documents:read",
    "documents:write",
    "invoices:read",
    "invoices:write",
    "retrievals:write",
    "suppliers:read",
    "suppliers:write",
)
"""For one dossier: see, upload, accept and refuse, acknowledge, look at and mark suppliers.

What was learned of suppliers is looked at and deleted with the scopes for suppliers.
"""

FIRM_SCOPES = (*DOSSIER_SCOPES, "dossiers:write")
"""For a firm: the same over all dossiers, and their settings."""
