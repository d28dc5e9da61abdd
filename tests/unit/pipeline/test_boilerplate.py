"""A page's furniture is told from its story, and a story about such things is left alone."""

import pytest

from koreawire.pipeline import boilerplate, clues
from koreawire.pipeline.readers.limits import DEFAULT
from koreawire.pipeline.readers.plain import paragraphs
from koreawire.pipeline.segment import segment
from koreawire.pipeline.stamps import is_stamp

STORY = (
    "De gemeente Hoorn laat de haven uitbaggeren, omdat schepen met een diepe kiel er niet meer "
    "kunnen aanleggen.\nHet werk begint in mei en duurt tot na de zomer, zegt de havenmeester van "
    "Hoorn in een toelichting."
)


def kept(text):
    return [line.text for part in segment(paragraphs(text, DEFAULT)).parts for line in part.lines]


@pytest.mark.parametrize(
    "line",
    [
        "Wij gebruiken cookies om u een betere ervaring te geven.",
        "Sign up for our weekly newsletter and never miss a story.",
        "Tilmeld dig vores nyhedsbrev og få de vigtigste nyheder i din indbakke.",
        "카카오톡으로 공유",
        "Meld je gratis aan, afmelden kan altijd via je account.",
        "You can unsubscribe from our newsletter at any time in your account.",
        "Del på Facebook",
        "댓글 12",
        "Tekst gaat verder onder de foto.",
        "Volg ons op Instagram",
        "저작권자 ⓒ 새벽뉴스, 무단 전재 및 재배포 금지",
        "영상취재: 홍길동 / 영상편집: 성춘향",
        "[앵커]",
    ],
)
def test_furniture_is_dropped_wherever_it_stands(line):
    """In the middle of the story as well as under it."""
    first, second = STORY.split("\n")
    assert kept(f"{first}\n{line}\n{second}") == [first, second]


@pytest.mark.parametrize(
    "line",
    [
        "The minister declined to comment on the report about the spy balloon.",
        "Facebook zei woensdag dat de app van het bedrijf de privacy van kinderen beter beschermt.",
        'De redactie schreef: "Wij delen uw gegevens met niemand, meld u gerust aan."',
        "댓글 조작 사건을 수사하는 경찰이 압수수색에 나섰다.",
        "Del af planen er, at appen skal gøre det lettere at melde sig til.",
        "Soldaten staken de grens over zonder toestemming van het leger.",
        "The court heard that he had sent the newsletter to 400 subscribers.",
    ],
)
def test_sentences_of_stories_are_kept(line):
    """What is dropped wrongly is lost; what is kept wrongly can still be seen."""
    assert line in kept(f"{STORY}\n{line}\n{STORY}")


def test_a_story_about_cookies_keeps_its_sentences():
    """The words of furniture are its topic."""
    text = (
        "Toezichthouders gaan strenger letten op cookies en op de toestemming die sites daarvoor "
        "vragen aan hun bezoekers, zeggen zij.\n"
        "Zo kun je straks in je browser voor alle sites tegelijk cookies weigeren, en hoef je "
        "geen toestemming meer te geven per site."
    )
    assert kept(text) == text.split("\n")


def test_a_long_line_is_not_dropped_for_a_phrase_at_its_end():
    """Whole stories come as one line with the outlet's signature glued on."""
    text = f"{STORY} {STORY} {STORY}".replace("\n", " ") + " 기사문의 및 제보 : 카톡/라인 desk"
    assert kept(text)


def test_a_menu_and_a_date_above_a_story_go_with_the_furniture_around_them():
    """What is left on top is the headline."""
    lines = kept(
        f"Ga direct naar inhoud\nMenu\nZoeken\nHaven van Hoorn wordt dieper\n"
        f"Els Bakker 14 oktober 2026, 16:45\nDeel via WhatsApp\n{STORY}"
    )
    assert lines == ["Haven van Hoorn wordt dieper", *STORY.split("\n")]


def test_links_below_a_story_go_with_the_furniture_among_them():
    """Nothing in a title alone says that it is another story's."""
    text = f"{STORY}\nDeel op Facebook\nPaard te water\nSchoolplein krijgt bomen\nVolg ons op X"
    assert kept(text) == STORY.split("\n")


def test_a_story_goes_on_below_furniture_in_its_middle():
    """Short last sentences are no titles of other stories."""
    text = f"{STORY}\nAdvertentie\nDe raad stemt morgen over het plan.\nBezwaar is mogelijk."
    assert kept(text)[-2:] == ["De raad stemt morgen over het plan.", "Bezwaar is mogelijk."]


def test_short_lines_of_a_wire_are_left_alone():
    """Results and tables have no furniture around them, so their lines are their own."""
    text = f"{STORY}\nAjax - PSV 2-1\nFeyenoord - AZ 0-0"
    assert kept(text)[-2:] == ["Ajax - PSV 2-1", "Feyenoord - AZ 0-0"]


@pytest.mark.parametrize(
    "line",
    [
        "Els van Dalen 14 oktober 2026, 16:45",
        "Published Oct. 14, 2026 3:00 p.m. ET",
        "14. okt. 2026 kl. 10.31 | Opdateret kl. 11.02",
        "입력 2026.10.14 09:30 수정 2026.10.14 10:12",
        "14-10-2026 | 10:22",
    ],
)
def test_a_page_s_date_is_a_stamp(line):
    """With an hour or a year, labels, and at most a name."""
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "SEOUL, March 4 -",
        "BEIJING 1996-08-31",
        "The vote is on 3 May.",
        "Op 14 oktober 2026 werd hij veertig",
        "Friday 12/06/96 (est) 132,000 7,000 359,000",
        "Arsenal 3 Chelsea 2",
    ],
)
def test_datelines_and_figures_are_no_stamps(line):
    """They are the story's."""
    assert not is_stamp(line)


def test_a_verdict_names_the_kind():
    """Dropped characters are counted by it."""
    line = "Meld je aan voor onze nieuwsbrief"
    assert boilerplate.judge([line], clues.find([line]))[0].kind == "newsletter"
