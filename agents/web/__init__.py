"""The web views of a worker."""
