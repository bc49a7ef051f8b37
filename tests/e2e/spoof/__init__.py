"""Forged mails, and genuine ones, through the whole product."""
