"""Agencies beyond the first nine, from TASS to News1."""

import pytest
from tests.support.reading import read, read_as

from koreawire.pipeline.grammars.model import Evidence
from koreawire.pipeline.grammars.registry import grammars

EN = "The harbour of Busan reopened on Thursday after a week of storms, its master said."
KO = "부산항이 일주일 만에 다시 문을 열었다고 항만 당국이 12일 밝혔다."


@pytest.mark.parametrize(
    ("lead", "located", "credit"),
    [
        ("MOSCOW, March 5. /TASS/. ", "Moscow", "TASS"),
        ("МОСКВА, 5 марта. /ТАСС/. ", "Москва", "TASS"),
        ("BEIJING, March 5 (Xinhua) -- ", "Beijing", "Xinhua"),
        ("Madrid, 5 mar (EFE).- ", "Madrid", "EFE"),
        ("(ANSA) - ROMA, 05 MAR - ", "Roma", "ANSA"),
        ("BRUSSEL 5/03 (BELGA) - ", "Brussel", "Belga"),
        ("BRUSSELS 5/03 (BELGA) = ", "Brussels", "Belga"),
        ("Oslo (NTB): ", "Oslo", "NTB"),
        ("MELBOURNE, March 3 AAP - ", "Melbourne", "AAP"),
        ("LONDON, Feb. 1, 2026 /PRNewswire-AsiaNet/ -- ", "London", "PR Newswire"),
        ("TORONTO, June 09, 2026 (GLOBE NEWSWIRE) -- ", "Toronto", "GlobeNewswire"),
    ],
)
def test_datelines(lead, located, credit):
    """Place and agency leave the text."""
    found = read_as(f"Harbour reopens\n\n{lead}{EN}")
    assert (found.body, found.located, found.credit) == (EN, located, (credit,))


@pytest.mark.parametrize(
    ("lead", "credit"),
    [("[부산=뉴시스]홍길동 기자 = ", "Newsis"), ("(부산=뉴스1) 홍길동 기자 = ", "News1")],
)
def test_korean_datelines(lead, credit):
    """Brackets of either kind, a reporter behind."""
    found = read_as(f"부산항 다시 열려\n\n{lead}{KO}")
    assert (found.body, found.located, found.by, found.credit) == (
        KO,
        "부산",
        "홍길동 기자",
        (credit,),
    )


@pytest.mark.parametrize(
    ("closing", "credit"),
    [
        (" EFE", "EFE"),
        ("\n\nEFE abc/de", "EFE"),
        (" (ANSA).", "ANSA"),
        (" Enditem", "Xinhua"),
        (" (Belga)", "Belga"),
        (" (©NTB)", "NTB"),
        ("\n\nAAP gfr/ab", "AAP"),
        ("\n\nThis report by The Canadian Press was first published March 3, 2026.", "CP"),
    ],
)
def test_closings_credit_the_story(closing, credit):
    """On the last line or one of their own."""
    found = read_as(f"Harbour reopens\n\n{EN}{closing}")
    assert (found.body, found.credit) == (EN, (credit,))


@pytest.mark.parametrize(
    "closing",
    ["◎공감언론 뉴시스 gildong@newsis.com", "gildong@newsis.com", "홍길동 기자 gildong@news1.kr"],
)
def test_korean_closings(closing):
    """Slogan and address."""
    assert read_as(f"부산항 다시 열려\n\n{KO}\n\n{closing}").body == KO


@pytest.mark.parametrize("closing", ["\n\nends", "\n\nSOURCE: A Company"])
def test_closings_that_credit_nobody(closing):
    """They end the text."""
    found = read_as(f"Harbour reopens\n\n{EN}{closing}")
    assert (found.body, found.credit) == (EN, ())


def test_an_agency_at_the_end_of_a_sentence_is_prose():
    """`…, dijo a EFE.` names it; the story does not end with a credit."""
    body = "El puerto de Busan abrió el jueves tras una semana de tormentas, dijo a EFE."
    assert read_as(f"Abre el puerto\n\nMadrid, 5 mar (EFE).- {body}").body == body


def test_ansas_arrows_are_no_headline():
    """>>>ANSA/ heads a main story of the day."""
    found = read_as(f">>>ANSA/Harbour of Busan reopens\n\n(ANSA) - ROMA, 05 MAR - {EN}")
    assert found.headline == "Harbour of Busan reopens"


def test_what_is_only_supposed_neither_kills_nor_credits():
    """A form nobody has seen in print may mark a headline, but never decides a fate."""
    for grammar in grammars():
        for form in (*grammar.orders, *grammar.closings):
            own = getattr(form, "own", True)
            assert form.evidence is not Evidence.SUPPOSED or not own, (grammar.agency, form)


def test_ntb_withdraws_in_a_sentence():
    """It names no story: the notice reaches a person."""
    (found,) = read(
        "NTB trekker melding om havnen\n\nNTB trekker meldingen som er sendt ut ved feil."
    )
    assert (found.kind, found.koreawire.revision.target) == ("kill", None)
