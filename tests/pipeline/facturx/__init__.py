"""Tests of finding, reading, proving and validating invoice XML."""
