"""The programs as a user starts them, seen from outside: SMTP, HTTP, commands."""
