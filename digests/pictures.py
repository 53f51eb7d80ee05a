"""A network as a PNG picture. Pillow is loaded here only; what stands where is decided in network.py."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from digests.mrkdwn import clean, clip
from digests.network import Node, Point, Tie, place_nodes

WIDTH, HEIGHT = 1200, 900
SCALE = 2  # drawn larger and made smaller: smooth edges
CENTRE = (600.0, 450.0)
RADII = (390.0, 290.0)  # of the ellipse on which the counterparts stand
LONGEST_NAME = 28  # characters
INK, FAINT, PAPER = (29, 33, 41), (208, 213, 221), (255, 255, 255)
CENTRAL = (38, 70, 121)
COOPERATION, NEUTRAL, CONFLICT = (31, 138, 112), (132, 140, 152), (196, 69, 54)
_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf")  # with all of Latin, Cyrillic, Greek

Colour = tuple[int, int, int]
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def draw_network(actor: str, title: str, nodes: Sequence[Node], ties: Sequence[Tie]) -> bytes:
    """The picture: the actor in the middle, lines as thick as the articles are many, coloured by how they get on."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    draw = ImageDraw.Draw(image)
    places = [_on_paper(point) for point in place_nodes(len(nodes), ties)]
    _draw_ties(draw, places, ties)
    most = max((node.articles for node in nodes), default=1)
    for node, place in zip(nodes, places, strict=True):
        _line(draw, CENTRE, place, _colour(node), 2 + 12 * node.articles / most)
    for node, place in zip(nodes, places, strict=True):
        _draw_node(draw, node, place, most)
    _dot(draw, CENTRE, 30, CENTRAL)
    _label(draw, actor, CENTRE, 52, 26)
    _draw_legend(draw, title)
    file = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()


def _on_paper(point: Point) -> Point:
    return (CENTRE[0] + RADII[0] * point[0], CENTRE[1] + RADII[1] * point[1])


def _draw_ties(draw: ImageDraw.ImageDraw, places: Sequence[Point], ties: Sequence[Tie]) -> None:
    """Thin lines between the counterparts; the weakest are left out where there are many."""
    strongest = sorted(ties, key=lambda tie: (-tie.articles, tie.one, tie.other))[: 2 * len(places)]
    most = max((tie.articles for tie in strongest), default=1)
    for tie in reversed(strongest):
        _line(draw, places[tie.one], places[tie.other], FAINT, 1 + 3 * tie.articles / most)


def _draw_node(draw: ImageDraw.ImageDraw, node: Node, place: Point, most: int) -> None:
    radius = 9 + 13 * (node.articles / most) ** 0.5
    _dot(draw, place, radius, _colour(node))
    below = place[1] >= CENTRE[1] - 1
    offset = radius + 20 if below else -(radius + 42)
    _label(draw, node.name, place, offset, 21)
    _label(draw, _figures(node), place, offset + 22, 16, NEUTRAL)


def _figures(node: Node) -> str:
    events = f" · +{node.cooperation} −{node.conflict}" if node.cooperation or node.conflict else ""
    return f"{node.articles:,}{events}"


def _colour(node: Node) -> Colour:
    """From conflict over grey to cooperation."""
    end, share = (COOPERATION, node.leaning) if node.leaning >= 0 else (CONFLICT, -node.leaning)
    mixed = [round(grey + (full - grey) * share) for grey, full in zip(NEUTRAL, end, strict=True)]
    return (mixed[0], mixed[1], mixed[2])


def _draw_legend(draw: ImageDraw.ImageDraw, title: str) -> None:
    _words(draw, title, (32, 34), 26, INK, "lm")
    legend = ((COOPERATION, "cooperation"), (CONFLICT, "conflict"), (NEUTRAL, "neither, or both alike"))
    x = 40.0
    for colour, words in legend:
        _dot(draw, (x, HEIGHT - 34), 8, colour)
        _words(draw, words, (x + 16, HEIGHT - 34), 17, INK, "lm")
        x += 42 + 10.5 * len(words)
    told = "number: articles that name both · +/−: events, once a story"
    _words(draw, told, (WIDTH - 32, HEIGHT - 34), 17, NEUTRAL, "rm")


def _line(draw: ImageDraw.ImageDraw, start: Point, end: Point, colour: Colour, width: float) -> None:
    points = [(x * SCALE, y * SCALE) for x, y in (start, end)]
    draw.line(points, fill=colour, width=max(round(width * SCALE), 1))


def _dot(draw: ImageDraw.ImageDraw, place: Point, radius: float, colour: Colour) -> None:
    x, y = place
    box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
    draw.ellipse(box, fill=colour, outline=PAPER, width=3 * SCALE)


def _label(
    draw: ImageDraw.ImageDraw, words: str, place: Point, down: float, size: int, colour: Colour = INK
) -> None:
    """Words in the middle below a point (above it, where `down` is negative), readable across lines."""
    _words(draw, words, (place[0], place[1] + down), size, colour, "mm")


def _words(
    draw: ImageDraw.ImageDraw, words: str, place: Point, size: int, colour: Colour, anchor: str
) -> None:
    shown = clip(clean(words), LONGEST_NAME) if anchor == "mm" else clean(words)
    font, complete = _font(size * SCALE)
    draw.text(
        (place[0] * SCALE, place[1] * SCALE),
        shown if complete else _plain(shown),
        fill=colour,
        font=font,
        anchor=anchor,
        stroke_width=4 * SCALE,
        stroke_fill=PAPER,
    )


def _plain(words: str) -> str:
    """Without accents, which Pillow's own font lacks."""
    words = words.replace("−", "-").replace("·", "|").replace("…", "...").replace("–", "-")
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))


@lru_cache(maxsize=16)
def _font(size: int) -> tuple[_Font, bool]:
    """A font of the machine, or Pillow's own; and whether it has more than ASCII."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size), True
        except OSError:  # not on this machine
            continue
    return ImageFont.load_default(size), False
