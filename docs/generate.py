"""Writes docs/reference/ from the code (`python docs/generate.py`); a test fails when stale."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import SecretStr

from koreawire.agents.environment import FILE_SUFFIX, PREFIX
from koreawire.agents.settings import Settings, secret_fields
from koreawire.pipeline.routing import Rules
from koreawire.schemas import headers
from koreawire.schemas.export import MODELS, schema
from koreawire.schemas.topics import TOPICS, Readers, TopicSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic.fields import FieldInfo

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by `python docs/generate.py`; change the code, not this page. -->"
HOUR_MS = 3_600_000
MIB = 1_048_576
READERS = {
    Readers.PRODUCERS: "producers write it",
    Readers.PUBLIC: "public",
    Readers.INTERNAL: "internal: may change without notice",
    Readers.OPERATORS: "operators",
}


def pages() -> dict[str, str]:
    """Return every generated page: file name to text."""
    return {
        "topics.md": _page("Topics", _topics()),
        "settings.md": _page("Settings", _settings()),
        "records.md": _page("Records", _records()),
    }


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"# {title}", "", NOTE, "", *lines]).rstrip() + "\n"


def _topics() -> Iterator[str]:
    yield "`KOREAWIRE_TOPIC_PREFIX` is put before every name. `koreawire topics create` creates"
    yield "what is missing, `koreawire doctor` compares the broker with this list."
    yield ""
    yield from _topic_table(TOPICS)
    yield ""
    yield "## Desks"
    yield ""
    yield "One topic for each desk of the rules, `korea.<desk>.v1`; these are the ones that are"
    yield "shipped. A story can be on several, and every relevant story is on `korea.stories.v1`."
    yield ""
    yield from _topic_table(Rules.shipped().topics())


def _topic_table(topics: Iterable[TopicSpec]) -> Iterator[str]:
    yield "| Topic | Key | Value | Partitions | Kept | Largest record | Readers |"
    yield "|---|---|---|---|---|---|---|"
    for topic in topics:
        values = ", ".join(f"[{model.__name__}](records.md)" for model in topic.models)
        kept = f"{topic.retention_ms // HOUR_MS} h"
        largest = f"{topic.max_message_bytes // MIB} MiB"
        readers = READERS[topic.readers]
        yield (
            f"| `{topic.name}` | {topic.key} | {values} | {topic.partitions}"
            f" | {kept} | {largest} | {readers} |"
        )


def _settings() -> Iterator[str]:
    yield "Environment variables; an unknown `KOREAWIRE_…` name or a bad value ends a command with"
    yield f"one line. A secret can be given as a file: its name with `{FILE_SUFFIX}` at the end."
    yield ""
    yield "| Variable | Values | Default | What for |"
    yield "|---|---|---|---|"
    secrets = secret_fields()
    for name, field in Settings.model_fields.items():
        secret = f", or `{PREFIX}{name.upper()}{FILE_SUFFIX}`" if name in secrets else ""
        yield (
            f"| `{PREFIX}{name.upper()}`{secret} | {_values(field)} | {_default(field)}"
            f" | {field.description} |"
        )


def _values(field: FieldInfo) -> str:
    """Return what a setting may be, in words."""
    choices = [choice for choice in _choices(field.annotation) if choice is not type(None)]
    if all(isinstance(choice, str) for choice in choices):
        return ", ".join(f"`{choice}`" for choice in choices)
    kind = choices[0]
    words = {int: "whole number", float: "number", bool: "`true` or `false`", SecretStr: "secret"}
    bounds = [
        f"{word} {getattr(rule, sign):,}"
        for rule in field.metadata
        for sign, word in (("ge", "from"), ("gt", "above"), ("le", "to"))
        if getattr(rule, sign, None) is not None
    ]
    return " ".join([words.get(kind, "path" if kind is Path else "text"), *bounds])


def _choices(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) or (annotation,)


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is None or value == "":
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _records() -> Iterator[str]:
    yield "Values are UTF-8 JSON; what is unknown is left out, never null. The same as JSON Schema"
    yield "2020-12 and AsyncAPI 3.0: [`schemas/json/`](../../schemas/json). Ignore properties that"
    yield "you do not know: within `v1` optional ones are added."
    yield ""
    yield "## Headers"
    yield ""
    yield "| Header | Says |"
    yield "|---|---|"
    for name, meaning in headers.MEANINGS.items():
        yield f"| `{name}` | {meaning} |"
    for name in MODELS:
        yield ""
        yield from _model(name)


def _model(name: str) -> Iterator[str]:
    document = schema(name)
    yield f"## {document['title']}"
    yield ""
    yield document["description"]
    yield ""
    yield f"Schema: [`{name}.schema.json`](../../schemas/json/{name}.schema.json)"
    yield ""
    yield "| Property | Type | |"
    yield "|---|---|---|"
    parts = document.get("allOf", [document])
    for part in parts:
        node = _resolved(part, document)
        yield from _rows(node, document, ())


def _rows(node: dict[str, Any], document: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Yield a row for each property, those of nested objects after their parent."""
    required = node.get("required", ())
    for name, child in node.get("properties", {}).items():
        child_path = (*path, name)
        said = [child["description"]] if "description" in child else []
        if name in required:
            said.insert(0, "**required**")
        yield f"| `{'.'.join(child_path)}` | {_type(child, document)} | {'; '.join(said)} |"
        inner = _resolved(child, document)
        if inner.get("type") == "array":
            inner = _resolved(inner["items"], document)
            child_path = (*path, f"{name}[]")
        if inner.get("properties"):
            yield from _rows(inner, document, child_path)


def _type(node: dict[str, Any], document: dict[str, Any]) -> str:
    node = _resolved(node, document)
    if "anyOf" in node:
        kinds = dict.fromkeys(_type(choice, document) for choice in node["anyOf"])
        return " or ".join(kinds)
    if "enum" in node:
        return ", ".join(f"`{value}`" for value in node["enum"])
    if "const" in node:
        return f"`{node['const']}`"
    if node.get("type") == "array":
        return f"list of {_type(node['items'], document)}"
    return node.get("format") or node.get("type", "anything")


def _resolved(node: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        node = document["$defs"][node["$ref"].removeprefix("#/$defs/")]
    return node


def main() -> None:
    """Rewrite the pages."""
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
