"""Settings: the environment's `KOREAWIRE_…` variables, checked before anything starts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self, get_args

from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from koreawire.agents import values
from koreawire.agents.environment import (
    PREFIX,
    SettingsError,
    check_names,
    one_line,
    secret_files,
)
from koreawire.agents.retention import check
from koreawire.pipeline.readers.limits import DEFAULT as LIMITS
from koreawire.pipeline.readers.limits import Limits
from koreawire.schemas.topics import LARGE_RECORD_BYTES

if TYPE_CHECKING:
    from koreawire.pipeline.stages import Options

__all__ = ["Settings", "SettingsError", "load"]

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseSettings):
    """What an operator may set, each as `KOREAWIRE_<FIELD>`.

    A secret is taken from its variable or, with `_FILE` appended to the name, from
    the file named there; it is never logged or shown.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True
    )

    broker: Annotated[
        str | None,
        Field(description="Kafka bootstrap addresses: host:port[,…]"),
        AfterValidator(values.addresses),
    ] = None
    topic_prefix: Annotated[
        str,
        Field(description="put before every topic, the consumer group and the changelogs"),
        AfterValidator(values.topic_prefix),
    ] = ""
    data_dir: Annotated[
        Path,
        Field(description="working files of a worker and the embedded broker"),
        AfterValidator(values.home),
    ] = Path("~/.local/share/koreawire")
    web_host: Annotated[str, Field(description="address the web pages listen on")] = "127.0.0.1"
    web_port: Annotated[
        int, Field(ge=0, le=values.PORT_MAX, description="port of the web pages; 0 turns them off")
    ] = 6066
    web_token: Annotated[
        SecretStr | None, Field(description="bearer token of the web pages; or user and password")
    ] = None
    web_user: Annotated[str | None, Field(description="login of the web pages")] = None
    web_password: Annotated[SecretStr | None, Field(description="password of `web_user`")] = None

    language_backend: Annotated[
        Literal["py3langid", "langdetect"], Field(description="model that names a language")
    ] = "py3langid"
    relevance_threshold: Annotated[
        float | None,
        Field(ge=0, le=1, description="score from which a story is Korea-relevant; else built in"),
    ] = None
    duplicate_window_hours: Annotated[
        float,
        Field(gt=0, le=24 * 30, description="how long a story is remembered, in event time"),
    ] = 72
    max_window_stories: Annotated[
        int, Field(ge=1_000, le=10_000_000, description="stories remembered, the newest; 2 KB each")
    ] = 300_000
    max_desk_stories: Annotated[
        int,
        Field(ge=1_000, le=10_000_000, description="of a partition, desks known; 0.5 KB each"),
    ] = 100_000
    rules_file: Annotated[
        Path | None,
        Field(description="desks file (YAML) instead of the one that is shipped"),
        AfterValidator(values.readable),
    ] = None

    security_protocol: Annotated[
        Literal["plaintext", "ssl", "sasl_plaintext", "sasl_ssl"],
        Field(description="how the brokers are spoken to"),
    ] = "plaintext"
    sasl_mechanism: Annotated[
        Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"], Field(description="how to log in")
    ] = "SCRAM-SHA-512"
    sasl_username: Annotated[str | None, Field(description="Kafka user")] = None
    sasl_password: Annotated[SecretStr | None, Field(description="password of the Kafka user")] = (
        None
    )
    tls_ca_file: Annotated[
        Path | None,
        Field(description="certificates (PEM) to trust; else the system's"),
        AfterValidator(values.readable),
    ] = None
    tls_certificate_file: Annotated[
        Path | None,
        Field(description="own certificate (PEM), where the broker asks for one"),
        AfterValidator(values.readable),
    ] = None
    tls_key_file: Annotated[
        Path | None,
        Field(description="key of the own certificate"),
        AfterValidator(values.readable),
    ] = None
    tls_key_password: Annotated[
        SecretStr | None, Field(description="password of the key, if it has one")
    ] = None

    replication_factor: Annotated[
        int, Field(ge=1, le=9, description="copies of each topic this project creates")
    ] = 1
    retention_hours: Annotated[
        str,
        Field(description="topic=hours[,…]: how long topics made from now on keep what they get"),
        AfterValidator(values.retention),
    ] = ""
    session_timeout_seconds: Annotated[
        float, Field(ge=6, le=300, description="silence after which a worker counts as dead")
    ] = 10
    drain_seconds: Annotated[
        float, Field(gt=0, le=60, description="time a shutdown or rebalance may take to settle")
    ] = 8
    stall_seconds: Annotated[
        float,
        Field(ge=10, le=3600, description="without progress while records wait: the worker stops"),
    ] = 120
    max_record_bytes: Annotated[
        int,
        Field(
            ge=1_048_576,
            le=LARGE_RECORD_BYTES,
            description="largest record made; one above is parked. Topics must take it",
        ),
    ] = LARGE_RECORD_BYTES
    max_document_bytes: Annotated[
        int,
        Field(
            ge=65_536, le=LARGE_RECORD_BYTES, description="an item that is no page; beyond: parked"
        ),
    ] = LIMITS.document_bytes
    max_text_characters: Annotated[
        int, Field(ge=1_000, le=10_000_000, description="text of an item; one with more is parked")
    ] = LIMITS.text_characters
    max_text_lines: Annotated[
        int, Field(ge=1_000, le=1_000_000, description="lines of a text; one with more is parked")
    ] = LIMITS.text_lines
    max_item_stories: Annotated[
        int, Field(ge=1, le=10_000, description="stories of one item; one with more is parked")
    ] = LIMITS.stories
    max_xml_depth: Annotated[int, Field(ge=10, le=1_000, description="nesting of XML")] = (
        LIMITS.xml_depth
    )
    max_html_depth: Annotated[int, Field(ge=10, le=2_000, description="nesting of HTML")] = (
        LIMITS.html_depth
    )
    max_html_nodes: Annotated[
        int, Field(ge=1_000, le=5_000_000, description="elements of an HTML page")
    ] = LIMITS.html_nodes
    max_json_depth: Annotated[int, Field(ge=4, le=500, description="nesting of JSON")] = (
        LIMITS.json_depth
    )
    max_mail_depth: Annotated[int, Field(ge=1, le=50, description="mails forwarded in mails")] = (
        LIMITS.mail_depth
    )
    max_mail_parts: Annotated[int, Field(ge=1, le=1_000, description="parts of a mail")] = (
        LIMITS.mail_parts
    )
    max_mentions: Annotated[
        int, Field(ge=1, le=100_000, description="mentions kept of a story, the first ones")
    ] = LIMITS.mentions
    chunk_records: Annotated[
        int, Field(ge=1, le=5_000, description="records decided and confirmed together, at most")
    ] = 500
    chunk_bytes: Annotated[
        int, Field(ge=1_024, le=8_388_608, description="bytes decided and confirmed together")
    ] = 1_048_576
    chunks_waiting: Annotated[
        int, Field(ge=1, le=100, description="fetched chunks that wait for an agent, at most")
    ] = 8
    chunks_in_hand: Annotated[
        int, Field(ge=1, le=20, description="decided chunks of an agent that wait for the broker")
    ] = 3
    replay_attempts: Annotated[
        int,
        Field(ge=1, le=100, description="a dead letter tried so often is replayed only by force"),
    ] = 3
    rebuild_state: Annotated[
        bool,
        Field(
            description=(
                "where state is missing or of another version: build it anew from its source"
                " topic, instead of stopping"
            )
        ),
    ] = False

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.security_protocol.startswith("sasl") and not (
            self.sasl_username and self.sasl_password
        ):
            raise ValueError(
                f"{PREFIX}SECURITY_PROTOCOL={self.security_protocol} needs"
                f" {PREFIX}SASL_USERNAME and {PREFIX}SASL_PASSWORD or {PREFIX}SASL_PASSWORD_FILE"
            )
        if (self.web_user is None) != (self.web_password is None):
            raise ValueError(f"{PREFIX}WEB_USER and {PREFIX}WEB_PASSWORD go together")
        check(self.retention_hours, window_hours=self.duplicate_window_hours)
        return self

    @property
    def brokers(self) -> tuple[str, ...]:
        """The bootstrap addresses, `host:port` each; empty where none is set."""
        return tuple(self.broker.split(",")) if self.broker else ()

    @property
    def app_id(self) -> str:
        """Consumer group of all workers: prefixed, so that two desks can share a cluster."""
        return f"{self.topic_prefix}koreawire"

    @property
    def web_is_public(self) -> bool:
        """Whether the web pages can be reached from another machine."""
        return self.web_host not in LOOPBACK

    def topic(self, name: str) -> str:
        """Return the broker's name of a topic of `schemas/topics.py`."""
        return self.topic_prefix + name

    def options(self) -> Options:
        """Return what concerns the decisions, for `pipeline.stages.build`."""
        from koreawire.pipeline.stages import Options  # noqa: PLC0415 - it loads the models' code

        return Options(
            language_backend=self.language_backend,
            relevance_threshold=self.relevance_threshold,
            duplicate_window_hours=self.duplicate_window_hours,
            window_stories=self.max_window_stories,
            desk_stories=self.max_desk_stories,
            rules=self.rules_file.read_text() if self.rules_file else None,
            limits=self.limits(),
        )

    def limits(self) -> Limits:
        """Return what one item may ask for."""
        return Limits(
            payload_bytes=self.max_record_bytes,
            document_bytes=self.max_document_bytes,
            text_characters=self.max_text_characters,
            text_lines=self.max_text_lines,
            stories=self.max_item_stories,
            xml_depth=self.max_xml_depth,
            html_depth=self.max_html_depth,
            html_nodes=self.max_html_nodes,
            json_depth=self.max_json_depth,
            mail_depth=self.max_mail_depth,
            mail_parts=self.max_mail_parts,
            mentions=self.max_mentions,
        )


def secret_fields() -> tuple[str, ...]:
    """Return the settings that are secrets: they may come from files and are never shown."""
    return tuple(
        name
        for name, field in Settings.model_fields.items()
        if SecretStr in (field.annotation, *get_args(field.annotation))
    )


def load(**given: object) -> Settings:
    """Return the settings of this process: *given* (options of a command) over the environment.

    Raises:
        SettingsError: A variable is unknown or its value is bad; its text is one clear line.
    """
    secrets = secret_fields()
    check_names(os.environ, Settings.model_fields, secrets)
    set_here = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**{**secret_files(os.environ, secrets), **set_here})  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError(one_line(error, os.environ, secrets)) from None
