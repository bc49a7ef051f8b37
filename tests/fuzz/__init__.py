"""Random damage, for longer than a test may take."""
