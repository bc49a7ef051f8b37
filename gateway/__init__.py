"""Accepts mail, answers SMTP, writes it down durably and ships it to storage. Nothing else."""
