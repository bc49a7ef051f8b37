"""What is kept. Gateway, pipeline and api meet only here."""
