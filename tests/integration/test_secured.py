"""A secured Apache Kafka: the right credentials get in, every trouble is one clear line."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest
from tests.support.command import run
from tests.support.kafka import Cluster
from tests.support.processes import Process, free_port, wait_until

pytestmark = pytest.mark.kafka

MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
PASSWORD = "desk-secret"
UP_SECONDS = 90  # models, the join; other tests may share the cores
TOLD_WITHIN_SECONDS = 15  # what an operator waits for a wrong setting to be told
STORY = "SEOUL, March 12 (Yonhap) -- North Korea has fired a missile, Seoul said on Thursday."


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """An authority, the broker's certificate from it, and an authority that nobody trusts."""
    folder = tmp_path_factory.mktemp("certificates")

    def openssl(*arguments):
        subprocess.run(
            ["openssl", *map(str, arguments)], cwd=folder, check=True, capture_output=True
        )

    for authority in ("ca", "other"):
        openssl(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            2,
            "-keyout",
            f"{authority}.key",
            "-out",
            f"{authority}.pem",
            "-subj",
            f"/CN={authority}",
        )
    openssl(
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "broker.key",
        "-out",
        "broker.csr",
        "-subj",
        "/CN=127.0.0.1",
    )
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    openssl(
        "x509",
        "-req",
        "-in",
        "broker.csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-days",
        2,
        "-out",
        "broker.pem",
        "-extfile",
        "names",
    )
    both = (folder / "broker.key").read_text() + (folder / "broker.pem").read_text()
    (folder / "keystore.pem").write_text(both)
    return folder


@pytest.fixture(scope="module")
def secured(certificates, tmp_path_factory, kafka):
    """A broker that speaks TLS only and lets in the user `desk`."""
    del kafka  # skips where there is no Kafka
    login = "org.apache.kafka.common.security"
    scram = f'{login}.scram.ScramLoginModule required username="admin" password="{PASSWORD}";'
    plain = (
        f'{login}.plain.PlainLoginModule required username="admin" password="{PASSWORD}"'
        f' user_admin="{PASSWORD}" user_desk="{PASSWORD}";'
    )
    properties = {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(certificates / "keystore.pem"),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(certificates / "ca.pem"),
        "sasl.enabled.mechanisms": ",".join(MECHANISMS),
        "sasl.mechanism.inter.broker.protocol": "PLAIN",
        "listener.name.clients.plain.sasl.jaas.config": plain,
        "listener.name.clients.scram-sha-256.sasl.jaas.config": scram,
        "listener.name.clients.scram-sha-512.sasl.jaas.config": scram,
    }
    users = tuple(
        f"{mechanism}=[name={user},password={PASSWORD}]"
        for mechanism in MECHANISMS[1:]
        for user in ("admin", "desk")
    )
    folder = tmp_path_factory.mktemp("secured") / "cluster"
    with Cluster(folder, properties=properties, listener="SASL_SSL", scram=users) as cluster:
        yield cluster


@pytest.fixture
def settings(secured, certificates, prefix):
    """The right settings for the secured broker."""
    return {
        "broker": secured.bootstrap,
        "topic_prefix": prefix,
        "security_protocol": "sasl_ssl",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_username": "desk",
        "sasl_password": PASSWORD,
        "tls_ca_file": certificates / "ca.pem",
        "web_port": 0,
    }


@pytest.fixture
def koreawire(settings, monkeypatch, capsysbinary):
    """Run a command against the secured broker with the right settings, but for those given."""

    def call(*arguments, **changed):
        return run(monkeypatch, capsysbinary, *arguments, **variables(settings | changed))

    return call


