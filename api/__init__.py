"""What programs and people see."""
