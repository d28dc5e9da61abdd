"""A page is cut where one story ends and another begins, and nowhere else."""

import pytest

from koreawire.pipeline.cutting import Role
from koreawire.pipeline.readers.limits import DEFAULT
from koreawire.pipeline.readers.plain import paragraphs
from koreawire.pipeline.segment import segment

BRIDGE = (
    "De brug over de Eem is donderdag na drie maanden weer geopend voor verkeer, meldt de "
    "gemeente Amersfoort.\nFietsers moesten al die tijd omrijden langs de Eemlaan, waar de brug "
    "van de buren openbleef."
)
FERRY = (
    "Een veerboot is zaterdag voor de kust van Noorwegen vastgelopen op een zandbank, melden "
    "reddingswerkers uit Bergen."
)
STRIKE = (
    "Piloten van de Portugese luchtvaartmaatschappij leggen maandag het werk neer omdat het "
    "overleg over hun lonen is mislukt."
)


def cut(text, headline=""):
    return segment(paragraphs(text, DEFAULT), headline)


def starts(text, headline=""):
    return [part.lines[0].text[:12] for part in cut(text, headline).parts]


@pytest.mark.parametrize(
    ("heading", "one", "other"),
    [
        ("Meer uit Buitenland", "1 uur geleden", "4 uur geleden"),
        ("More from World", "1 hour ago", "4 hours ago"),
        ("Mere fra Udland", "for 1 time siden", "for 4 timer siden"),
        ("더 보기", "1시간 전", "4시간 전"),
    ],
)
@pytest.mark.parametrize("glue", ["", "\n", "\n\n"])
def test_stories_under_a_heading_are_parted_by_their_ages(heading, one, other, glue):
    """Scrapers glue the next dateline to the age of the story above it."""
    text = (
        f"{BRIDGE}\n{heading}\nOSLO (ANP/AFP) - {FERRY}\n{one}{glue}"
        f"LISSABON (ANP/RTR) - {STRIKE}\n{other}"
    )
    found = cut(text)
    assert [part.role for part in found.parts] == [Role.MAIN, Role.SIDE, Role.SIDE]
    assert [part.age.count for part in found.parts[1:]] == [1, 4]
    assert found.dropped["related"] == len(heading)


def test_an_age_is_the_story_s_above_it_without_a_heading_as_well():
    """`ages` alone are how some pages list their stories."""
    text = f"{BRIDGE}\n2 uur geleden\nOSLO (ANP) - {FERRY}\n5 uur geleden"
    assert starts(text) == ["De brug over", "OSLO (ANP) -"]


def test_an_age_in_a_sentence_parts_nothing():
    """Stories say when things happened, too."""
    text = f"{BRIDGE}\nTwee uur geleden werd de brug getest.\nDat was 3 uur geleden, zei hij."
    assert len(cut(text).parts) == 1


@pytest.mark.parametrize(
    "opening",
    [
        "OSLO (ANP/AFP) - ",
        "OSLO, March 3 (Reuters) - ",
        "(서울=연합뉴스) 홍길동 기자 = ",
        "OSLO, March 3 - ",
    ],
)
def test_a_dateline_opens_a_story_of_its_own(opening):
    """An agency or a date; a place alone opens columns and interviews as well."""
    assert starts(f"{BRIDGE}\n{opening}{FERRY}")[1:] == [f"{opening}{FERRY}"[:12]]


def test_the_headline_above_a_dateline_goes_with_it():
    """It is the next story's, not the last line of the one before."""
    text = f"{BRIDGE}\nVeerboot loopt vast\nOSLO (ANP/AFP) - {FERRY}"
    assert starts(text)[1:] == ["Veerboot loo"]


@pytest.mark.parametrize("glue", ["", " "])
def test_a_dateline_in_the_middle_of_a_line_opens_a_story(glue):
    """Pages whose boxes have no line between them."""
    assert len(cut(f"{BRIDGE}{glue}OSLO (ANP/AFP) - {FERRY}").parts) == 2


def test_a_picture_s_credit_in_a_line_opens_none():
    """Korean captions are written as datelines are, with nothing behind them."""
    text = "국회는 12일 본회의를 열어 예산안을 처리했다. 여야는 막판까지 맞섰다.(서울=연합뉴스)"
    assert len(cut(text).parts) == 1


