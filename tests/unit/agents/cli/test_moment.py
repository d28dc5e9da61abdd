"""Moments are typed in the ways people think of them."""

from datetime import UTC, datetime

import pytest
import typer

from koreawire.agents.cli.moment import moment

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("90m", "2026-11-24T10:30:00+00:00"),
        ("3d", "2026-11-21T12:00:00+00:00"),
        ("2026-11-24", "2026-11-24T00:00:00+00:00"),
        ("2026-11-24T08:30", "2026-11-24T08:30:00+00:00"),
        ("2026-11-24T08:30+01:00", "2026-11-24T08:30:00+01:00"),
    ],
)
def test_a_moment_is_a_date_a_time_or_how_long_ago(text, named):
    """Without an offset it is UTC, as everything else that is shown."""
    assert moment(text, NOW).isoformat() == named


@pytest.mark.parametrize("text", ["yesterday", "", "99999999d", "999999d", "5x"])
def test_what_is_no_moment_is_wrong_usage(text):
    """With what could be written instead."""
    with pytest.raises(typer.BadParameter, match="12h"):
        moment(text, NOW)
