"""Koreans named with their titles are found without a gazetteer."""

import time

import pytest

from koreawire.pipeline.titled_names import titled_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("홍길순 의원이 말했다", ["홍길순"]),
        ("배우 홍길순의 새 영화", ["홍길순"]),
        ("홍길순(38)과 박철민(26)", ["홍길순", "박철민"]),
        ("홍길순 국토교통부 장관은", ["홍길순"]),
        ("이윤우 기자의 보도", []),
        ("트럼프 대통령은", []),
        ("이란의 외무 장관", []),
        ("정부 대변인은", []),
        ("조지아 대통령과 이라크 총리", []),
        ("노동당 위원장이 공화당 대표와", []),
        ("공장을 방문해 회장을 만났다", []),
        ("강남구 구청장은", []),
        ("주영국대사에 임명됐다", []),
        ("방문을 한다고 홍길순 대통령실 대변인이", ["홍길순"]),
        ("가수 송다해 씨와 김은해 교수", ["송다해", "김은해"]),
    ],
)
def test_a_title_or_an_age_makes_a_name(text, names):
    """Domestic news is full of people no list can know; reporters sign everything."""
    assert [text[start:end] for start, end in titled_names(text)] == names


@pytest.mark.parametrize(
    "piece", ["김", "김김김 ", "대표 ", "김김김 가가가가가가가가가가가가", "(38)"]
)
def test_hostile_text_takes_linear_time(piece):
    """A pattern that backtracks would stop the desk."""
    start = time.process_time()
    titled_names(piece * (60_000 // len(piece)))
    assert time.process_time() - start < 1
