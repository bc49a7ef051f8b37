"""The words and rules of the trade: no input or output, no clock, no framework.

Identifiers are ``NewType`` over ``str`` and are made only by their ``parse_`` function, so that a
``Siren`` in a signature is a promise that its check digits hold.
"""
