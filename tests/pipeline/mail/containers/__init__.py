"""Tests of the containers, one module per format."""
