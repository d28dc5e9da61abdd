"""The same person or place has the same id in Dutch, English, Danish and Korean."""

from __future__ import annotations

from pathlib import Path

import pytest

from koreawire.pipeline.entities.recognise import recogniser

TABLE = Path(__file__).with_name("four_languages.tsv")
FORMS = Path(__file__).with_name("forms.tsv")
LANGUAGES = ("en", "nl", "da", "ko")
SENTENCES_EACH = 4
LEAST = 0.98  # of names whose id is the table's, in each language

# Four sentences of news a kind and language; {} is where the name stands: at the beginning, within,
# in a genitive where the language has one, before a mark.
SENTENCES = {
    "country": {
        "en": (
            "Officials from {} arrived on Monday.",
            "A minister said {}, too, had been told.",
            "Exports to {}'s neighbours fell again.",
            "(For {}: see page 3.)",
        ),
        "nl": (
            "Een delegatie uit {} kwam maandag aan.",
            "Ook in {} werd het nieuws bevestigd.",
            "Het overleg met {}, dat drie dagen duurde, leverde niets op.",
            "'{} wacht af', zei de gezant.",
        ),
        "da": (
            "En delegation fra {} ankom mandag.",
            "Også i {} blev nyheden bekræftet.",
            "Samtalerne med {}, der varede tre dage, førte ikke til noget.",
            "»{} venter«, sagde udsendingen.",
        ),
        "ko": (
            "{}에서 온 대표단이 월요일 도착했다.",
            "정부는 {}와 협의하고 있다고 밝혔다.",
            "{}산 제품에는 관세가 붙는다.",
            "이번 결정으로 {}까지도 영향을 받는다.",
        ),
    },
    "city": {
        "en": (
            "The talks were held in {} last week.",
            "Police near {} found the car.",
            "{}'s streets were empty.",
            "From {}, the convoy drove north.",
        ),
        "nl": (
            "Het overleg vond vorige week plaats in {}.",
            "De politie bij {} vond de auto.",
            "{}, waar het sneeuwde, was slecht bereikbaar.",
            "De trein naar {} had vertraging.",
        ),
        "da": (
            "Mødet blev holdt i {} i sidste uge.",
            "Politiet nær {} fandt bilen.",
            "{}, hvor det sneede, var svær at nå.",
            "Toget til {} var forsinket.",
        ),
        "ko": (
            "회의는 지난주 {}에서 열렸다.",
            "경찰은 {} 인근에서 차량을 찾았다.",
            "{}의 거리는 텅 비어 있었다.",
            "열차는 {}까지 운행한다.",
        ),
    },
    "person": {
        "en": (
            "The visitors were received by {}.",
            "It was {} who spoke first.",
            "{}'s lawyer declined to comment.",
            '"I know nothing of it," {} said.',
        ),
        "nl": (
            "De gasten werden ontvangen door {}.",
            "Het was {} die als eerste sprak.",
            "De advocaat van {} wilde niets zeggen.",
            "'Ik weet nergens van', aldus {}.",
        ),
        "da": (
            "Gæsterne blev modtaget af {}.",
            "Det var {}, der talte først.",
            "Advokaten for {} ville ikke udtale sig.",
            "»Jeg ved intet,« sagde {}.",
        ),
        "ko": (
            "이날 행사에는 {}도 참석했다.",
            "먼저 입을 연 것은 {}이었다.",
            "{}의 변호인은 답하지 않았다.",
            "기자들은 {}에게 질문을 쏟아냈다.",
        ),
    },
    "organisation": {
        "en": (
            "A spokesman for {} declined to comment.",
            "Earlier {} had denied the report.",
            "{}'s statement was short.",
            "Officials at {}, who asked not to be named, agreed.",
        ),
        "nl": (
            "Een woordvoerder van {} wilde niets zeggen.",
            "Eerder ontkende {} het bericht.",
            "Volgens {} is er niets aan de hand.",
            "Bij {} (zie kader) werken honderden mensen.",
        ),
        "da": (
            "En talsmand for {} ville ikke udtale sig.",
            "Tidligere afviste {} historien.",
            "Ifølge {} er der intet galt.",
            "Hos {} (se boks) arbejder flere hundrede.",
        ),
        "ko": (
            "{}는 논평을 거부했다.",
            "앞서 {} 측은 보도를 부인했다.",
            "{}에 따르면 문제는 없다.",
            "이는 {}의 공식 입장이다.",
        ),
    },
    "event": {
        "en": (
            "Much has been written about {} since.",
            "Years after {} the wounds remain.",
            "The book tells of {}, and of those who were there.",
            "It is said that {} changed everything.",
        ),
        "nl": (
            "Over {} is veel geschreven.",
            "Jaren na {} zijn de wonden er nog.",
            "Het boek gaat over {}, en over wie erbij waren.",
            "Men zegt dat {} alles heeft veranderd.",
        ),
        "da": (
            "Der er skrevet meget om {}.",
            "Mange år efter {} mærkes det stadig.",
            "Bogen handler om {}, og om dem der var der.",
            "Man siger, at {} ændrede alt.",
        ),
        "ko": (
            "{} 이후 많은 것이 달라졌다.",
            "전문가들은 {}의 의미를 되짚었다.",
            "이 책은 {}에 관한 것이다.",
            "모든 것은 {}에서 시작됐다.",
        ),
    },
    "product": {
        "en": (
            "Experts spoke about {} at length.",
            "Nobody expected {} to matter so much.",
            "The future of {}, he added, is open.",
            "Analysts compared {} with its rivals.",
        ),
        "nl": (
            "Deskundigen spraken over {}.",
            "Niemand had {} zo belangrijk gevonden.",
            "De toekomst van {}, zei hij, ligt open.",
            "Analisten vergeleken {} met de concurrentie.",
        ),
        "da": (
            "Eksperter talte om {}.",
            "Ingen havde ventet, at {} ville fylde så meget.",
            "Fremtiden for {}, sagde han, er åben.",
            "Analytikere sammenlignede {} med konkurrenterne.",
        ),
        "ko": (
            "전문가들은 {}에 대해 설명했다.",
            "{}의 영향이 크다는 분석이 나온다.",
            "관심은 {}로 옮겨 갔다.",
            "이번에는 {}만 공개됐다.",
        ),
    },
}