def test_nobody_s_subheads_part_a_story():
    """A short line without a full stop stands inside many stories."""
    text = f"{BRIDGE}\nKosten\nDe brug kostte de gemeente Amersfoort ruim drie miljoen euro."
    assert len(cut(text).parts) == 1


@pytest.mark.parametrize(
    "title", ["Kort nieuws", "Yonhap News Summary", "Kort nyt", "간추린 뉴스", "Market roundup"]
)
def test_a_digest_stays_one_story(title):
    """Its parts are briefs on many matters, and the item is one."""
    found = cut(f"OSLO (ANP/AFP) - {FERRY}\n----------\nLISSABON (ANP/RTR) - {STRIKE}", title)
    assert found.composite
    assert len(found.parts) == 1
    assert len(found.briefs) == 2


def test_what_a_page_lists_below_a_digest_is_none_of_it():
    """A heading ends the digest as it ends any story."""
    found = cut(f"{FERRY}\n\nMeer uit Buitenland\n{STRIKE}\n2 uur geleden", "Nieuws in het kort")
    assert [part.lines[0].text for part in found.parts] == [FERRY, STRIKE]
    assert found.composite


def test_a_list_of_links_is_no_story():
    """Only titles under the heading: dropped, and counted."""
    found = cut(f"{BRIDGE}\nLees ook\nVeerboot loopt vast\nPiloten staken")
    assert len(found.parts) == 1
    assert found.dropped["related"] == sum(
        map(len, ("Lees ook", "Veerboot loopt vast", "Piloten staken"))
    )


def test_text_cut_by_a_limit_is_said_to_be():
    """A reader must know that the end is missing."""
    assert cut(f"{BRIDGE}\nDe wethouder noemt de opening een opluchting voor de hele bu").truncated
    assert not cut(BRIDGE).truncated


def test_wrapped_copy_beside_long_lines_is_joined_again():
    """Teletype copy put together with a page's text would else be dozens of stories' lines."""
    wrapped = (
        "    The company said it would build a new plant in the south of\n"
        "the country, which is to make parts for engines and employ about\n"
        "three hundred people from the spring of next year onwards and to\n"
        "double that number if orders from abroad come in as it expects.\n"
    )
    assert len(paragraphs(f"{BRIDGE}\n{wrapped}{FERRY}", DEFAULT)) == 4


@pytest.mark.parametrize("heading", ["Lees ook", "Related stories", "Læs også", "관련기사"])
def test_a_story_goes_on_below_links_in_its_middle(heading):
    """A heading with titles and nothing told of them interrupts; it does not end."""
    first, second = BRIDGE.split("\n")
    found = cut(f"{first}\n{second}\n{heading}\nVeerboot loopt vast\n{FERRY}\n{STRIKE}")
    assert [line.text for line in found.parts[0].lines] == [first, second, FERRY, STRIKE]


EMBARGO = (
    "EMBARGOED until 0600 GMT, 14 March 2026. Please respect the embargo, which was agreed with "
    "the council and with every agency that takes this service, also on social media."
)


@pytest.mark.parametrize("above", ["", "Brug over de Eem weer open\n\n"])
@pytest.mark.parametrize("opening", ["AMERSFOORT (ANP) - ", "2 uur geleden\n\n", ""])
def test_an_embargo_is_never_parted_from_its_story(above, opening):
    """However long it is and wherever it stands: a story sent on without it is published early."""
    (part,) = cut(f"{above}{EMBARGO}\n\n{opening}{BRIDGE}\n\nMeer nieuws").parts
    assert EMBARGO in [line.text for line in part.lines]
    assert part.lines[-1].text.endswith("openbleef.")


def test_the_embargo_of_a_second_story_is_not_the_firsts():
    """What stands below a paragraph holds back what stands below itself."""
    first, second = cut(f"{BRIDGE}\n\nMeer nieuws\n\n{EMBARGO}\n\n{FERRY}").parts
    assert EMBARGO not in [line.text for line in first.lines]
    assert EMBARGO in [line.text for line in second.lines]


def test_a_note_to_editors_is_no_paragraph_above_a_dateline():
    """Slug, headline and note are the story's own, so its dateline opens no other."""
    copy = (
        "BC-EU--Bridge, 1st Ld-Writethru,214\nBridge reopens after three months of repairs\n"
        "Eds: Updates with comment of the council. With AP Photos.\nBy A WRITER\n\n"
        f"AMERSFOORT, Netherlands (AP) _ {BRIDGE}"
    )
    assert len(cut(copy).parts) == 1
