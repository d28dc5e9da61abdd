"""Producing to and reading from the topics."""
