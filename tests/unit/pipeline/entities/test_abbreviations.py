"""Abbreviations: countries of one syllable, where nothing else can be meant."""

from __future__ import annotations

import pytest

from koreawire.pipeline.entities.abbreviations import abbreviated

NORTH, SOUTH, STATES, CHINA, JAPAN = "Q423", "Q884", "Q30", "Q148", "Q17"


@pytest.mark.parametrize(
    ("headline", "ids"),
    [
        ("北, 동해상으로 미사일 발사", [NORTH]),
        ('美 국방부 "北 도발 규탄"', [STATES, NORTH]),
        ("한미 정상회담 다음 달 개최", [SOUTH, STATES]),
        ("한·미·일 3국 외교장관 통화", [SOUTH, STATES, JAPAN]),
        ("中 '환영'… 日 우려", [CHINA, JAPAN]),
    ],
)
def test_headline_syllables_are_countries(headline, ids):
    """Korean headlines name the countries of the news in no other way."""
    assert [found[2] for found in abbreviated(headline)] == ids


@pytest.mark.parametrize(
    "text",
    [
        "北京 올림픽",
        "15日 개최",
        "수사 中인 사건",
        "내가 한일은 없다",
        "조사 中",
        "북미 대륙을 횡단한",
    ],
)
def test_the_same_syllables_elsewhere_are_not(text):
    """中 is also `during`, 日 also `day`, 북미 also North America."""
    assert list(abbreviated(text)) == []
