"""Once: a property that is worked out at its first use and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - a decorator
    """`functools.cached_property` without the lock it takes in Python 3.11.

    A sketch is asked twenty of them for each story it is compared with, and by one thread.
    The value stands in the instance's `__dict__` under the property's name and hides the
    property there.
    """

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        """Take the method that works the value out."""
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> once[T] | T:
        """Return the value, worked out and kept; of the class, the property itself."""
        if instance is None:
            return self
        value = self._work_out(instance)
        instance.__dict__[self._name] = value
        return value
