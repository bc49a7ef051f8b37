"""Factur-X and its kin: finding, reading, proving and validating the XML of an invoice."""
