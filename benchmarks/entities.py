"""Entities measured: countries on four annotated sets, Koreans in KLUE and by hyphen.

    python benchmarks/entities.py [--errors]

Data: `../shared/eval/dev` (or the folder in KOREAWIRE_EVAL). How labels were mapped:

* Country, gold: a place span (LOC, LC) whose text is a country's name in CLDR or the gazetteer, a
  genitive s aside. Ours: mentions of type place, subtype country or territory, demonyms aside. A
  mention is right if it is such a span with the right id; *named* also counts one that lies inside
  an annotated span of any kind (UAE in `UAE 두바이`, a country that plays as a team): the country
  is named there, only the annotation is coarser or of another kind. What overlaps no span is wrong.
* Korean, gold: a PS span of three Hangul syllables that begin with a family name and whose other
  two are likelier in given names than in words (so that 노다메 and 호프만 are none), or of four
  with a family name of two. Ours: mentions of people marked Korean, anaphors aside. Wrong is what
  is no PS span exactly.
* Hyphenated Koreans: `Kim Do-hoon` and `Do-hoon Kim` in the en, nl and da items of
  relevance.jsonl.gz, where the family name is in the list of Korean ones and both syllables can be
  Korean; found is what a mention of a person covers.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict

from datasets import split_of
from entity_sets import PEOPLE, PLACES, sets
from entity_speed import relevance

from koreawire.pipeline.entities.gazetteer import entities
from koreawire.pipeline.entities.hangul_evidence import name_tables
from koreawire.pipeline.entities.recognise import recogniser
from koreawire.pipeline.entities.romanise import latin_surnames, surname_length, syllable_key

COUNTRIES = ("country", "territory")
HYPHENATED = re.compile(
    r"\b([A-Z][a-z]{1,8}) ([A-Z][a-z]{1,6})-([A-Za-z][a-z]{1,6})\b"
    r"|\b([A-Z][a-z]{1,6})-([a-z]{1,6}) ([A-Z][a-z]{1,8})\b"
)


def country_names() -> dict[str, set[str]]:
    """Every name of every country to the ids it can mean."""
    names = defaultdict(set)
    for entity in entities():
        if entity.type.value == "place" and entity.subtype in COUNTRIES:
            for name in entity.names:
                names[name.text].add(entity.id)
    return names


def countries(half: str, *, errors: bool) -> None:
    """Print precision and recall of country mentions on each set."""
    names = country_names()
    print(f"\n### Countries, {half}\n\n| set | gold | precision, named | exact | recall |")
    print("|---|---:|---:|---:|---:|")
    for language, read in sets().items():
        exact = inside = wrong = gold = found = 0
        missed: Counter[str] = Counter()
        for text, spans in read():
            if half not in ("all", split_of(text)):
                continue
            wanted = {
                (start, end): ids
                for start, end, label in spans
                if label in PLACES and (ids := _country(text[start:end], names))
            }
            gold += len(wanted)
            hit = set()
            for mention in recogniser().recognise("", text, language):
                if mention.subtype not in COUNTRIES or mention.form.value == "demonym":
                    continue
                over = [s for s in spans if s[0] < mention.end and mention.start < s[1]]
                right = [s for s in over if mention.id in wanted.get(s[:2], ())]
                if right:
                    exact += 1
                    hit.add(right[0][:2])
                elif over:
                    inside += 1
                else:
                    wrong += 1
                    missed[f"not annotated: {mention.surface}"] += 1
            found += len(hit)
            missed.update(f"not found: {text[a:b]}" for a, b in wanted.keys() - hit)
        ours = exact + inside + wrong
        print(
            f"| {language} | {gold} | {(exact + inside) / ours:.3f} | {exact / ours:.3f}"
            f" | {found / gold:.3f} |"
        )
        if errors:
            print(f"\n{language}: {dict(missed.most_common(20))}\n")


def _country(text: str, names: dict[str, set[str]]) -> set[str] | None:
    text = text.replace("’", "'")
    return names.get(text) or names.get(re.sub("'?s$", "", text))


def is_korean_name(text: str) -> bool:
    """Is *text* a Korean's full name in Hangul, by its syllables?"""
    tables = name_tables()
    length = surname_length(text)
    if not re.fullmatch("[가-힣]{3,4}", text) or len(text) - length != 2:
        return False
    odds = tables.first.get(text[length], -4.0) + tables.second.get(text[length + 1], -4.0)
    return odds > 0 or length > 1


def people(half: str, *, errors: bool) -> None:
    """Print precision and recall of Koreans in KLUE."""
    right = wrong = found = gold = 0
    kinds: Counter[str] = Counter()
    for text, spans in sets()["ko"]():
        if half not in ("all", split_of(text)):
            continue
        wanted = {span[:2] for span in spans if span[2] in PEOPLE}
        ours = {
            (mention.start, mention.end): mention
            for mention in recogniser().recognise("", text, "ko")
            if mention.type.value == "person" and mention.korean and mention.form.value == "name"
        }
        right += len(ours.keys() & wanted)
        wrong += len(ours.keys() - wanted)
        kinds.update(f"wrong: {text[a:b]}" for a, b in ours.keys() - wanted)
        names = {place for place in wanted if is_korean_name(text[slice(*place)])}
        gold += len(names)
        found += len(names & ours.keys())
        kinds.update(f"missed: {text[a:b]}" for a, b in names - ours.keys())
    print(f"| {half} | {gold} | {right / (right + wrong):.3f} | {found / gold:.3f} |")
    if errors:
        print(f"\n{dict(kinds.most_common(60))}\n")


def hyphenated(*, errors: bool) -> None:
    """Print how many hyphenated Korean names of the Latin items are found."""
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for row in relevance():
        if row["lang"] == "ko":
            continue
        text = row["text"]
        covered = [
            (mention.start, mention.end)
            for mention in recogniser().recognise(row.get("title") or "", text, row["lang"])
            if mention.field == "body" and mention.type.value == "person"
        ]
        for name in HYPHENATED.finditer(text):
            head, one, two, three, four, tail = name.groups()
            surname, given = (head, (one, two)) if head else (tail, (three, four))
            if surname not in latin_surnames() or not all(map(syllable_key, given)):
                continue
            gold[row["lang"]] += 1
            hit = any(a <= name.start() and name.end() <= b for a, b in covered)
            found[row["lang"]] += hit
            missed[name.group()] += not hit
    print("\n### Hyphenated Korean names\n\n| | names | recall |\n|---|---:|---:|")
    for language in sorted(gold):
        print(f"| {language} | {gold[language]} | {found[language] / gold[language]:.3f} |")
    print(f"| all | {gold.total()} | {found.total() / gold.total():.3f} |")
    if errors:
        print(f"\nmissed: {dict(+missed)}\n")


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="also print what was wrong")
    errors = parser.parse_args().errors
    for half in ("tune", "held", "all"):
        countries(half, errors=errors and half == "tune")
    print("\n### Koreans in KLUE\n\n| half | gold | precision | recall |\n|---|---:|---:|---:|")
    for half in ("tune", "held", "all"):
        people(half, errors=errors and half == "tune")
    hyphenated(errors=errors)


if __name__ == "__main__":
    main()
