"""`rapporteur analyze PATH|URL…`: read articles, store nothing."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli.common import add_json_option, complain, print_json, print_text, read_settings, show_progress

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.model.articles import Article
    from bot.model.findings import Analysis


def add_parser(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("analyze", help="read articles and print what is in them; nothing is stored")
    parser.add_argument("inputs", metavar="PATH|URL", nargs="+", help="files, folders or addresses")
    parser.add_argument(
        "--gate", action="store_true", help="read in full only what the themes match, as ingest does"
    )
    add_json_option(parser)
    parser.set_defaults(action=analyze)


def analyze(options: argparse.Namespace) -> int:
    """Read each input; print it; say on standard error what could not be read."""
    from bot.app.build import open_reader
    from bot.cli.inputs import list_inputs, receive_inputs

    settings = read_settings(options)
    names = list_inputs(options.inputs)
    failed = 0
    with open_reader(settings, gate=options.gate) as reader:
        reads = reader.read(receive_inputs(names, settings))
        for read in show_progress(reads, len(names), "Reading"):
            if read.article is None or read.analysis is None:
                failed += 1
                reason = read.refusal.message if read.refusal else "It could not be read."
                complain(f"{read.received.label}: {reason}")
            elif options.json:
                from bot.model.output import analysis_as_json

                print_json(analysis_as_json(read.received.label, read.article, read.analysis))
            else:
                print_text(summarise(read.received.label, read.article, read.analysis))
    return 1 if failed else 0


def summarise(label: str, article: Article, analysis: Analysis) -> str:
    """The findings of one article for a terminal."""
    when = article.published.isoformat() if article.published else "no date"
    lines = [
        article.title or label,
        f"  {label} · {when} · {article.language} · {len(article.text.split())} words",
    ]
    if analysis.depth != "full":
        lines.append(f"  Not read in full. {analysis.depth_why}")
    lines.append("  Themes: " + (", ".join(f"{t.name} ({t.score:.2f})" for t in analysis.themes) or "none"))
    lines.append("  Actors: " + (", ".join(f"{a.name} ({len(a.spans)})" for a in analysis.actors) or "none"))
    for quote in analysis.quotes:
        lines.append(f"  {quote.speaker_name or 'unknown speaker'}: “{quote.content}”")
    for event in analysis.events:
        source = ", ".join(event.source or event.source_text)
        target = ", ".join(event.target or event.target_text)
        negation = "not " if event.negated else ""
        lines.append(f"  {source} → {negation}{event.verb} → {target} ({event.event_class})")
    return "\n".join(lines) + "\n\n"
