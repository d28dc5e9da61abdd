"""Koreawire: a stream-processing pipeline for newswire about the Korean peninsula."""
