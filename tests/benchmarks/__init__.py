"""Benchmarks over corpora that lie beside the checkout."""
