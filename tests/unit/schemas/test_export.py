"""What other languages read of the contracts is true, current and ninjs 3.2."""

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from tests.support.iptc import ninjs_validator
from tests.unit.schemas.ninjs import NINJS, REQUIRED
from tests.unit.schemas.stories import FULL

from koreawire.schemas import headers
from koreawire.schemas.export import MODELS, documents, schema
from koreawire.schemas.raw import RawItem
from koreawire.schemas.topics import TOPICS


def test_the_committed_files_are_current():
    """Consumers generate code from them; `python -m koreawire.schemas.export` rewrites them."""
    folder = files("koreawire.schemas") / "json"
    committed = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
    assert committed == documents()


@pytest.mark.parametrize("name", MODELS)
def test_each_schema_is_valid_and_self_contained(name):
    """A consumer without a network must be able to validate."""
    document = schema(name)
    Draft202012Validator.check_schema(document)
    assert all(ref.startswith("#/$defs/") for ref in _refs(document))


def test_properties_and_types_are_those_of_ninjs():
    """A field that ninjs names or types otherwise would be refused by a ninjs consumer."""
    document = schema("enriched-story")
    ninjs = document["$defs"]["ninjs"]
    assert _shape(ninjs, document) == NINJS
    required = {"": ninjs["required"]}
    for name, node in ninjs["properties"].items():
        items = _resolved(node, document).get("items")
        if items and "required" in _resolved(items, document) and name in REQUIRED:
            required[name] = _resolved(items, document)["required"]
    assert required == REQUIRED


def test_a_full_story_satisfies_its_own_schema():
    """What we publish must pass the schema that we publish."""
    _validator(schema("enriched-story")).validate(json.loads(FULL.to_json()))


def test_the_full_story_leaves_no_property_out():
    """A property without a value in the example would be checked by nobody."""
    assert set(json.loads(FULL.to_json())) == {*NINJS, "koreawire"}


def test_a_null_is_refused_where_the_project_writes():
    """Facts that are unknown are left out; a consumer may rely on it."""
    with pytest.raises(ValidationError):
        _validator(schema("enriched-story")).validate(
            {"uri": "urn:x:1", "version": None, "koreawire": {"source": {"sha256": "0"}}}
        )


def test_an_unknown_property_is_accepted():
    """Within v1 optional properties are added; older consumers must not break on them."""
    _validator(schema("notice")).validate(
        {"kind": "kill", "reason": "r", "koreawire": {"source": {"sha256": "0"}}, "newer": 1}
    )


def test_a_raw_item_has_one_payload_in_the_schema_too():
    """Producers check themselves against the schema before anything is sent."""
    validator = _validator(schema("raw-item"))
    validator.validate({"payload": "text", "provider": None})
    for wrong in ({"provider": "x"}, {"payload": "a", "payloadBase64": "YQ=="}):
        with pytest.raises(ValidationError):
            validator.validate(wrong)
        with pytest.raises(ValueError, match="payload"):
            RawItem.model_validate(wrong)


@pytest.mark.shared
def test_a_full_story_satisfies_iptcs_own_schema():
    """The extension pattern of IPTC: their closed schema and one root property of ours."""
    validator = ninjs_validator()
    validator.validate(json.loads(FULL.to_json()))
    with pytest.raises(ValidationError):
        validator.validate({**json.loads(FULL.to_json()), "koreawireX": 1})


def test_every_topic_is_a_channel_and_every_reference_resolves():
    """A code generator stops at the first reference that leads nowhere."""
    exported = documents()
    document = json.loads(exported["asyncapi.json"])
    addresses = {channel["address"] for channel in document["channels"].values()}
    assert addresses == {topic.name for topic in TOPICS} | {"korea.{desk}.v1"}
    for ref in _refs(document):
        if ref.startswith("#/"):
            node = document
            for step in ref[2:].split("/"):
                node = node[step]
        else:
            assert ref.removeprefix("./") in exported


def test_every_header_is_described():
    """A header without a meaning cannot be relied on by anyone."""
    names = {
        value
        for name, value in vars(headers).items()
        if name.isupper() and name not in ("MEANINGS", "DLT_PREFIX")
    }
    assert set(headers.MEANINGS) == names


def _validator(document):
    return Draft202012Validator(document, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _refs(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from _refs(value)
    elif isinstance(node, list):
        for child in node:
            yield from _refs(child)


def _resolved(node, document):
    while "$ref" in node:
        node = document["$defs"][node["$ref"].removeprefix("#/$defs/")]
    return node


def _shape(node, document):
    node = _resolved(node, document)
    if node.get("type") == "array":
        return [_shape(node["items"], document)]
    if node.get("type") == "object":
        return {name: _shape(child, document) for name, child in node["properties"].items()}
    return node.get("format", node["type"])