def rows():
    """Id, kind and the names in the four languages."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def misses(language):
    """The names that get another id than the table's in some sentence of *language*."""
    wrong = []
    for identifier, kind, *names in rows():
        name = names[LANGUAGES.index(language)]
        for sentence in SENTENCES[kind][language]:
            mentions = recogniser().recognise("", sentence.format(name), language)
            if identifier not in {mention.id for mention in mentions}:
                wrong.append((name, identifier, [(m.surface, m.id) for m in mentions]))
    return wrong


def test_the_table_is_large_enough():
    """A handful of famous names would prove nothing."""
    assert len({row[0] for row in rows()}) >= 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_get_one_id_whatever_the_language(language):
    """A desk that follows a person or place must find it in every language."""
    wrong = misses(language)
    sentences = SENTENCES_EACH * len(rows())
    assert 1 - len(wrong) / sentences >= LEAST, wrong


def test_inflected_forms_get_the_id_of_the_name():
    """Copy writes demonyms, genitives, compounds, particles, titles and other romanisations."""
    lines = FORMS.read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    wrong = []
    for identifier, language, form, sentence in table:
        found = {(m.surface, m.id) for m in recogniser().recognise("", sentence, language)}
        if found.isdisjoint({(form, identifier), (form.removesuffix("'s"), identifier)}):
            wrong.append((form, identifier, found))
    assert len(table) >= 100
    assert 1 - len(wrong) / len(table) >= LEAST, wrong
