"""The files that start a desk elsewhere speak of settings, commands and files that exist."""

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from koreawire.agents.cli.main import leaves
from koreawire.agents.environment import FILE_SUFFIX, PREFIX
from koreawire.agents.settings import Settings, secret_fields

ROOT = Path(__file__).parents[3]
DEPLOYED = ("docker-compose.yml", "Dockerfile", "deploy/koreawire.service")
OURS = ("topics", "worker-1", "worker-2")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_the_compose_file_follows_the_compose_specification(compose):
    """A key spelled wrong is silently without effect until the day it is needed."""
    # Found, not imported: only the schema file of that package is of use here.
    (package,) = find_spec("check_jsonschema").submodule_search_locations
    schema = Path(package) / "builtin_schemas" / "vendor" / "compose-spec.json"
    specification = json.loads(schema.read_text(encoding="utf-8"))
    Draft7Validator(specification).validate(compose)


@pytest.mark.parametrize("name", DEPLOYED)
def test_every_variable_is_a_setting(name):
    """A worker refuses to start with a variable it does not know."""
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    known |= {PREFIX + field.upper() + FILE_SUFFIX for field in secret_fields()}
    used = set(re.findall(rf"{PREFIX}[A-Z_]+", (ROOT / name).read_text(encoding="utf-8")))
    assert used
    assert used <= known


@pytest.mark.parametrize("name", OURS)
def test_the_settings_of_a_service_are_accepted(compose, name, monkeypatch):
    """The values have to be good as well as the names."""
    given = compose["services"][name]["environment"]
    for variable, value in given.items():
        monkeypatch.setenv(variable, re.sub(r"\$\{.*\}", "secret", value))
    settings = Settings()
    assert settings.brokers == ("kafka:19092",)


def test_every_command_that_is_started_exists(compose):
    """A container that starts a command of another version restarts for ever."""
    known = {words for words, _ in leaves()}
    started = {tuple(compose["services"][name]["command"]) for name in OURS}
    unit = (ROOT / "deploy/koreawire.service").read_text(encoding="utf-8")
    started.add(tuple(re.findall(r"^ExecStart=\S+/koreawire (.+)$", unit, re.MULTILINE)[0].split()))
    assert started <= known


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_do_little(compose, name):
    """What reads text from strangers runs without rights and cannot change its own code."""
    service = compose["services"][name]
    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert any(entry.startswith("/tmp") for entry in service["tmpfs"])  # noqa: S108 - a mount


def test_there_are_two_workers_that_are_watched_and_restarted(compose):
    """One worker may stop on purpose; another goes on, and the first comes back."""
    for name in ("worker-1", "worker-2"):
        service = compose["services"][name]
        assert service["restart"] == "unless-stopped"
        assert "/healthz" in service["healthcheck"]["test"][-1]
        assert service["depends_on"]["topics"]["condition"] == "service_completed_successfully"
        drain = Settings.model_fields["drain_seconds"].default
        assert int(service["stop_grace_period"].removesuffix("s")) > drain


def test_only_loopback_is_published(compose):
    """A desk started to try it out must not be open to the network."""
    ports = [port for service in compose["services"].values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_image_is_built_from_files_that_exist_and_are_sent():
    """A COPY of a file that `.dockerignore` keeps back fails only where the image is built."""
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    sent = {
        line[1:].split("/")[0]
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, flags=re.MULTILINE):
        for source in copied.split():
            assert (ROOT / source).exists(), source
            assert source.split("/")[0] in sent, source


def test_the_unit_restarts_and_gives_time_to_settle():
    """A worker stops on purpose when it cannot confirm a record; systemd brings it back."""
    unit = (ROOT / "deploy/koreawire.service").read_text(encoding="utf-8")
    lines = dict(line.split("=", 1) for line in unit.splitlines() if re.match(r"[A-Z]\w+=", line))
    assert lines["Restart"] == "always"
    assert int(lines["TimeoutStopSec"]) > Settings.model_fields["drain_seconds"].default
    assert lines["DynamicUser"] == "yes"
