"""Tests of what is kept: tables, transactions, blobs, the way in."""
