"""Relevance: who and where decide, how early and how often; not the language."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.enriched import story

from koreawire.pipeline.entities.recognise import recogniser
from koreawire.pipeline.features import features
from koreawire.pipeline.relevance import RelevanceModel, shipped_weights
from koreawire.pipeline.signals import signals
from koreawire.pipeline.story_text import StoryText

MODEL = RelevanceModel()
PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "relevance.md"
COLUMNS = 6  # a row of the table of weights, split at its bars


def judged(headline, body="", language="en"):
    """Judge a story as the desk does, names found by the real recogniser."""
    return MODEL.judge(
        story(headline, body, language),
        recogniser().recognise(headline, body, language),
    )


RELEVANT = [
    ("North Korea fires missile", "North Korea fired a missile on Sunday, Seoul said.", "en"),
    ("Zuid-Korea kiest nieuwe president", "In Zuid-Korea is maandag gestemd.", "nl"),
    ("Nordkorea affyrer missil", "Nordkorea har affyret et missil, siger Sydkorea.", "da"),
    ("국회, 내년 예산안 본회의 통과", "여야는 이날 국회 본회의에서 예산안을 처리했다.", "ko"),
    ("전세사기 피해자 대책위 기자회견", "경찰은 전세사기 혐의로 A씨를 구속했다고 밝혔다.", "ko"),
]
NOT_RELEVANT = [
    ("Rain in Paris", "It rained in Paris on Sunday. The Seine rose.", "en"),
    ("Vuelta: Nederlander wint etappe", "De Nederlander won zondag in Spanje de rit.", "nl"),
    ("Regn i Paris", "Det regnede i Paris hele søndagen.", "da"),
    (
        "트럼프, 이란과 협상 재개 시사",
        "트럼프 미국 대통령은 백악관에서 이란과 만나겠다고 말했다.",
        "ko",
    ),
    ("혈압 낮추는 식단 다섯 가지", "고혈압과 당뇨를 예방하려면 채소를 먹는 것이 좋다.", "ko"),
]


@pytest.mark.parametrize(("headline", "body", "language"), RELEVANT)
def test_a_story_about_korea_is_relevant(headline, body, language):
    """In four languages, with and without the word Korea."""
    found = judged(headline, body, language)
    assert found.relevant, found
    assert found.reasons


@pytest.mark.parametrize(("headline", "body", "language"), NOT_RELEVANT)
def test_a_story_about_elsewhere_is_not(headline, body, language):
    """Korean copy from abroad included: the language alone says nothing."""
    found = judged(headline, body, language)
    assert not found.relevant, found
    assert found.reasons


def test_a_late_name_in_a_list_is_passing():
    """A market report that ends with Seoul is not Korea's."""
    body = (
        "Shares in Tokyo fell on Monday as exporters lost ground. The Nikkei closed lower, and"
        " traders in London and Frankfurt expected a weak opening. Oil was steady. In Asia, Hong"
        " Kong, Taiwan, South Korea and Singapore all fell."
    )
    found = judged("Tokyo shares fall", body)
    assert not found.relevant
    assert any("late" in reason or "list" in reason for reason in found.reasons)


def test_the_author_of_a_column_is_not_whom_it_is_about():
    """Korean papers name a column and its author in square brackets."""
    column = "[홍길동의 건강 칼럼] 하루 30분 걷기"
    assert not any("홍길동" in reason for reason in judged(column, language="ko").reasons)
    assert any("홍길동" in reason for reason in judged("홍길동 의원 사퇴", language="ko").reasons)


def test_what_is_worth_billions_abroad_is_told_in_won():
    """A sum in won alone makes no Korea story."""
    assert not judged("트럼프, 2조원 규모 우크라이나 지원안 서명", language="ko").relevant


def test_a_share_code_is_not_a_country():
    """Reuters writes Rockwell as <ROK>."""
    assert not judged("ROCKWELL <ROK> WINS CONTRACT", "Rockwell won a contract in Texas.").relevant


def test_the_threshold_is_a_setting():
    """A desk may want more, or less."""
    headline, body, language = RELEVANT[0]
    mentions = recogniser().recognise(headline, body, language)
    strict = RelevanceModel(threshold=1.0)
    assert not strict.judge(story(headline, body, language), mentions).relevant


@pytest.mark.parametrize(
    ("headline", "body", "focus"),
    [
        ("North Korea holds parade", "Pyongyang held a parade. North Korea showed arms.", "north"),
        ("South Korea votes", "South Korea votes on Monday. Seoul was quiet.", "south"),
        ("DPRK celebrates", "Koreans sang of Korea. The DPRK is proud, said Ri Jong Sik.", "north"),
        ("Korea shares rise", "Korean shares rose on Monday.", "south"),
        ("N.Korea urges S.Korea to talk", "N.Korea asked S.Korea for talks.", "inter-korean"),
        ("Two Koreas meet", "North Korea and South Korea met on Monday.", "inter-korean"),
        (
            "Korean adoptees seek their mothers",
            "Korean adoptees from Denmark asked South Korea for their files.",
            "diaspora",
        ),
    ],
)
def test_the_focus_is_said(headline, body, focus):
    """The inter-Korean desk and the politics desk want different stories."""
    assert judged(headline, body).focus == focus


def test_reasons_are_phrases_an_editor_reads():
    """Not feature names and numbers."""
    found = judged(*RELEVANT[0])
    assert "North Korea in the headline" in found.reasons


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("학교 급식비 지원 확대…학부모 부담 줄어", "Korean copy on public life: "),
        ("미국 대통령, 프랑스 방문", "news from abroad: United States, France"),
    ],
)
def test_korean_copy_without_a_korean_name_has_a_reason_too(headline, said):
    """A verdict without a reason is one that no editor trusts."""
    assert any(reason.startswith(said) for reason in judged(headline, "", "ko").reasons)


