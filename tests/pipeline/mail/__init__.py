"""Tests of walking a message."""
