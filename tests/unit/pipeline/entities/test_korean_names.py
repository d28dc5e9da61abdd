"""Korean names: found in Latin script and Hangul, and not where they are something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koreawire.pipeline.entities.hangul_names import hangul_names
from koreawire.pipeline.entities.korean_names import latin_names
from koreawire.pipeline.entities.romanise import latin_surnames, name_key, spells
from koreawire.pipeline.entities.taken import Taken


def latin(text, *, korean_context=True):
    return [text[n.start : n.end] for n in latin_names(text, korean_context=korean_context)]


def hangul(text):
    return [name.name for name in hangul_names(text, threshold=0.7)]


@pytest.mark.parametrize(
    "name",
    [
        "Kim Do-hoon",
        "PARK CHUNG-HEE",
        "Ri Yong Ho",
        "Heung-min Son",
        "Namgung Jae-hyun",
        "Choe Ryong-hae",
        "Kim Chŏng-ŭn",
        "Ri Myŏng-su",
        "Chang Sŏng-t'aek",
        "Ch'oe Ch'ŏl-ho",
        "Ch'oe Ŭn-hŭi",
    ],
)
def test_each_way_to_write_a_name_is_read(name):
    """South and North, agencies and sports pages write names in their own way."""
    assert latin(f"Then {name} arrived.") == [name]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_genitive_is_no_part_of_a_name(mark):
    """An apostrophe is a romanisation's only behind a first consonant."""
    assert latin(f"Then Kim Do-hoon{mark}s sister arrived.") == ["Kim Do-hoon"]
    assert latin(f"Then Chang Sŏng-t{mark}aek{mark}s aide left.") == [f"Chang Sŏng-t{mark}aek"]


@pytest.mark.parametrize(
    "text",
    [
        "Kim Hansen fra Odense",
        "Lee Harvey Oswald",
        "Park Avenue",
        "Han Solo",
        "Moon Landing",
        "Jo Cox",
        "Park D'Arcy-Jones",
        "Han O'Neill-Lee",
        "Kim L'Oréal-mand",
        "Moon Ĉu-ŭa",
    ],
)
def test_other_peoples_names_are_left_alone(text):
    """A Dane called Kim is no Korean."""
    assert latin(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "김도훈 감독은 경기 뒤 기자회견을 열었다.",
        "이날 박서연(34) 씨가 숨졌다.",
        "배우 정하윤과 최민재가 무대에 올랐다.",
    ],
)
def test_hangul_names_are_read_with_what_is_written_on_to_them(text):
    """Particles, titles and ages are not a part of the name."""
    assert hangul(text)
    assert all(len(name) == 3 for name in hangul(text))


def test_a_name_is_read_where_it_stands_alone_and_nowhere_else():
    """The same syllables begin a longer word before: only their second place is a name."""
    text = "김도훈련소 옆에서 김도훈 감독이 말했다."
    taken = Taken(len(text))
    assert [n.start for n in hangul_names(text, threshold=0.7)] == [text.rindex("김도훈")]
    taken.add(text.rindex("김도훈"), text.rindex(" 감독이"))
    assert list(hangul_names(text, threshold=0.7, taken=taken)) == []


@pytest.mark.parametrize(
    "text",
    [
        "정부가 이번 주 대책을 발표한다.",
        "이야기가 길어지면서 주인공은 지쳤다.",
        "한국인 이용자가 늘고 있다고 전문가는 말했다.",
        "유명한 장소를 지정하는 방안",
    ],
)
def test_common_words_are_no_names(text):
    """Half of all Korean words begin with a syllable that is a family name."""
    assert hangul(text) == []


@pytest.mark.parametrize(
    ("hangul_name", "surname", "given"),
    [
        ("김정은", "Kim", ("chŏng", "ŭn")),
        ("장성택", "Chang", ("sŏng", "t'aek")),
        ("김정은", "Kim", ("jong", "un")),
        ("문재인", "Moon", ("jae", "in")),
        ("이영호", "Rhee", ("yong", "ho")),
    ],
)
def test_one_key_in_both_scripts(hangul_name, surname, given):
    """A person unknown to the gazetteer has one id in Dutch and in Korean."""
    (found,) = latin_names(f"{surname} {given[0].title()}-{given[1]}", korean_context=True)
    assert found.key == name_key(hangul_name)


def test_a_key_is_no_proof_that_a_spelling_fits():
    """`woon` and `un` share a key; 은 is only ever the latter."""
    assert spells(["jong", "un"], "정은")
    assert not spells(["jong", "woon"], "정은")
    assert spells(["chong", "chol"], "정철")
    assert spells(["chŏng", "ch’ŏl"], "정철")
    assert not spells(["ch'ŏng", "ch'ŏl"], "정철")
    assert not spells(["chŏng", "ŭn"], "종은")


SYLLABLES = st.sampled_from(
    ["ha", "neul", "seo", "yeon", "min", "jun", "tae", "hyun", "su", "bin", "ji", "woo", "gyeong"]
)


@given(st.sampled_from(sorted(latin_surnames())), SYLLABLES, SYLLABLES)
def test_every_hyphenated_name_made_by_the_grammar_is_found(surname, first, second):
    """Hyphenated names are the safest find there is; none may slip through."""
    name = f"{surname} {first.title()}-{second}"
    assert latin(f"Yesterday {name} said so.", korean_context=False) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("조현 외교부 장관이 동행한다.", ["조현"]),
        ("조국 대표는 박진 전 장관을 만났다.", ["조국", "박진"]),
        ("조국 통일의 길", []),
        ("안산 시장은 한강 시민공원에서", []),
    ],
)
def test_a_known_short_name_needs_its_bearers_office(text, names):
    """Two syllables that a minister bears are a word of every day as well."""
    assert hangul(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("양 정상은 나라현에서 만난다.", []),
        ("사건의 배경은 알려지지 않았다.", []),
        ("배경은 씨는 고개를 저었다.", ["배경은"]),
    ],
)
def test_a_noun_with_its_particle_is_nobody_without_a_title(text, names):
    """Summit, background: three syllables that would make a name too."""
    assert hangul(text) == names


@given(st.text(max_size=400))
def test_any_text_is_read_without_trouble(text):
    """Input is hostile."""
    for name in latin_names(text, korean_context=True):
        assert 0 <= name.start < name.end <= len(text)
    for name in hangul_names(text, threshold=0.1):
        assert text[name.start : name.end] == name.name
