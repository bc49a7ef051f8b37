"""Sample files of our own, with their expected values, and the script that makes them."""
