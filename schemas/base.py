"""The base of every model: frozen, a tolerant reader, spelled as ninjs spells JSON."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

# Text that ninjs types as a URI; kept as it was written, and told in the JSON Schema.
Uri = Annotated[str, Field(json_schema_extra={"format": "uri"})]


class WireModel(BaseModel):
    """A value on the wire: snake_case in Python, camelCase in JSON (IPTC ninjs 3.2).

    Unknown properties are ignored, so that a newer producer does not break an
    older reader; facts that are unknown are left out of the JSON, never null.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=to_camel,
        validate_by_alias=True,
        validate_by_name=True,
        serialize_by_alias=True,
    )

    def to_json(self) -> bytes:
        """Return the record value: UTF-8 JSON without null properties."""
        return self.model_dump_json(exclude_none=True).encode()
