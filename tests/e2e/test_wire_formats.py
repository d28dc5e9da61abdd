"""The wire files beside the project, every one: what comes out against what reading them says."""

import pytest
from benchmarks.wire_formats import FILES, answers, judge, outcomes

RIGHT = 0.99  # of the articles' headlines and bodies


@pytest.fixture(scope="module")
def counts():
    """Each file read once, as `koreawire process --each` reads it."""
    found, told = judge(outcomes(FILES))
    return found, "\n".join(told)


pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILES.is_dir(), reason=f"{FILES} is not on this machine"),
]


def test_every_wire_file_has_an_answer():
    """A file that nobody read is a file that nobody checks."""
    names = {str(path.relative_to(FILES)) for path in FILES.rglob("*") if path.is_file()}
    assert names - {"MANIFEST.tsv"} == set(answers())


def test_every_wire_file_ends_as_it_should(counts):
    """Stories, a stated reason why it is none, or a dead letter with the true reason."""
    found, told = counts
    assert found["fates"] >= RIGHT * found["files"], told


def test_headlines_and_bodies_are_right(counts):
    """No markup, no header, nothing missing, nothing of the page around."""
    found, told = counts
    assert found["texts"] >= RIGHT * found["stories"], told


def test_language_credit_version_and_date_are_right(counts):
    """What duplicates, versions and desks are decided by."""
    found, told = counts
    assert found["fields"] >= RIGHT * found["stories"], told
