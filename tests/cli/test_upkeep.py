"""sources, themes, actors, check and migrate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.sandbox.newsroom import start_newsroom
from bot.sandbox.server import start_sandbox
from tests.cli.conftest import Run


def test_a_feed_is_previewed_added_paused_and_removed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "No sources yet" in run("sources").out
    with start_newsroom() as news:
        monkeypatch.setenv("RAPPORTEUR_FETCH_ALLOW", news.host_port)
        added = run("sources", "add", news.address + "/")
    assert added.code == 0, added.err
    assert len(added.out.splitlines()) == 4  # three sample headlines, and the source
    (source,) = [json.loads(line) for line in run("sources", "--json").out.splitlines()]
    assert source["address"] == news.feed_url
    assert run("sources", "pause", str(source["id"])).code == 0
    assert "(paused)" in run("sources").out
    assert run("sources", "remove", str(source["id"])).code == 0
    assert "No sources yet" in run("sources").out


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/feed", "file:///etc/passwd", "http://169.254.169.254/"]
)
def test_an_address_that_may_not_be_fetched_is_refused(run: Run, address: str) -> None:
    ran = run("sources", "add", address)
    assert ran.code == 1
    assert ran.err.startswith("rapporteur: ")


def test_an_unknown_source_is_not_found(run: Run) -> None:
    ran = run("sources", "remove", "17")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no source 17 here." in ran.err


def test_themes_are_listed_and_a_file_is_checked(run: Run, tmp_path: Path) -> None:
    assert "energy" in run("themes", "list").out
    file = tmp_path / "themes.toml"
    file.write_text('[[theme]]\nid = "Water"\nname = "Water"\ncolour = "blue"\n')
    ran = run("themes", "check", str(file))
    assert ran.code == 1
    assert f"{file}:" in ran.err
    good = tmp_path / "good.toml"
    good.write_text('[[theme]]\nid = "water"\nname = "Water"\ninclude = ["river commission"]\n')
    assert run("themes", "check", str(good)).code == 0


def test_actors_are_listed_shown_and_added(run: Run) -> None:
    assert "vladimir-putin" in run("actors", "list", "putin").out
    assert "president" in run("actors", "show", "putin").out
    assert run("actors", "add", "Jana Nováková", "--alias", "J. Nováková").code == 0
    assert json.loads(run("actors", "show", "--json", "jana-novakova").out)["aliases"] == ["J. Nováková"]
    assert run("actors", "show", "nobody-at-all").code == 2


def test_an_actor_belongs_to_one_that_is_known_and_may_be_written_in_any_script(run: Run) -> None:
    lost = run("actors", "add", "Jana Nováková", "--of", "nowhere land")
    assert lost.code == 2
    assert "No actor is called “nowhere land”." in lost.err
    assert run("actors", "add", "Jana Nováková", "--of", "France").code == 0
    assert json.loads(run("actors", "show", "--json", "jana-novakova").out)["of"] == "france"
    assert run("actors", "add", "王小明").out == "王小明 is known as 王小明.\n"
    assert "person" in run("actors", "show", "王小明").out
    assert run("actors", "add", "???").code == 2


def test_check_says_what_is_wrong_and_how_to_mend_it(run: Run) -> None:
    ran = run("check", "--offline")
    assert ran.code == 1
    assert "ok     database" in ran.out
    assert "wrong  Slack tokens: SLACK_BOT_TOKEN is not set." in ran.err


def test_check_asks_slack_who_the_token_belongs_to(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with start_sandbox() as slack:
        monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", slack.app_token)
        monkeypatch.setenv("RAPPORTEUR_SLACK_API_URL", slack.api_url)
        ran = run("check")
        assert ran.code == 0, ran.err
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-not-the-right-one")
        wrong = run("check")
        monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-not-the-right-one")
        refused = run("check")
    assert refused.code == 1
    assert "Set SLACK_APP_TOKEN to an app-level token" in refused.err
    assert wrong.code == 1
    assert "xoxb-not-the-right-one" not in wrong.out + wrong.err


def test_migrate_brings_the_database_to_this_version(run: Run, tmp_path: Path) -> None:
    assert run("migrate").code == 0
    assert (tmp_path / "data" / "rapporteur.sqlite3").exists()
