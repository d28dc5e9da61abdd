"""The page of the records, from the exported JSON Schemas and `schemas/headers.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koreawire.schemas import headers
from koreawire.schemas.export import MODELS, schema

if TYPE_CHECKING:
    from collections.abc import Iterator


def records() -> Iterator[str]:
    """Yield the lines of the page: headers, then every model with its properties."""
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
