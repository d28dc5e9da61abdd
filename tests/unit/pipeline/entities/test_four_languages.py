"""The same person or place has the same id in Dutch, English, Danish and Korean."""

from __future__ import annotations

from pathlib import Path

import pytest

from koreawire.pipeline.entities.recognise import recogniser

TABLE = Path(__file__).with_name("four_languages.tsv")
LANGUAGES = ("en", "nl", "da", "ko")
LEAST = 0.98  # of names whose id is the table's, in each language

# Two sentences of news a kind and language; {} is where the name stands.
SENTENCES = {
    "country": {
        "en": ("Officials from {} arrived on Monday.", "A minister said {}, too, had been told."),
        "nl": ("Een delegatie uit {} kwam maandag aan.", "Ook in {} werd het nieuws bevestigd."),
        "da": ("En delegation fra {} ankom mandag.", "Også i {} blev nyheden bekræftet."),
        "ko": ("{}에서 온 대표단이 월요일 도착했다.", "정부는 {}와 협의하고 있다고 밝혔다."),
    },
    "city": {
        "en": ("The talks were held in {} last week.", "Police near {} found the car."),
        "nl": ("Het overleg vond vorige week plaats in {}.", "De politie bij {} vond de auto."),
        "da": ("Mødet blev holdt i {} i sidste uge.", "Politiet nær {} fandt bilen."),
        "ko": ("회의는 지난주 {}에서 열렸다.", "경찰은 {} 인근에서 차량을 찾았다."),
    },
    "person": {
        "en": ("The visitors were received by {}.", "It was {} who spoke first."),
        "nl": ("De gasten werden ontvangen door {}.", "Het was {} die als eerste sprak."),
        "da": ("Gæsterne blev modtaget af {}.", "Det var {}, der talte først."),
        "ko": ("이날 행사에는 {}도 참석했다.", "먼저 입을 연 것은 {}이었다."),
    },
    "organisation": {
        "en": ("A spokesman for {} declined to comment.", "Earlier {} had denied the report."),
        "nl": ("Een woordvoerder van {} wilde niets zeggen.", "Eerder ontkende {} het bericht."),
        "da": ("En talsmand for {} ville ikke udtale sig.", "Tidligere afviste {} historien."),
        "ko": ("{}는 논평을 거부했다.", "앞서 {} 측은 보도를 부인했다."),
    },
    "event": {
        "en": ("Much has been written about {} since.", "Years after {} the wounds remain."),
        "nl": ("Over {} is veel geschreven.", "Jaren na {} zijn de wonden er nog."),
        "da": ("Der er skrevet meget om {}.", "Mange år efter {} mærkes det stadig."),
        "ko": ("{} 이후 많은 것이 달라졌다.", "전문가들은 {}의 의미를 되짚었다."),
    },
    "product": {
        "en": ("Experts spoke about {} at length.", "Nobody expected {} to matter so much."),
        "nl": ("Deskundigen spraken over {}.", "Niemand had {} zo belangrijk gevonden."),
        "da": ("Eksperter talte om {}.", "Ingen havde ventet, at {} ville fylde så meget."),
        "ko": ("전문가들은 {}에 대해 설명했다.", "{}의 영향이 크다는 분석이 나온다."),
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
    sentences = 2 * len(rows())
    assert 1 - len(wrong) / sentences >= LEAST, wrong
