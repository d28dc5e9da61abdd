"""Record header names, once."""

CONTENT_TYPE = "content-type"
KIND = "koreawire-kind"  # story, notice, relation: which model the value is
ORIGIN = "koreawire-origin"  # <raw topic>:<partition>:<offset>#<n>; copied by every hop
CAUSE = "koreawire-cause"  # why a further record of one origin exists: release, recall …
TIME = "koreawire-time"  # event time, ms since 1970: fetchedAt, else the raw record's timestamp
FATE = "koreawire-fate"  # passed, duplicate, stale, withheld, parked, notice
STAGE = "koreawire-stage"  # which agent wrote the record
RULES = "koreawire-rules"  # version of the rules that decided
PROCESSED_AT = "koreawire-processed-at"  # wall clock of the worker, ms; never in a value

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
