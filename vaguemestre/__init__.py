"""The composition root: settings, commands and the supervisor. Knows all the others."""
