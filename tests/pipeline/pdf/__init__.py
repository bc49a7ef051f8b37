"""Tests of opening PDFs, and of making them."""
