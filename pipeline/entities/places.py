"""Places beside places: how Korean copy shows that a word is a county and not a word."""

from __future__ import annotations

import re
from functools import cache

from koreawire.pipeline.entities.gazetteer import entities
from koreawire.pipeline.entities.inflect import is_hangul
from koreawire.schemas.enriched import EntityType

REACH = 12  # characters on either side in which the neighbour stands
BEFORE = re.compile(r"(?<![가-힣])([가-힣]{2,12})(?: |[·,/]\s?)$")
AFTER = re.compile(r"(?: |[·,/]\s?)([가-힣]{2,12})")
# Provinces as addresses shorten them; some are words of the language too.
PROVINCES = "서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주"
REGION = ("지역", "일대", "북부", "남부", "동부", "서부", "도내", "도민", "교육청", "소방")


@cache
def _names() -> frozenset[str]:
    """The Hangul names of Korean places, without those that are words of the language."""
    named = (
        name.text
        for entity in entities()
        if entity.korean and entity.type is EntityType.PLACE
        for name in entity.names
        if not name.weak and is_hangul(name.text)
    )
    return frozenset([*PROVINCES.split(), *named])


def is_beside_place(text: str, start: int, end: int) -> bool:
    """Is the name at *start*, *end* part of an address or a list of places, or called a region?"""
    before = BEFORE.search(text[max(0, start - REACH) : start])
    if before and before[1] in _names():
        return True
    after = AFTER.match(text, end)
    if after is None:
        return False
    word = after[1]
    return word.startswith(REGION) or any(word[:cut] in _names() for cut in range(2, len(word) + 1))
