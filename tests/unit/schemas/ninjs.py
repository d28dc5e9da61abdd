"""ninjs 3.2 as the project uses it, written by hand from IPTC's documentation.

Property → type; a type of several properties is a nested table. It guards the
exported schemas where IPTC's own file is not at hand.
"""

TEXT = {"role": "string", "contentType": "string", "value": "string"}
ENTITY = {"name": "string", "rel": "string", "uri": "uri", "literal": "string"}

NINJS = {
    "uri": "uri",
    "type": "string",
    "standard": {"name": "string", "version": "string", "schema": "uri"},
    "representationType": "string",
    "version": "string",
    "firstCreated": "date-time",
    "versionCreated": "date-time",
    "contentCreated": "date-time",
    "embargoedUntil": "date-time",
    "pubStatus": "string",
    "urgency": "integer",
    "edNote": "string",
    "usageTerms": "string",
    "copyrightNotice": "string",
    "language": "string",
    "headlines": [TEXT],
    "descriptions": [TEXT],
    "bodies": [{**TEXT, "charCount": "integer", "wordCount": "integer"}],
    "by": "string",
    "slugline": "string",
    "located": "string",
    "infoSources": [{"name": "string", "role": "string", "uri": "uri", "literal": "string"}],
    "altIds": [{"role": "string", "value": "string"}],
    "subjects": [{**ENTITY, "creator": "string", "relevance": "integer", "confidence": "integer"}],
    "genres": [{"name": "string", "uri": "string", "literal": "string"}],
    "associations": [{"name": "string", "rel": "string", "uri": "uri"}],
    "people": [ENTITY],
    "organisations": [ENTITY],
    "places": [ENTITY],
    "events": [{"id": "string", **ENTITY}],
}
REQUIRED = {
    "": ["uri"],
    "headlines": ["value"],
    "descriptions": ["value"],
    "bodies": ["value"],
    "associations": ["name", "uri"],
}
