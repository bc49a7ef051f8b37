"""Tests; the folders mirror the five packages, `e2e` starts the programs as a user does."""
