"""IPTC's own ninjs 3.2 schema, used where it lies and never copied."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMA = Path(__file__).parents[3] / "shared/spec/ninjs-schema_3.2.json"
GEOJSON = "https://geojson.org/schema/GeoJSON.json"  # referred to by ninjs places; not used here


def ninjs_validator() -> Draft202012Validator:
    """Return a validator of ninjs with the one property of ours, by IPTC's extension pattern.

    Skips the test where the schema is not beside the project.
    """
    if not SCHEMA.exists():
        pytest.skip("IPTC's ninjs schema is not beside the project (../shared/spec)")
    iptc = json.loads(SCHEMA.read_text(encoding="utf-8"))
    registry = Registry().with_resources(
        [
            (iptc["$id"].rstrip("#"), Resource.from_contents(iptc)),
            (GEOJSON, Resource.from_contents({"$schema": iptc["$schema"]})),
        ]
    )
    extension = {
        "$schema": iptc["$schema"],
        "allOf": [{"$ref": iptc["$id"] + "/$defs/ninjsType"}],
        "properties": {"koreawire": True},
        "unevaluatedProperties": False,
    }
    return Draft202012Validator(
        extension, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