def variables(settings):
    """Settings as variables of an environment."""
    return {f"KOREAWIRE_{name.upper()}": str(value) for name, value in settings.items()}


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_mechanism_gets_in(koreawire, tmp_path, mechanism):
    """Topics, produce, tail and doctor over TLS, as the cluster's owner wants the login."""
    (tmp_path / "story.txt").write_text(STORY)
    assert koreawire("topics", "create", sasl_mechanism=mechanism).returncode == 0
    produced = koreawire("produce", tmp_path, sasl_mechanism=mechanism)
    assert b"1 records confirmed" in produced.stdout, produced.stderr
    tail = ["tail", "wire.items.raw.v1", "--from-beginning", "--until-end"]
    assert b"North Korea" in koreawire(*tail, sasl_mechanism=mechanism).stdout
    assert b"nothing is wrong" in koreawire("doctor", sasl_mechanism=mechanism).stdout


def test_a_desk_runs_on_it(koreawire, settings, tmp_path):
    """`up` makes the topics and starts a worker with the same login; a story passes all agents."""
    (tmp_path / "story.txt").write_text(STORY)
    command = [sys.executable, "-m", "koreawire.agents.cli.main", "up"]
    with Process(command, tmp_path / "up.log", env=variables(settings)) as up:
        wait_until(lambda: "Ctrl-C" in up.said() or not up.alive, UP_SECONDS, "up")
        assert up.alive, up.said()
        assert koreawire("produce", tmp_path / "story.txt").returncode == 0
        told = koreawire("tail", "korea.stories.v1", "--from-beginning", "--limit", "1")
    assert b"North Korea" in told.stdout, up.said()


def test_a_password_in_a_file_gets_in(koreawire, tmp_path):
    """A secret of the orchestrator is a file; `echo` wrote a newline at its end."""
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    made = koreawire("topics", "create", sasl_password_file=tmp_path / "password")
    assert made.returncode == 1
    assert b"both set" in made.stderr


WRONG = {
    "password": ({"sasl_password": "guess"}, "refused user 'desk'"),
    "plain password": ({"sasl_password": "guess", "sasl_mechanism": "PLAIN"}, "refused user"),
    "user": ({"sasl_username": "nobody"}, "refused user 'nobody'"),
    "authority": ({"tls_ca_file": "other.pem"}, "is not trusted"),
    "no TLS": ({"security_protocol": "sasl_plaintext"}, "KOREAWIRE_SECURITY_PROTOCOL"),
    "no login": ({"security_protocol": "ssl"}, "KOREAWIRE_SECURITY_PROTOCOL"),
}


COMMANDS = {
    "up": ("up",),
    "worker": ("worker",),
    "produce": ("produce", "."),
    "tail": ("tail", "wire.items.raw.v1"),
    "doctor": ("doctor",),
    "topics": ("topics", "create"),
}


@pytest.fixture
def sigterm():
    """`up` takes the signal over; this process is the tests'."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("sigterm")
@pytest.mark.parametrize(
    ("wrong", "command"),
    [
        *((wrong, "tail") for wrong in WRONG),
        *((wrong, one) for wrong in ("password", "authority") for one in COMMANDS if one != "tail"),
    ],
)
def test_a_wrong_setting_is_one_line_within_15_seconds(koreawire, certificates, wrong, command):
    """The operator reads what is wrong and which setting mends it; never the password."""
    changed, says = WRONG[wrong]
    if "tls_ca_file" in changed:
        changed = {"tls_ca_file": certificates / changed["tls_ca_file"]}
    started = time.monotonic()
    ran = koreawire(*COMMANDS[command], **changed)
    assert time.monotonic() - started < TOLD_WITHIN_SECONDS
    assert ran.returncode == 1
    (line,) = ran.stderr.decode().splitlines()
    assert says in line
    assert PASSWORD not in line
    assert "guess" not in line


@pytest.mark.usefixtures("sigterm")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_port_is_one_line_within_15_seconds(koreawire, command):
    """A broker that is not there is told as such, secured or not."""
    started = time.monotonic()
    ran = koreawire(*COMMANDS[command], broker=f"127.0.0.1:{free_port()}")
    assert time.monotonic() - started < TOLD_WITHIN_SECONDS
    assert ran.returncode == 1
    (line,) = ran.stderr.decode().splitlines()
    assert "nothing listens at broker" in line
