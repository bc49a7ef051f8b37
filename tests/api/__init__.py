"""Tests of the HTTP API, with a real SQLite database behind it."""
