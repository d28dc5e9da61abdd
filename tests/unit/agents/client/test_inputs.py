"""What a person names becomes raw records: each once, in a stable order."""

import gzip
import io
import os
import threading
from types import SimpleNamespace

import pytest

from koreawire.agents.client import inputs as module
from koreawire.agents.client.inputs import Input, inputs
from koreawire.agents.problem import Problem


def names(found):
    return [item.name for item in found]


def test_a_folder_is_read_recursively_in_order_without_hidden_files(tmp_path):
    """Two runs over one folder must decide in the same order."""
    for name in ("b.txt", "a/z.html", "a/y.json", ".hidden", "a/.DS_Store", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    found = names(inputs([str(tmp_path)]))
    assert found == [f"{tmp_path}/a/y.json", f"{tmp_path}/a/z.html", f"{tmp_path}/b.txt"]


def test_lines_are_named_by_number_and_blank_ones_are_passed_over(tmp_path):
    """The number is the line's own, so that a person finds it in the file."""
    path = tmp_path / "items.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"payload":"a"}\n\n{"payload":"b"}\r\n'))
    found = list(inputs([str(path)]))
    assert names(found) == [f"{path}#1", f"{path}#3"]
    assert found[1].value == b'{"payload":"b"}'


def test_a_raw_item_is_keyed_by_provider_and_id(tmp_path):
    """Versions of one item then share a partition, and their order."""
    path = tmp_path / "items.jsonl"
    path.write_bytes(b'{"provider":"ritzau","itemId":"7","payload":"x"}\nnot json\n[1]\n')
    assert [item.key for item in inputs([str(path)])] == [b"ritzau:7", None, None]


def test_a_missing_path_is_told_before_anything_is_read(tmp_path):
    """Half a run is worse than none."""
    (tmp_path / "a.txt").write_text("a")
    with pytest.raises(Problem, match="nowhere"):
        next(inputs([str(tmp_path), "nowhere"]))


def test_a_folder_that_links_into_itself_is_read_once(tmp_path):
    """Forty rounds through a loop of links would make forty duplicates of each item."""
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "tied").symlink_to(tmp_path / "tied")
    assert names(inputs([str(tmp_path)])) == [f"{tmp_path}/a.txt"]


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path, monkeypatch):
    """One file of another owner must not cost the folder's other items."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)

    def read(path):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        yield Input(str(path), b"b")

    monkeypatch.setattr(module, "_file", read)
    told = []
    assert names(inputs([str(tmp_path)], unread=told.append)) == [f"{tmp_path}/b.txt"]
    assert told == [f"{tmp_path}/a.txt: cannot be read: Permission denied"]
    with pytest.raises(Problem, match=r"a\.txt: cannot be read"):
        list(inputs([str(tmp_path)]))


def test_a_pipe_that_is_named_is_read(tmp_path):
    """`koreawire process <(scraper)` names a pipe; it would silently be no input at all."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"a story",))
    writer.start()
    assert [item.value for item in inputs([str(path)])] == [b"a story"]
    writer.join()


def test_a_file_that_is_not_gzip_is_handed_on_as_it_is(tmp_path):
    """It will be judged by its bytes, and parked with a reason if they say nothing."""
    path = tmp_path / "page.html.gz"
    path.write_bytes(b"<html>plain</html>")
    assert [item.value for item in inputs([str(path)])] == [b"<html>plain</html>"]


def test_a_gzip_file_cut_short_is_handed_on_as_it_is(tmp_path):
    """A broken download is one bad record, not the end of the run."""
    path = tmp_path / "story.txt.gz"
    path.write_bytes(gzip.compress(b"a story " * 1000)[:-12])
    assert len(list(inputs([str(path)]))) == 1


def test_an_oversized_line_is_cut_and_the_next_line_is_unharmed(tmp_path, monkeypatch):
    """A line of gigabytes must not be loaded to be refused."""
    monkeypatch.setattr(module, "LARGE_RECORD_BYTES", 100)
    path = tmp_path / "items.jsonl"
    path.write_bytes(b"x" * 1000 + b"\n" + b'{"payload":"b"}\n')
    found = list(inputs([str(path)]))
    assert [len(item.value) for item in found] == [102, 15]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b'{"payload":"a"}\n{"payload":"b"}\n', ["-#1", "-#2"]),
        (b"SEOUL (Reuters) - A story.\nMore.\n", ["-"]),
        (b"", ["-"]),
    ],
)
def test_standard_input_is_lines_of_raw_items_or_one_item(monkeypatch, text, expected):
    """A pipe has no name to tell what it carries."""
    monkeypatch.setattr(module.sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    assert names(inputs(["-"])) == expected
