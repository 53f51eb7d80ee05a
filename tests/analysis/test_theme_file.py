"""A team's own theme and actor files: what is understood, and what is said about a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis.lexicon.load import (
    check_actors_file,
    check_themes_file,
    default_knowledge,
    load_actors_file,
    load_default_actors,
    load_default_themes,
    load_themes_file,
)
from bot.analysis.lexicon.toml_file import MAX_BYTES
from bot.errors import RapporteurError, SettingError

GOOD = """\
[lists]
sport = ["football", "hockey"]

[[theme]]
id = "hydrogen"
name = "Hydrogen"
include = ["hydrogen", "electrolys*"]
hints = ["electricity"]
exclude = ["@sport", "hydrogen bomb*"]
examples = ["The plant will make fuel from water."]
actors = ["germany", "australia"]
threshold = 0.4
"""


Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file with that content."""

    def write_file(text: str | bytes) -> Path:
        path = tmp_path / "mine.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_file


def problems(path: Path) -> list[tuple[int, str]]:
    return [(problem.line, f"{problem.sentence} {problem.advice}") for problem in check_themes_file(path)]


def test_a_good_file_replaces_the_default_themes(write: Write) -> None:
    (theme,) = load_themes_file(write(GOOD))
    assert theme.id == "hydrogen"
    assert theme.hints == ("electricity",)
    assert theme.exclude == ("football", "hockey", "hydrogen bomb*")
    assert theme.threshold == 0.4
    assert theme.actors_min == 1, "naming actors asks for one of them"


def test_extend_keeps_the_default_themes(write: Write) -> None:
    themes = load_themes_file(write("extend = true\n" + GOOD))
    assert [theme.id for theme in themes] == [theme.id for theme in load_default_themes()] + ["hydrogen"]


def test_extend_lets_a_theme_take_the_place_of_a_default_one(write: Write) -> None:
    themes = load_themes_file(write('extend = true\n[[theme]]\nid = "energy"\ninclude = ["peat"]\n'))
    assert len(themes) == len(load_default_themes())
    assert next(theme for theme in themes if theme.id == "energy").include == ("peat",)


def test_a_good_file_has_no_problems(write: Write) -> None:
    assert check_themes_file(write(GOOD)) == ()


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (('id = "hydrogen"', 'id = "Hydrogen fuel"'), 5, "no slug"),
        (('["germany", "australia"]', '["germny", "australia"]'), 11, "Did you mean “germany”"),
        (("threshold = 0.4", "threshold = 40"), 12, "out of range"),
        (("threshold = 0.4", "threshold = true"), 12, "is no number"),
        (("hints =", "hint ="), 8, "Did you mean “hints”"),
        (('"electrolys*"', '"electro*lysis"'), 7, "only end a word"),
        (('"electrolys*"', '"e*"'), 7, "too few letters"),
        (('"electrolys*"', '"…"'), 7, "no word in it"),
        (('"electrolys*"', '""'), 7, "no text"),
        (('"@sport"', '"@sports"'), 9, "Did you mean “sport”"),
        (('include = ["hydrogen", "electrolys*"]', 'include = "hydrogen"'), 7, "must be a list"),
        (("threshold = 0.4", "actors_min = 3"), 12, "number from 0"),
        (("threshold = 0.4", "actors_usual = 9"), 12, "number from 0"),
        (('name = "Hydrogen"', "name = 7"), 6, "must be a text"),
        (("[lists]", "[list]"), 1, "Did you mean “lists”"),
        (("[lists]", 'extend = "yes"\n[lists]'), 1, "without quotes"),
        (('sport = ["football", "hockey"]', 'sport = "football"'), 2, "square brackets"),
        (('"electrolys*"', "7"), 7, "double quotes"),
        (('"electrolys*"', f'"{"fuel " * 20}"'), 7, "Make it an example"),
        (('"The plant will make fuel from water."', f'"{"It is so. " * 70}"'), 10, "Give one sentence"),
        (("threshold = 0.4", "threshold = 0"), 12, "from 0.05 to 1"),
    ],
)
def test_each_mistake_is_told_with_its_line(
    write: Write, change: tuple[str, str], line: int, said: str
) -> None:
    found = problems(write(GOOD.replace(*change)))
    assert any(at == line and said in sentence for at, sentence in found), found
    assert all(len(sentence.split(". ")) > 1 or ":" in sentence for _, sentence in found), (
        "each says the mend"
    )


