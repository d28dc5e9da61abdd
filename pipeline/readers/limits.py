"""Limits of what is read: all input is hostile. An operator may set every one of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one raw item may ask for; beyond it, a dead letter that names the limit."""

    payload_bytes: int = 8_388_608  # the raw topic's own limit (schemas/topics.py)
    text_characters: int = 1_000_000  # analysed of one item; the longest report is a tenth
    stories: int = 500  # of one item: feeds carry 200 entries at most
    xml_depth: int = 100  # NewsML-G2 packages nest about 20 deep
    html_depth: int = 400  # blogs that quote blogs reach 100
    html_nodes: int = 200_000
    json_depth: int = 64
    mail_depth: int = 8  # a mail forwarded in a mail
    mail_parts: int = 64


DEFAULT = Limits()
