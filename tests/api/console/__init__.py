"""The pages for people, over HTTP, without a browser."""
