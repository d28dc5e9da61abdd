"""Record header names and what each one says, once."""

CONTENT_TYPE = "content-type"
KIND = "koreawire-kind"
ORIGIN = "koreawire-origin"
CAUSE = "koreawire-cause"
TIME = "koreawire-time"
CLOCK = "koreawire-clock"
FATE = "koreawire-fate"
STAGE = "koreawire-stage"
RULES = "koreawire-rules"
PROCESSED_AT = "koreawire-processed-at"

DLT_STAGE = "dlt-stage"
DLT_REASON = "dlt-reason"
DLT_ERROR = "dlt-error"
DLT_TOPIC = "dlt-topic"
DLT_PARTITION = "dlt-partition"
DLT_OFFSET = "dlt-offset"
DLT_TIMESTAMP = "dlt-timestamp"
DLT_ATTEMPTS = "dlt-attempts"
DLT_SHA256 = "dlt-sha256"
DLT_PROVIDER = "dlt-provider"
DLT_ITEM_ID = "dlt-item-id"
DLT_FATE = "dlt-fate"
DLT_PREFIX = "dlt-"  # what all of them begin with

# Every header is UTF-8 text; numbers are decimal.
MEANINGS = {
    CONTENT_TYPE: "media type of the value",
    KIND: "which model the value is: story, notice or relation",
    ORIGIN: "`<raw topic>:<partition>:<offset>#<n>`: the raw record and which of its stories; "
    "copied by every hop and kept by a replay",
    CAUSE: "why a further record of one origin exists: release, recall, replaced …",
    TIME: "event time, ms since 1970: the item's `fetchedAt`, else the raw record's timestamp",
    CLOCK: "the ledger's clock when it judged the story, ms since 1970: the event time it had "
    "come to, by which a story that is read in late is told",
    FATE: "what became of the story: passed, duplicate, stale, withheld; or notice",
    STAGE: "the agent that wrote the record",
    RULES: "version of the rules that decided",
    PROCESSED_AT: "the worker's wall clock, ms since 1970; never part of a value",
    DLT_STAGE: "the agent that could not use the record",
    DLT_REASON: "what was wrong, one line",
    DLT_ERROR: "the kind of fault: the class of the error",
    DLT_TOPIC: "topic the record was read from, without prefix",
    DLT_PARTITION: "partition it was read from",
    DLT_OFFSET: "offset it was read from",
    DLT_TIMESTAMP: "its timestamp, ms since 1970",
    DLT_ATTEMPTS: "how often it was tried; a replay counts on",
    DLT_SHA256: "hex SHA-256 of the payload, where the payload was known",
    DLT_PROVIDER: "provider, where it was known",
    DLT_ITEM_ID: "itemId, where it was known",
    DLT_FATE: "the fate header the record came with, where it had one",
}
