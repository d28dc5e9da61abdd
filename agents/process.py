"""The worker process around an app: signals, the event loop, and an end that cannot be delayed."""

from __future__ import annotations

from typing import Any

from faust import Worker

# After the drain: closing connections and joining threads; 10 s in all at the default.
CLOSE_SECONDS = 1.0


class Process(Worker):  # type: ignore[misc]
    """Faust's worker, without its spinner and banner; gone in time after a signal."""

    def __init__(self, app: Any, *args: Any, **kwargs: Any) -> None:
        """Take the app; the arguments are Faust's."""
        super().__init__(app, *args, **kwargs)
        self.spinner = None  # it would put the root logger on DEBUG: a quarter slower

    def _flag_as_shutdown_by_signal(self) -> None:
        super()._flag_as_shutdown_by_signal()
        app: Any = self.app
        app.status.stopping = "signal"
        app.failure.end_within(app.settings.drain_seconds + CLOSE_SECONDS, "signal")

    def _setproctitle(self, info: str, *, ident: str = "koreawire") -> None:
        """Leave the process's title alone: supervisors and tests look for their command."""
