"""Settings: the environment wins, a wrong one stops with one line, secrets stay out of files and messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import find_mistakes, load_settings
from bot.errors import SettingError


def refusal(environment: dict[str, str], file: Path | None = None) -> str:
    with pytest.raises(SettingError) as caught:
        load_settings(environment, file)
    assert "\n" not in caught.value.message
    return caught.value.message


def test_without_any_setting_everything_has_a_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings({})
    assert settings.data_dir == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path}/data/rapporteur.sqlite3"
    assert settings.drop_folder == tmp_path / "data" / "drop"
    assert settings.timezone == "UTC"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.fetch_allow == ()
    assert settings.workers >= 1


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        'timezone = "Europe/Paris"\nlog_level = "debug"\nfetch_allow = ["127.0.0.1:8000", "10.0.0.0/8"]'
    )
    settings = load_settings({"RAPPORTEUR_TIMEZONE": "Asia/Tokyo"}, file)
    assert settings.timezone == "Asia/Tokyo"
    assert settings.log_level == "DEBUG"
    assert settings.fetch_allow == ("127.0.0.1:8000", "10.0.0.0/8")


def test_slack_tokens_are_read_under_their_usual_names_and_from_files(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("xapp-1-A0-secret\n")
    settings = load_settings(
        {"SLACK_BOT_TOKEN": "xoxb-1-secret", "RAPPORTEUR_SLACK_APP_TOKEN_FILE": str(secret)}
    )
    assert settings.slack_bot_token == "xoxb-1-secret"
    assert settings.slack_app_token == "xapp-1-A0-secret"
    assert "secret" not in repr(settings)
    assert set(settings.secrets) == {"xoxb-1-secret", "xapp-1-A0-secret"}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("TIMEZONE", "Mars/Olympus", "a time zone such as Europe/Paris"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO, WARNING or ERROR"),
        ("METRICS_PORT", "99999", "a port from 1 to 65535"),
        ("SLACK_API_URL", "slack.com", "an address such as https://news.example.org/"),
        ("FETCH_ALLOW", "localhost", "host:port or CIDR entries"),
        ("DATABASE_URL", "mysql://x", "sqlite:///PATH"),
        ("THEMES_FILE", "/no/such/file.toml", "a file that is there"),
        ("WORKERS", "many", "a whole number from 1 to 1440"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_found_and_expected(
    name: str, value: str, expected: str
) -> None:
    message = refusal({f"RAPPORTEUR_{name}": value})
    assert message.startswith(f"RAPPORTEUR_{name} is wrong: found “{value}”, expected ")
    assert expected in message


def test_a_wrong_token_is_not_repeated() -> None:
    message = refusal({"SLACK_BOT_TOKEN": "my-password"})
    assert (
        message
        == "SLACK_BOT_TOKEN is wrong: found a value that is not shown, expected a token that begins with xoxb-."
    )


def test_a_misspelt_setting_is_not_ignored() -> None:
    assert "Did you mean RAPPORTEUR_TIMEZONE?" in refusal({"RAPPORTEUR_TIMEZON": "UTC"})


def test_a_secret_in_the_settings_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('slack_bot_token = "xoxb-1-secret"')
    message = refusal({}, file)
    assert "slack_bot_token" in message
    assert "xoxb-1-secret" not in message


@pytest.mark.parametrize(("text", "said"), [("= 3", "not valid TOML"), ("[slack]\nx = 1", "section [slack]")])
def test_a_broken_settings_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    message = refusal({}, file)
    assert str(file) in message
    assert said in message


def test_a_missing_settings_file_is_named(tmp_path: Path) -> None:
    assert "cannot be read" in refusal({"RAPPORTEUR_CONFIG": str(tmp_path / "absent.toml")})


def test_swapped_tokens_are_recognised() -> None:
    tokens = {"SLACK_BOT_TOKEN": "xapp-1-A0-secret", "SLACK_APP_TOKEN": "xoxb-1-secret"}
    message = refusal(tokens)
    assert "bot and app token look swapped" in message
    assert "secret" not in message


def test_all_mistakes_are_found_at_once() -> None:
    wrong = {"RAPPORTEUR_TIMEZONE": "Mars/Olympus", "RAPPORTEUR_WORKERS": "0", "RAPPORTEUR_COLOUR": "red"}
    said = [mistake.message for mistake in find_mistakes(wrong)]
    assert len(said) == 3
    for name in wrong:
        assert any(name in sentence for sentence in said)
    assert find_mistakes({}) == []
