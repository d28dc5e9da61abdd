"""Models → JSON Schema 2020-12, topics → AsyncAPI 3.0: what other languages read.

`python -m koreawire.schemas.export` rewrites the committed files in `schemas/json/`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from koreawire.schemas.asyncapi import asyncapi
from koreawire.schemas.dead_letter import DeadLetter, Handled
from koreawire.schemas.enriched import EnrichedStory
from koreawire.schemas.notice import Notice
from koreawire.schemas.raw import RawItem
from koreawire.schemas.relation import Relation
from koreawire.schemas.story import NinjsItem, Story

if TYPE_CHECKING:
    from koreawire.schemas.base import WireModel

MODELS: dict[str, type[WireModel]] = {
    "raw-item": RawItem,
    "story": Story,
    "enriched-story": EnrichedStory,
    "relation": Relation,
    "notice": Notice,
    "dead-letter": DeadLetter,
    "dead-letter-handled": Handled,
}
EXTENSION = "koreawire"


def documents() -> dict[str, str]:
    """Return every exported file: name to text."""
    files: dict[str, Any] = {f"{name}.schema.json": schema(name) for name in MODELS}
    files["asyncapi.json"] = asyncapi({model: name for name, model in MODELS.items()})
    return {
        name: json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        for name, document in files.items()
    }


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of the model called *name*; it refers to nothing outside itself.

    Objects stay open: within `v1` optional properties are added, and a reader
    that validates must not refuse them. Null is refused where the project
    writes, because it leaves out what it does not know; what it reads may hold it.
    """
    model = MODELS[name]
    read = model is RawItem
    plain = model.model_json_schema(mode="validation" if read else "serialization")
    tidy = _tidy(plain, nullable=read)
    if issubclass(model, NinjsItem):
        tidy = _extended(tidy)
    if read:
        tidy["oneOf"] = [{"required": ["payload"]}, {"required": ["payloadBase64"]}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:koreawire:schema:v1:{name}",
        "title": model.__name__,
        **tidy,
    }


def _extended(plain: dict[str, Any]) -> dict[str, Any]:
    """Split a story into the ninjs part and the extension, joined by `allOf`.

    The pattern is IPTC's for extensions of ninjs; their schema, which is closed,
    can be put in the place of `#/$defs/ninjs`.
    """
    properties = dict(plain["properties"])
    extension = properties.pop(EXTENSION)
    required = [name for name in plain["required"] if name != EXTENSION]
    ninjs = {
        "description": "The ninjs 3.2 properties in use; names and types are IPTC's.",
        "type": "object",
        "properties": properties,
        "required": required,
    }
    return {
        "description": plain["description"],
        "allOf": [
            {"$ref": "#/$defs/ninjs"},
            {"type": "object", "properties": {EXTENSION: extension}, "required": [EXTENSION]},
        ],
        "$defs": {"ninjs": ninjs, **plain["$defs"]},
    }


def _tidy(node: Any, *, nullable: bool) -> Any:
    """Return *node* without generated titles, null defaults and, unless *nullable*, null types."""
    if isinstance(node, list):
        return [_tidy(child, nullable=nullable) for child in node]
    if not isinstance(node, dict):
        return node
    named = {"properties", "$defs"}  # maps of names: their keys are not keywords
    tidy: dict[str, Any] = {
        key: {name: _tidy(child, nullable=nullable) for name, child in value.items()}
        if key in named
        else _tidy(value, nullable=nullable)
        for key, value in node.items()
        if key != "title" and not (key == "default" and value is None)
    }
    if not nullable and "anyOf" in tidy:
        tidy |= _one_type(tidy.pop("anyOf"))
    return tidy


def _one_type(choices: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the choices without null, as a plain schema where one is left."""
    left = [choice for choice in choices if choice != {"type": "null"}]
    return left[0] if len(left) == 1 else {"anyOf": left}


def main() -> None:
    """Rewrite the files beside this one."""
    folder = Path(__file__).parent / "json"
    folder.mkdir(exist_ok=True)
    for name, text in documents().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
