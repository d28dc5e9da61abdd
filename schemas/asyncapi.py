"""Topics → AsyncAPI 3.0: channels, messages, keys and headers for other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koreawire.schemas import headers
from koreawire.schemas.topics import TOPICS, Readers, TopicSpec, desk_topic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koreawire.schemas.base import WireModel

SCHEMA_FORMAT = "application/schema+json;version=draft-2020-12"


def asyncapi(names: Mapping[type[WireModel], str]) -> dict[str, Any]:
    """Return the AsyncAPI document; *names* are the schema files of the models.

    Operations are told from the project's side: it receives raw items and sends
    everything else. Bindings are Kafka's, version 0.5.0.
    """
    specs = {_channel(topic): topic for topic in (*TOPICS, desk_topic("{desk}"))}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Koreawire",
            "version": "1.0.0",
            "description": "Raw wire items in, enriched Korea stories out. Topic names "
            "take the prefix that the operator sets.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {name: _described(name, topic, names) for name, topic in specs.items()},
        "operations": {
            f"{_action(topic)}-{name}": {
                "action": _action(topic),
                "channel": {"$ref": f"#/channels/{name}"},
            }
            for name, topic in specs.items()
        },
        "components": {
            "messages": {name: _message(name, model.__doc__ or "") for model, name in names.items()}
        },
    }


def _channel(topic: TopicSpec) -> str:
    """Return the channel's id: AsyncAPI allows no dots or braces in a key."""
    return topic.name.replace(".", "-").replace("{desk}", "desk")


def _action(topic: TopicSpec) -> str:
    return "receive" if topic.readers is Readers.PRODUCERS else "send"


def _described(
    channel: str, topic: TopicSpec, names: Mapping[type[WireModel], str]
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "address": topic.name,
        "description": f"Key: {topic.key}. Readers: {topic.readers}.",
        "messages": {
            names[model]: {"$ref": f"#/components/messages/{names[model]}"}
            for model in topic.models
        },
        "bindings": {
            "kafka": {
                "partitions": topic.partitions,
                "topicConfiguration": {
                    "cleanup.policy": ["delete"],
                    "retention.ms": topic.retention_ms,
                    "max.message.bytes": topic.max_message_bytes,
                },
                "bindingVersion": "0.5.0",
            }
        },
    }
    if channel == "korea-desk-v1":
        described["parameters"] = {
            "desk": {"description": "a desk of the rules, e.g. politics or inter-korean"}
        }
    return described


def _message(name: str, doc: str) -> dict[str, Any]:
    """Return a message: the value's schema and the headers a record of its kind carries."""
    dead = name == "dead-letter"
    raw = name == "raw-item"
    carried = {
        header: {"type": "string", "description": meaning}
        for header, meaning in headers.MEANINGS.items()
        if dead
        or (header == headers.CONTENT_TYPE if raw else not header.startswith(headers.DLT_PREFIX))
    }
    message: dict[str, Any] = {
        "name": name,
        "summary": doc.split("\n", maxsplit=1)[0],
        "headers": {"type": "object", "properties": carried},
        "bindings": {
            "kafka": {"key": {"type": "string"}, "bindingVersion": "0.5.0"},
        },
    }
    if dead:
        message["description"] = (
            "The value is the original record's own bytes; "
            "dead-letter.schema.json describes it as read back from the headers."
        )
        message["contentType"] = "application/octet-stream"
    else:
        message["contentType"] = (
            "application/vnd.koreawire.raw-item+json" if raw else "application/json"
        )
        message["payload"] = {
            "schemaFormat": SCHEMA_FORMAT,
            "schema": {"$ref": f"./{name}.schema.json"},
        }
    return message
