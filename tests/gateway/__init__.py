"""Tests of the gateway: replies on the wire, the spool, the way to storage."""