def test_a_value_is_not_taken_for_a_part_of_another(write: Write) -> None:
    text = '[[theme]]\nid = "fuel"\ninclude = [\n  "gas*olines",\n  "gas*o",\n]\n'
    assert [line for line, _ in problems(write(text))] == [4, 5]


def test_several_mistakes_are_told_at_once(write: Write) -> None:
    text = GOOD.replace("0.4", "4") + '\n[[theme]]\nid = "hydrogen"\n'
    found = problems(write(text))
    assert [line for line, _ in found] == [12, 15, 15]
    with pytest.raises(SettingError, match=r"mine\.toml has 3 problem.*line 12.*line 15"):
        load_themes_file(write(text))


def test_a_theme_with_nothing_to_match_is_refused(write: Write) -> None:
    assert "nothing to match" in problems(write('[[theme]]\nid = "empty"\n'))[0][1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[theme]\n", "line 1: this is not valid TOML"),
        ('theme = "energy"\n', "must be written as tables"),
        (b"\xff\xfe[[theme]]", "UTF-8"),
        ("#" * (MAX_BYTES + 1), "larger than"),
        ("", "holds no theme"),
        ("a = " + "[" * 5_000, "not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(
    write: Write, content: str | bytes, said: str
) -> None:
    with pytest.raises(SettingError) as caught:
        load_themes_file(write(content))
    assert said in caught.value.sentence
    assert "mine.toml" in caught.value.sentence


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"none\.toml cannot be read: No such file"):
        load_themes_file(tmp_path / "none.toml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("themes")


@settings(deadline=None, max_examples=60)
@given(
    content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"[[theme]]\n{text}".encode())
)
def test_no_content_brings_anything_but_an_answer(folder: Path, content: bytes) -> None:
    path = folder / "any.toml"
    path.write_bytes(content)
    told = "any.toml"
    try:
        load_themes_file(path)
    except RapporteurError as error:
        told = error.sentence
    assert "any.toml" in told


def test_own_actors_come_on_top_of_the_default_ones(write: Write) -> None:
    path = write(
        '[[actor]]\nid = "ada-example"\nname = "Ada Example"\nkind = "person"\nof = "estonia"\n'
        'roles = [{ title = "mayor", start = 2020-01-01, end = 2024-01-01 }]\n'
    )
    actors = load_actors_file(path)
    assert len(actors) == len(load_default_actors()) + 1
    assert actors[-1].roles[0].title == "mayor"


def test_own_actors_may_stand_alone_and_be_named_by_own_themes(tmp_path: Path) -> None:
    actors, themes = tmp_path / "actors.toml", tmp_path / "themes.toml"
    actors.write_text('extend = false\n[[actor]]\nid = "acme"\nname = "Acme"\nkind = "organisation"\n')
    themes.write_text('[[theme]]\nid = "acme-news"\nactors = ["acme"]\n')
    knowledge = default_knowledge(themes, actors)
    assert [actor.id for actor in knowledge.actors] == ["acme"]
    assert knowledge.themes[0].actors == ("acme",)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('kind = "human"', "Unknown kind"),
        ('kind = "person"\ngender = "x"', "Unknown gender"),
        ('kind = "person"\nwikidata = "7747"', "no Wikidata id"),
        ('kind = "person"\nof = "rusia"', "Did you mean “russia”"),
        (
            'kind = "person"\nroles = [{ title = "mayor", start = 2024-01-01, end = 2020-01-01 }]',
            "before it starts",
        ),
        ('kind = "person"\nroles = [{ title = "mayor", start = "2020" }]', "must be dates"),
        ('kind = "person"\nroles = [{ of = "russia" }]', "no title"),
        ('kind = "person"\naliases = "Bob"', "must be a list"),
        ('kind = "person"\nsurnames = "Bob"', "Did you mean “surname”"),
    ],
)
def test_mistakes_in_an_actor_file_are_told(write: Write, row: str, said: str) -> None:
    found = check_actors_file(write(f'[[actor]]\nid = "bob"\nname = "Bob"\n{row}\n'))
    assert any(said in str(problem) for problem in found), found
