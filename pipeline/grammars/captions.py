"""Captions and photo credits: lines of a picture inside a story's text."""

from __future__ import annotations

import re

from koreawire.pipeline.grammars.agencies import agencies, credited

LABELLED = re.compile(
    r"(?:Foto(?:’s|'s|s)?|Photos?|Bild|Billede|Beeld|Picture|Fotograf)\s?(?:by\b|:|=|door\b|af\b)\s*(?P<credit>.{2,80})$",
    re.IGNORECASE,
)
# KIM HONG-JI/ REUTERS
SLASHED = re.compile(r"(?P<who>[^\W\d_][\w .'’-]{2,40})\s?/\s?(?P<credit>[A-Za-z][A-Za-z ]{1,20})$")
# [AP=연합뉴스] and (로이터=연합뉴스)
KOREAN = re.compile(
    r"[\[(](?P<credit>[^\[\]()=]{2,20})=(?P<relay>[^\[\]()=]{2,12})(?:\s?자료사진)?[\])](?:\s?재판매.{0,20})?$"
)
BRACKETED = re.compile(
    r"[\[(](?:(?:AP|AFP|Reuters) Photo|Photo|사진|자료사진|사진 ?제공)[^\[\]()\n]{0,80}[\])]$",
    re.IGNORECASE,
)
KOREAN_LABEL = re.compile(r"(?:사진\s?(?:제공)?\s?[=:/]|/?\s?사진\s?=)\s?(?P<credit>.{2,40})$")
# A sentence and the picture's credit behind it: … 걷고 있다. [사진=연합뉴스], … /사진=뉴시스
KOREAN_CAPTION = re.compile(
    r"(?P<told>[^\n]{4,200}?)\s?(?:(?P<open>[\[(])|/)"
    r"(?:(?:자료\s?)?사진(?:\s?(?:제공|출처))?\s?[=:/|]\s?(?P<credit>[^\[\]()=]{2,30}?)(?:\s?제공)?"
    r"|[^\[\]()=]{2,20}=(?P<relay>[^\[\]()=]{2,12}?)(?:\s?자료사진)?)(?(open)[\])])$"
)
COPYRIGHTED = re.compile(r"©\s?(?P<credit>[\w .'’-]{2,40}(?:/[\w .'’-]{2,30}){0,3})$")
INNER_STOP = re.compile(r"다\.\s?(?!20\d\d)\S")  # more than a sentence and a date
BETWEEN = re.compile(r"\s?[/,|]\s?|\s{1,9}via\s{1,9}")


def photo_credit(line: str) -> tuple[str, ...] | None:  # noqa: PLR0911 - one return a form
    """Return whom a photo-credit line credits, agencies by their code; None if it is none."""
    if len(line) > 100:  # noqa: PLR2004 - a caption of prose is judged elsewhere
        return None
    for pattern in (LABELLED, KOREAN_LABEL):
        match = pattern.match(line)
        if match:
            return _names(match["credit"].strip(" .)"))
    match = KOREAN.match(line)
    if match and credited(match["relay"]):
        return credited(match["credit"]) or credited(match["relay"])
    match = SLASHED.match(line)
    if match and credited(match["credit"]):
        return (*credited(match["credit"]),)
    if BRACKETED.match(line):
        known = [code for code in agencies() if code in line]
        return tuple(known[:2])
    match = COPYRIGHTED.match(line)
    if match and credited(match["credit"]):
        return credited(match["credit"])
    return None


def caption(line: str) -> tuple[str, ...] | None:
    """Return whom the credit behind a Korean caption names; None if *line* is none.

    A caption is one sentence, and only above a story: a last paragraph of one sentence
    has the credit of the picture below it just so.
    """
    match = KOREAN_CAPTION.match(line) if "=" in line or "사진" in line else None
    if match is None or INNER_STOP.search(match["told"]):
        return None
    if match["relay"]:
        return credited(match["relay"]) or None
    return _names(match["credit"].strip(" ."))


def _names(text: str) -> tuple[str, ...]:
    codes = credited(text)
    if codes:
        return codes
    found: list[str] = []
    for part in BETWEEN.split(text):
        found.extend(credited(part) or ((part.strip(),) if part.strip() else ()))
    return tuple(dict.fromkeys(found))
