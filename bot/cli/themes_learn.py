"""`rapporteur themes learn FOLDER`: propose a theme file from articles of any field."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.common import complain, print_text, read_settings, show_progress
from bot.errors import RejectedError, SettingError, UsageError

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.model.articles import Article

LEARNT_LANGUAGE = "en"
_KINDS = "text, HTML, PDF, DOCX, EML or MHTML"
_GOOD_START = "five of 300 words are a good start."


def add_learn(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the sub-command."""
    learn = actions.add_parser("learn", help="propose a theme file from a folder of articles")
    learn.add_argument(
        "folder", metavar="FOLDER", help="articles of the field, in any format that ingest reads"
    )
    learn.add_argument("--output", metavar="FILE", help="write the theme file there instead of printing it")
    learn.set_defaults(action=learn_themes)


def learn_themes(options: argparse.Namespace) -> int:
    """Read the folder, propose themes, print or write them; what cannot be read is told and left out."""
    from bot.analysis.nlp import load_nlp
    from bot.analysis.theme_learning.proposals import propose_themes
    from bot.analysis.theme_learning.writing import render_theme_file
    from bot.analysis.vectors.table import load_vectors

    folder, output = Path(options.folder), Path(options.output) if options.output else None
    names = _list_folder(folder)
    if output is not None:
        _refuse_to_overwrite(output)
    settings = read_settings(options)
    articles = _read_articles(names, settings)
    if not articles:
        raise RejectedError(
            f"Nothing in {folder} could be read as an English article ({_counted(len(names), 'file')}).",
            advice=f"Give a folder of articles: {_KINDS}.",
        )
    labels, texts = list(articles), [article.text for article in articles.values()]
    titles = [article.title for article in articles.values()]
    proposals = propose_themes(texts, titles, load_nlp(settings.spacy_model), load_vectors())
    if not proposals:
        raise RejectedError(
            f"{folder} says too little to propose a theme ({_counted(len(texts), 'text')}): no telling word stands twice.",
            advice=f"Add articles of the same field; {_GOOD_START}",
        )
    if len(texts) == 1:
        complain(f"One article shows its own words more than its field's. Add some; {_GOOD_START}")
    written = render_theme_file(proposals, labels, texts)
    if output is None:
        print_text(written)
    else:
        _write(output, written)
        print_text(f"{output}: {len(proposals)} themes proposed from {_counted(len(texts), 'text')}.\n")
    return 0


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"


def _list_folder(folder: Path) -> tuple[str, ...]:
    """The files of the folder that can be read, by name.

    Raises:
        UsageError: it is no folder.
        RejectedError: it cannot be looked into, or holds nothing of a kind that is read.
    """
    from bot.cli.inputs import list_inputs

    try:
        if not folder.is_dir():
            found = "is a file" if folder.exists() else "does not exist"
            raise UsageError(f"{folder} {found}.", advice="Name a folder that holds articles of the field.")
        names, empty = list_inputs([str(folder)]), not any(folder.iterdir())
    except OSError as error:
        raise RejectedError(
            f"{folder} cannot be read: {error.strerror or 'unknown reason'}.",
            advice="Check its permissions.",
            cause=repr(error),
        ) from error
    if not names:
        raise RejectedError(
            f"{folder} is empty." if empty else f"{folder} holds no file that can be read.",
            advice=f"Put articles into it, not into folders below it: {_KINDS}.",
        )
    return names


def _refuse_to_overwrite(output: Path) -> None:
    if output.is_dir() or (output.exists() and output.stat().st_size > 0):
        raise UsageError(f"{output} exists already.", advice="Name another file, or remove it first.")


def _read_articles(names: tuple[str, ...], settings: Settings) -> dict[str, Article]:
    """Each article that can be learnt from, by the name of its file."""
    from bot.app.build import open_reader
    from bot.cli.inputs import receive_inputs

    found: dict[str, Article] = {}
    with open_reader(settings, gate=True) as reader:
        for read in show_progress(reader.read(receive_inputs(names, settings)), len(names), "Reading"):
            label = Path(read.received.label).name
            if read.article is None:
                complain(f"{label}: {read.refusal.message if read.refusal else 'It could not be read.'}")
            elif read.article.language != LEARNT_LANGUAGE:
                complain(f"{label}: Themes are learnt from English only; this is “{read.article.language}”.")
            else:
                found[label] = read.article
    return found


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingError(
            f"{output} cannot be written: {error.strerror or 'unknown reason'}.",
            advice="Check the path and its permissions.",
            cause=repr(error),
        ) from error
