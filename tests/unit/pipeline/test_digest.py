"""Digests are known by their titles, and stories that only sound like one are not."""

from __future__ import annotations

import pytest

from koreawire.pipeline.digest import is_digest


@pytest.mark.parametrize(
    "headline",
    [
        "World news highlights at 1800 GMT",
        "NEWS SUMMARY FOR MARCH 12",
        "Morning briefing: what Seoul's papers say",
        "Korea business briefs",
        "Asian market news roundup",
        "Het nieuws in het kort",
        "Buitenland kort",
        "Nyhedsoversigt, torsdag klokken 18",
        "Udland i korthed",
        "[연합뉴스 이 시각 헤드라인] - 10:30",
        "주요 뉴스 모음",
        "조간 뉴스 브리핑",
    ],
)
def test_a_title_of_a_digest_is_known(headline):
    """Its parts must not be judged, nor joined to other stories, as if they were one."""
    assert is_digest(["A line of text that is long enough to be prose."], headline)


@pytest.mark.parametrize(
    "headline",
    [
        "News of Kim's absence stirs Seoul",
        "Evening talks end without a deal",
        "Korea brief on missiles awaited",
        "Kort geding om Koreaanse naam",
        "Dagens nyhedsbillede præges af Korea",
        "주요 뉴스통신사 대표들 서울서 회의",
    ],
)
def test_a_story_about_news_is_none(headline):
    """A headline that begins alike is a story's own."""
    assert not is_digest(["A line of text that is long enough to be prose."], headline)


def test_rules_make_a_digest_only_where_a_title_stands_early():
    """A document without a break is no title, and to search it would hold up everybody."""
    body = ["-----", "One story.", "-----", "Another."]
    assert is_digest(["Seoul, the morning news digest of Monday", *body], "")
    assert not is_digest([f"{'words ' * 1_000} news digest", *body], "")
