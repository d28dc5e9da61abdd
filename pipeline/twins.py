"""Twins of the models: records between the stages, read and written in a fraction of the time.

A twin is a msgspec struct with the fields, defaults and properties of a model, made from it.
It takes what our own `to_json` writes and less besides than the model does: whatever a twin
refuses, the model reads, and says what is wrong with it. So the models alone are the contract.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, cast, get_args, get_origin

import msgspec
from pydantic import AwareDatetime

from koreawire.schemas.base import WireModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic.fields import FieldInfo

Model = TypeVar("Model", bound=WireModel)
BOUNDS = ("ge", "le")


def read(model: type[Model], value: bytes) -> Model:
    """Return what *value* says: an object with the fields and properties of *model*.

    It is a twin for what our own stages write, else a model: both have the same attributes,
    and nothing else of a model may be used.

    Raises:
        ValueError: It is no such record; pydantic says why.
    """
    # An unknown property is refused here: a newer one, or a name in snake case, is the model's.
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return cast("Model", _decoder(model).decode(value))
    return model.model_validate_json(value)


def written(value: WireModel) -> bytes:
    """Return the record value as `to_json` does; *value* may be or hold twins and models."""
    return _encoder().encode(value)


def maker(model: type[Model]) -> type[Model]:
    """Return what makes a twin of *model* of values, by field name, that are valid already.

    Its call is the twin's own: to pass thirteen values on by name costs as much as ten twins.
    """
    return cast("type[Model]", twin(model))


def changed(value: Model, **values: Any) -> Model:
    """Return the twin *value* with other *values*."""
    return cast("Model", msgspec.structs.replace(cast("Any", value), **values))


@cache
def twin(model: type[WireModel]) -> type[msgspec.Struct]:
    """Return the twin of *model*; it is made by keywords, without validation.

    Raises:
        TypeError: The model asks something of its values that msgspec cannot tell.
    """
    checked = model.__pydantic_decorators__
    if checked.model_validators or checked.field_validators:
        raise TypeError(f"{model.__name__} validates more than types")
    fields = model.model_fields
    return msgspec.defstruct(
        model.__name__,
        [
            (name, _kind(field.annotation, field.metadata), _default(field))
            for name, field in fields.items()
        ],
        namespace={
            name: said
            for base in reversed(model.__mro__)
            if issubclass(base, WireModel) and base is not WireModel
            for name, said in vars(base).items()
            if isinstance(said, property)
        },
        rename={name: field.alias or name for name, field in fields.items()},
        kw_only=True,
        frozen=True,
        omit_defaults=True,  # that is null: other defaults are made, and so are always written
        forbid_unknown_fields=True,
        gc=False,  # a record has no cycles
    )


def _default(field: FieldInfo) -> Any:
    if field.is_required():
        return msgspec.NODEFAULT
    default = field.get_default(call_default_factory=True)
    return None if default is None else msgspec.field(default_factory=lambda: default)


def _kind(said: Any, asked: Iterable[Any] = ()) -> Any:
    """Return the type of a twin's field: the model's, with twins in place of models.

    *asked* are the bounds that the field has; they are those of its numbers.
    """
    origin, args = get_origin(said), get_args(said)
    kind: Any = said
    if said is AwareDatetime:
        kind = Annotated[datetime, msgspec.Meta(tz=True)]
    elif isinstance(said, type) and issubclass(said, WireModel):
        with suppress(TypeError):  # else its own validation is asked, by the decoder's hook
            kind = twin(said)
    elif origin is Annotated:
        kind = _kind(args[0], [one for of in args[1:] for one in of.metadata])
    elif origin in (Union, UnionType):
        kind = Union[tuple(_kind(arg, asked) for arg in args)]  # noqa: UP007 - of many
    elif origin is tuple:
        kind = tuple[_kind(args[0]), ...]  # type: ignore[misc]
    elif said is not NoneType and (bounds := _bounds(asked)):
        kind = Annotated[said, msgspec.Meta(**bounds)]
    return kind


def _bounds(asked: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in asked:
        said = {name: getattr(one, name) for name in BOUNDS if hasattr(one, name)}
        if not said:
            raise TypeError(f"{one} is not known here")
        found |= said
    return found


@cache
def _decoder(model: type[WireModel]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(twin(model), dec_hook=_validated)


def _validated(model: type[Any], said: Any) -> Any:
    return model.model_validate(said)


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=_as_twin)


def _as_twin(value: WireModel) -> msgspec.Struct | msgspec.Raw:
    model: type[WireModel] = type(value)
    with suppress(TypeError):
        return twin(model)(**vars(value))
    return msgspec.Raw(value.to_json())
