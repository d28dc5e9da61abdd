"""Limits of what is read: all input is hostile. Each is a setting (docs/reference/settings.md)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one raw item may ask for; beyond it, a dead letter that names the limit.

    Mentions alone are cut off: a list of ten thousand names is a story still.
    """

    payload_bytes: int = 8_388_608  # the raw topic's own limit (schemas/topics.py)
    document_bytes: int = 3_145_728  # XML, JSON, tables; feeds and packages have one million
    text_characters: int = 400_000  # of one item: half a second; the longest reports have 100,000
    text_lines: int = 20_000  # of one text: a report of 100,000 characters has 2,000 at most
    stories: int = 500  # of one item: feeds carry 200 entries at most
    xml_depth: int = 100  # NewsML-G2 packages nest about 20 deep
    html_depth: int = 400  # blogs that quote blogs reach 100
    html_nodes: int = 200_000
    json_depth: int = 64
    mail_depth: int = 8  # a mail forwarded in a mail
    mail_parts: int = 64
    mentions: int = 2_000  # of one story, the first ones; a long report has 300


DEFAULT = Limits()