def test_an_old_war_alone_is_history():
    """Many a veteran anywhere was in it; what names either Korea beside it is another matter."""
    headline, body = "Veteran of Korean War honored", "He was in the Army in the Korean War."
    alone = judged(headline, body)
    assert not alone.relevant
    assert alone.reasons[0] == "nothing of Korea but Korean War"
    assert judged(headline, f"{body} South Korea's ambassador gave him a medal.").relevant


@pytest.mark.parametrize(
    ("headline", "body"), [("A day in May", ""), ("", "One two.\n\nThree."), ("A day", "B c.\nD.")]
)
def test_words_are_counted_as_a_reader_counts_them(headline, body):
    """Who adds up a score by hand counts the words of headline and body."""
    found = signals(StoryText(story(headline, body)), ())
    assert found.words == len(f"{headline} {body}".split())


def test_a_longer_text_needs_more_names():
    """What is said once in fifty words is what they are about; in a thousand it is in passing."""
    body = "Seoul and Busan were there." + " It rained on the market all day." * 20
    short, long = judged("On the road", body[:100]), judged("On the road", body)
    assert short.score > long.score


def test_every_weight_has_a_feature_and_every_feature_a_weight_or_none():
    """A misspelt name in the weights file would silently weigh nothing."""
    weights = shipped_weights()
    for language, table in (("en", weights.latin), ("ko", weights.hangul)):
        text = StoryText(story("A", "B", language))
        known = features(signals(text, ())).keys()
        assert table.keys() - {"bias"} <= known


EXAMPLE = re.compile(
    r"> \*\*(?P<headline>.+)\*\*\n(?:> (?P<body>.+)\n)?\n"
    r" +bias +(?P<bias>-?[\d.]+)\n(?P<terms>(?: +\w+ +[\d.]+ × .+\n)+)"
    r" +sum (?P<sum>-?[\d.]+), score .+ = (?P<score>[\d.]+)\n"
)
TERM = re.compile(r" +(\w+) +([\d.]+) × +(-?[\d.]+) = +(-?[\d.]+)")


@pytest.mark.parametrize(("number", "language"), [(0, "en"), (1, "ko")])
def test_a_person_can_add_up_the_score_of_a_short_story(number, language):
    """Every line of the examples in docs/explanation/relevance.md is what the desk computes."""
    example = list(EXAMPLE.finditer(PAGE.read_text()))[number]
    headline, body = example["headline"], example["body"] or ""
    mentions = recogniser().recognise(headline, body, language)
    text = StoryText(story(headline, body, language))
    found = features(signals(text, mentions))
    weights = MODEL.weights.hangul if language == "ko" else MODEL.weights.latin
    shown = {name: tuple(map(float, term)) for name, *term in TERM.findall(example["terms"])}
    assert shown.keys() == {name for name, value in found.items() if value and name in weights}
    for name, (value, weight, product) in shown.items():
        assert (value, weight) == (round(found[name], 2), weights[name])
        assert product == pytest.approx(found[name] * weight, abs=0.006)
    total = float(example["bias"]) + sum(product for _, _, product in shown.values())
    assert float(example["sum"]) == pytest.approx(total, abs=0.02)
    assert float(example["score"]) == pytest.approx(
        judged(headline, body, language).score, abs=0.001
    )


def test_the_explanation_has_the_weights_in_force():
    """A reader who adds up by hand must come to the desk's own score."""
    page = PAGE.read_text()
    rows = {
        cells[1].strip("` "): (cells[2].strip(), cells[3].strip())
        for line in page.splitlines()
        if line.startswith("| `") and len(cells := line.split("|")) == COLUMNS
    }
    weights = shipped_weights()
    for name in {*weights.latin, *weights.hangul}:
        both = (weights.latin.get(name), weights.hangul.get(name))
        assert rows[name] == tuple("" if value is None else f"{value:.2f}" for value in both)


@settings(max_examples=50, deadline=None)  # the first example loads the models
@given(st.text(max_size=200), st.text(max_size=400), st.sampled_from(["en", "ko", "nl", "und"]))
def test_any_text_has_a_probability(headline, body, language):
    """Hostile text must not stop the desk."""
    mentions = recogniser().recognise(headline, body, language)
    found = MODEL.judge(story(headline, body, language), mentions)
    assert 0 <= found.score <= 1


@pytest.mark.parametrize(
    ("headline", "body", "language"),
    [
        ("Noodle soup with kimchi", "Fry the kimchi in oil. Add noodles, then kimchi again.", "en"),
        ("Noedelsoep met kimchi", "Bak de kimchi in olie. Doe er noedels bij en kimchi.", "nl"),
        ("Nudelsuppe med kimchi", "Steg kimchien i olie. Kom nudler og kimchi i.", "da"),
    ],
)
def test_a_dish_alone_is_not_koreas(headline, body, language):
    """What is cooked everywhere says nothing of who or where."""
    assert not judged(headline, body, language).relevant


def test_a_dish_in_korea_is_koreas():
    """The place decides, not the dish."""
    assert judged("Kimchi prices double", "In Seoul kimchi costs twice as much.", "en").relevant


@given(st.text(alphabet="a한😀\ud800 \n"))
def test_words_are_counted_by_the_blanks_and_line_ends_between_them(body):
    """Two line ends in a row are one border: paragraphs are parted by them."""
    text = StoryText(story("A headline", body))
    between = text.all.count(" ") + text.all.count("\n") - text.all.count("\n\n")
    assert signals(text, ()).words == between + (1 if body else 0)
