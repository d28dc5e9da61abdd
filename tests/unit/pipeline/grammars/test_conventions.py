"""Every form in tests/data/agencies.tsv, from which the reference's table is written."""

import pytest
from tests.support.conventions import cases
from tests.support.reading import read, read_as, story

EN = "The harbour of Busan reopened on Thursday after a week of storms, its master said."
KO = "부산항이 일주일 만에 다시 문을 열었다고 항만 당국이 12일 밝혔다."
HEADLINE = "Harbour of Busan reopens after storms"
HOME = {"ANP": "ROTTERDAM (ANP) - ", "Belga": "BRUSSEL 5/03 (BELGA) - "}


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.agency} {case.written}")
def test_a_form_becomes_what_the_table_says(case):
    """And leaves the headline and the text as they were."""
    body = KO if any("가" <= one <= "힣" for one in case.written) else EN
    match case.convention:
        case "dateline":
            found = read_as(f"{HEADLINE}\n\n{case.written}{body}")
            assert "/".join(found.credit) == case.becomes
        case "version":
            headline = case.written.replace("…", HEADLINE)
            found = read_as(f"{headline}\n\n{HOME.get(case.agency, '')}{body}")
            assert f"{found.action} {found.seq or ''}".strip() == case.becomes
        case "slug" | "take line" | "note":
            above = [case.written, HEADLINE]
            if case.convention == "note":
                above.reverse()
            found = read_as("\n".join(above) + f"\n\nBUSAN, March 12 (AFP) - {body}")
            assert f"{found.action} {found.seq or ''}".strip() == case.becomes
        case "closing":
            found = read_as(f"{HEADLINE}\n\n{body}\n\n{case.written.replace('…', 'A. Writer')}")
            assert "/".join(found.credit) == case.becomes.strip("-")
        case _:
            text = case.written.replace("…", HEADLINE)
            (notice,) = read(f"{text}\n\nPlease see to it that all desks are told at once.")
            assert notice.kind == case.becomes
            return
    assert (found.headline, found.body) == (HEADLINE, body)


def test_a_note_is_kept_for_editors():
    """Taken out of the text, not thrown away."""
    for case in cases():
        if case.convention == "note" and "…" not in case.written:
            text = f"{HEADLINE}\n{case.written}\n\nBUSAN, March 12 (AFP) - {EN}"
            words = case.written.strip("()").split(": ")[-1]
            assert words in story(text).ed_note
