"""Random values of the models, and what may be wrong with one, for property tests."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import AwareDatetime

from koreawire.schemas.base import WireModel
from koreawire.schemas.override import Desk

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

MOST = 10**15  # of a number: from 10^16 on, libraries write floats differently
MOST_WHOLE = 2**63 - 1  # that a record can be written with
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
LEAVES = {
    str: st.text(max_size=8),
    int: st.integers(-MOST, MOST),
    float: st.floats(-MOST, MOST),
    bool: st.booleans(),
    Any: st.none() | st.text(max_size=3) | st.integers(-MOST, MOST),
    NoneType: st.none(),
    AwareDatetime: st.datetimes(timezones=ZONES, min_value=datetime(2, 1, 1)),  # noqa: DTZ001 - of naive bounds
    Desk: st.from_regex(r"\A[a-z][a-z0-9-]{0,9}\Z"),
}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-MOST_WHOLE, MOST_WHOLE)
    | st.floats(-MOST, MOST)
    | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def models(model: type[WireModel]) -> st.SearchStrategy[Any]:
    """Return a strategy of instances of *model*; what may be left out is, half of the time."""
    wanted = {name: _of(field) for name, field in model.model_fields.items() if field.is_required()}
    others = {name: _of(field) for name, field in model.model_fields.items() if name not in wanted}
    return st.fixed_dictionaries(wanted, optional=others).map(lambda values: model(**values))


def _of(field: FieldInfo) -> st.SearchStrategy[Any]:
    if any(hasattr(one, "min_length") for one in field.metadata):  # of an override's words
        return st.text(min_size=1, max_size=8)
    low = [one.ge for one in field.metadata if hasattr(one, "ge")]
    if not low:
        return _values(field.annotation)
    high = [one.le for one in field.metadata if hasattr(one, "le")] or [MOST]
    found = (st.floats if field.annotation is float else st.integers)(*low, *high)
    return found if NoneType not in get_args(field.annotation) else st.none() | found


def _values(kind: Any) -> st.SearchStrategy[Any]:
    found = LEAVES.get(kind)
    origin, args = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, WireModel):
        found = st.deferred(lambda: models(kind))
    elif isinstance(kind, type) and issubclass(kind, Enum):
        found = st.sampled_from(kind)
    elif found is None and origin is Annotated:
        found = _values(args[0])
    elif origin in (Union, UnionType):
        found = st.one_of(*map(_values, args))
    elif origin is tuple:
        found = st.lists(_values(args[0]), max_size=3).map(tuple)
    elif origin is Literal:
        found = st.sampled_from(args)
    elif origin is dict:
        found = st.dictionaries(st.text(max_size=4), _values(args[1]), max_size=3)
    if found is None:
        raise TypeError(f"no values for {kind}")
    return found


@st.composite
def damaged(draw: st.DrawFn, value: Any) -> Any:
    """Return *value*, as JSON, with one thing changed at some depth."""
    if isinstance(value, dict) and value and draw(st.integers(0, 3)):
        name = draw(st.sampled_from(sorted(value)))
        return {**value, name: draw(damaged(value[name]))}
    if isinstance(value, list) and value and draw(st.integers(0, 3)):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], draw(damaged(value[place])), *value[place + 1 :]]
    if isinstance(value, dict):
        kept = {name: said for name, said in value.items() if draw(st.integers(0, 9))}
        return kept | draw(st.sampled_from([{}, {"newer": 1}, {"pub_status": "canceled"}]))
    return draw(JSON)
