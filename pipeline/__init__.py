"""Turns stored mail into filed invoices."""
