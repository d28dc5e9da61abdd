"""The commands as a user runs them, on each kind of broker."""

from __future__ import annotations

import orjson
import pytest

RAW = "wire.items.raw.v1"


@pytest.mark.usefixtures("topics")
def test_what_is_produced_is_confirmed_and_read_back(koreawire, tmp_path):
    """Files as their own bytes, lines as RawItems with their key; nothing added, nothing cut."""
    (tmp_path / "a.html").write_bytes(b"<p>Seoul</p>\xff")
    (tmp_path / "b.jsonl").write_text('{"provider":"anp","itemId":"1","payload":"x"}\n')
    (tmp_path / ".hidden").write_text("not sent")
    produced = koreawire("produce", "--partition", "0", tmp_path)
    assert produced.returncode == 0, produced.stderr
    assert b"2 records confirmed" in produced.stdout
    read = koreawire("tail", RAW, "--from-beginning", "--until-end", "--jsonl")
    html, item = [orjson.loads(line) for line in read.stdout.splitlines()]
    assert html["headers"] == {"content-type": "text/html"}
    assert html["value"] == "<p>Seoul</p>\ufffd"
    assert item["key"] == "anp:1"
    assert item["value"]["payload"] == "x"


@pytest.mark.usefixtures("topics")
def test_a_record_above_the_limit_is_refused_and_the_rest_goes_on(koreawire, tmp_path):
    """One picture of 9 MB in a folder must not keep the other files from the desk."""
    (tmp_path / "1-big.txt").write_bytes(b"x" * 9_000_000)
    (tmp_path / "2-small.txt").write_bytes(b"Seoul")
    produced = koreawire("produce", tmp_path)
    assert produced.returncode == 1
    assert b"1 records confirmed" in produced.stdout
    (line,) = produced.stderr.splitlines()
    assert b"1-big.txt has more than the" in line


@pytest.mark.usefixtures("topics")
def test_a_record_just_within_the_limit_is_taken(koreawire, tmp_path):
    """The limit that is told is the limit that holds."""
    (tmp_path / "big.txt").write_bytes(b"x" * 8_388_400)
    produced = koreawire("produce", tmp_path)
    assert produced.returncode == 0, produced.stderr


@pytest.mark.usefixtures("topics")
def test_lines_from_a_pipe_are_raw_items(koreawire):
    """`scraper | koreawire produce -`."""
    lines = b'{"payload":"one"}\n{"payload":"two"}\n'
    assert b"2 records confirmed" in koreawire("produce", "-", stdin=lines).stdout


@pytest.mark.usefixtures("topics")
def test_doctor_finds_nothing_wrong_with_fresh_topics(koreawire):
    """Its verdict after `topics create` is the verdict of an installation that works."""
    assert b"WRONG" not in koreawire("doctor").stdout


def test_missing_topics_are_told_with_the_command_that_makes_them(koreawire, tmp_path):
    """The next step stands in the line."""
    (tmp_path / "a.txt").write_text("Seoul")
    produced = koreawire("produce", tmp_path)
    assert produced.returncode == 1
    assert b"koreawire topics create" in produced.stderr
    assert koreawire("doctor").returncode == 1
    tailed = koreawire("tail", "korea.stories.v1")
    assert tailed.returncode == 1
    assert b"koreawire topics list" in tailed.stderr


@pytest.mark.usefixtures("topics")
def test_limit_ends_tail(koreawire):
    """A script that wants ten records gets ten and goes on."""
    koreawire("produce", "--partition", "0", "-", stdin=b'{"payload":"1"}\n{"payload":"2"}\n')
    read = koreawire("tail", RAW, "--from-beginning", "--limit", "1")
    assert len(read.stdout.splitlines()) == 1
    assert read.returncode == 0


@pytest.mark.usefixtures("topics")
def test_a_table_has_no_control_characters(koreawire):
    """What a scraper sends must not act on the operator's terminal."""
    koreawire("produce", "-", stdin=b'{"headline":"a\\u001b[2J\\u202eb","payload":"x"}\n')
    read = koreawire("tail", RAW, "--from-beginning", "--until-end", "--table")
    assert "a‹U+001B›[2J‹U+202E›b".encode() in read.stdout
    assert b"\x1b[2J" not in read.stdout


def test_a_closed_port_is_one_line(koreawire):
    """At once, and with the next step."""
    read = koreawire("tail", RAW, KOREAWIRE_BROKER="127.0.0.1:1")
    assert read.returncode == 1
    (line,) = read.stderr.splitlines()
    assert b"nothing listens at broker 127.0.0.1:1" in line
