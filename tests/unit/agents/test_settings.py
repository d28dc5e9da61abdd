"""Settings: a wrong one is a clear line at the start, not a surprise at night."""

import pytest

from koreawire.agents.settings import Settings, SettingsError, load


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    """Settings of the machine that runs the tests must not matter."""
    import os  # noqa: PLC0415 - only the fixture needs it

    for name in list(os.environ):
        if name.startswith("KOREAWIRE_"):
            monkeypatch.delenv(name)


def test_defaults_need_nothing_from_the_environment():
    """A newcomer starts without a single variable."""
    settings = load()
    assert settings.brokers == ()
    assert settings.duplicate_window_hours == 72
    assert settings.language_backend == "py3langid"
    assert not settings.web_is_public


def test_the_environment_is_read(monkeypatch):
    """The names are fixed: deployments depend on them."""
    monkeypatch.setenv("KOREAWIRE_BROKER", "kafka-1:9092, kafka-2:9092")
    monkeypatch.setenv("KOREAWIRE_TOPIC_PREFIX", "staging.")
    settings = load()
    assert settings.brokers == ("kafka-1:9092", "kafka-2:9092")
    assert settings.topic("wire.items.raw.v1") == "staging.wire.items.raw.v1"
    assert settings.app_id == "staging.koreawire"


def test_an_option_of_a_command_wins_over_the_environment(monkeypatch):
    """What is typed is meant."""
    monkeypatch.setenv("KOREAWIRE_WEB_PORT", "7000")
    assert load(web_port=7001).web_port == 7001
    assert load(web_port=None).web_port == 7000


def test_an_unknown_variable_names_the_nearest_setting(monkeypatch):
    """A typo that goes unnoticed leaves the default in force."""
    monkeypatch.setenv("KOREAWIRE_BROKERS", "kafka:9092")
    with pytest.raises(SettingsError, match=r"^KOREAWIRE_BROKERS is no setting; did you mean"):
        load()


def test_the_variables_of_the_tests_are_known(monkeypatch):
    """They are set where the whole suite runs."""
    monkeypatch.setenv("KOREAWIRE_REQUIRE_KAFKA", "1")
    monkeypatch.setenv("KOREAWIRE_TEST_BROKER", "127.0.0.1:9092")
    load()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("KOREAWIRE_WEB_PORT", "http", "KOREAWIRE_WEB_PORT='http': "),
        ("KOREAWIRE_WEB_PORT", "70000", "KOREAWIRE_WEB_PORT='70000': "),
        ("KOREAWIRE_BROKER", "kafka", "KOREAWIRE_BROKER='kafka': 'kafka' is no address"),
        ("KOREAWIRE_LANGUAGE_BACKEND", "lingua", "KOREAWIRE_LANGUAGE_BACKEND='lingua': "),
        ("KOREAWIRE_RELEVANCE_THRESHOLD", "2", "KOREAWIRE_RELEVANCE_THRESHOLD='2': "),
        ("KOREAWIRE_TOPIC_PREFIX", "a_b", "KOREAWIRE_TOPIC_PREFIX='a_b': a prefix has"),
        ("KOREAWIRE_RULES_FILE", "/nowhere.yaml", "KOREAWIRE_RULES_FILE='/nowhere.yaml': "),
        ("KOREAWIRE_SECURITY_PROTOCOL", "sasl_ssl", "KOREAWIRE_SECURITY_PROTOCOL=sasl_ssl needs"),
        ("KOREAWIRE_WEB_USER", "desk", "KOREAWIRE_WEB_USER and KOREAWIRE_WEB_PASSWORD"),
        ("KOREAWIRE_RETENTION_HOURS", "week", "KOREAWIRE_RETENTION_HOURS='week': 'week' is not"),
        (
            "KOREAWIRE_RETENTION_HOURS",
            "wire.stories.normalised.v1=95",
            "KOREAWIRE_RETENTION_HOURS keeps wire.stories.normalised.v1 95 hours; a rebuild",
        ),
    ],
)
def test_a_bad_value_is_one_line_that_names_it(monkeypatch, name, value, expected):
    """Whoever starts the worker sees what to change."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert str(caught.value).startswith(expected)
    assert "\n" not in str(caught.value)


def test_a_secret_comes_from_a_file_and_is_never_shown(monkeypatch, tmp_path):
    """Orchestrators mount secrets as files; a repr ends up in logs."""
    (tmp_path / "password").write_text("swordfish\n")
    monkeypatch.setenv("KOREAWIRE_SASL_PASSWORD_FILE", str(tmp_path / "password"))
    settings = load()
    assert settings.sasl_password.get_secret_value() == "swordfish"
    assert "swordfish" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_a_secret_given_twice_is_refused(monkeypatch, tmp_path):
    """Nobody should have to know which one wins."""
    monkeypatch.setenv("KOREAWIRE_SASL_PASSWORD", "a")
    monkeypatch.setenv("KOREAWIRE_SASL_PASSWORD_FILE", str(tmp_path))
    with pytest.raises(SettingsError, match="are both set; keep one"):
        load()


def test_a_secret_file_that_cannot_be_read_is_one_line(monkeypatch, tmp_path):
    """A missing mount is the usual cause."""
    monkeypatch.setenv("KOREAWIRE_WEB_TOKEN_FILE", str(tmp_path / "absent"))
    with pytest.raises(SettingsError, match=r"KOREAWIRE_WEB_TOKEN_FILE: .* cannot be read"):
        load()


def test_every_setting_is_described():
    """The reference page is made of these descriptions."""
    assert all(field.description for field in Settings.model_fields.values())
