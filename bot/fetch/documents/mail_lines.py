"""What a mail's text is made of: the article, a forwarder's note, quoted replies, a signature. Pure, linear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.fetch.prose import word_count

_NAMES = {
    "from": "from", "von": "from", "de": "from", "da": "from", "van": "from", "от": "from", "від": "from",
    "date": "date", "sent": "date", "datum": "date", "gesendet": "date", "envoyé": "date", "fecha": "date", "enviado": "date", "data": "date", "inviato": "date", "verzonden": "date", "дата": "date", "отправлено": "date",
    "subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject", "assunto": "subject", "oggetto": "subject", "onderwerp": "subject", "тема": "subject",
    "to": "", "an": "", "à": "", "para": "", "a": "", "aan": "", "кому": "", "cc": "", "bcc": "", "reply-to": "", "kopie": "", "importance": "",
}  # fmt: skip
_HEADER = re.compile(
    r"^\s*[>*_ ]*("
    + "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
    + r")\s?:[*_]*\s+(\S.{0,600})$",
    re.IGNORECASE,
)
_NEXT_HEADER = re.compile(
    r"\s(?=(?:Date|Sent|Subject|To|Cc|Datum|Gesendet|Betreff|An|Envoyé|Objet|Тема|Дата|Кому):\s)"
)
_REPLY = re.compile(
    r"^\s*>*\s*(?:On|Am|Le|El|Il|Op|Em)\s.{5,200}\s?(?:wrote|schrieb\b.{0,100}|a écrit|escribió|ha scritto|schreef\b.{0,100}|escreveu)\s?:\s*$"
    r"|^\s*>*\s*.{5,120}(?:пишет|писал|написал|написала)\s?:\s*$",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"^\W*(?:forwarded message|original message|begin forwarded message|original-nachricht|weitergeleitete nachricht|ursprüngliche nachricht|anfang der weitergeleiteten nachricht|message (?:transféré|d'origine|original)|mensaje (?:reenviado|original)|mensagem encaminhada|messaggio (?:inoltrato|originale)|пересылаемое сообщение|исходное сообщение)\W*(?:from\b.{0,100})?$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^(?:--|—|__+)\s*$")
_SENT_FROM = re.compile(
    r"^(?:sent from my|sent from outlook|get outlook for|von meinem|envoyé de mon|enviado desde mi)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\bunsubscribe|\bopt[- ]out\b|(?:view|read|open|see) (?:this |it |the )?(?:e-?mail |message |newsletter |issue |online |web version ?)?(?:in|on) (?:your |a |the )?(?:web ?)?(?:browser|site|web)\b|view online|web version"
    r"|(?:you(?:'re| are)|you’re) receiv(?:ing|ed) this|you received this|(?:manage|update|change) (?:your )?(?:e-?mail )?(?:preferences|subscription|settings)|e-?mail preferences|add us to your address book|was sent to \S+@|forward(?: this)? to a friend|forwarded this (?:e-?mail|message|newsletter)"
    r"|abbestellen|newsletter abmelden|im browser (?:an|lesen|öffnen)|désabonner|désinscri|dans votre navigateur|darse de baja|cancelar (?:la|su) suscripción|en (?:su|tu) navegador|отписаться|в браузере",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"\s?(?:<https?://[^<>\s]{1,2000}>|\[\s?https?://[^\[\]\s]{1,2000}\s?\]|\(\s?https?://[^()\s]{1,2000}\s?\)|\[(?:image|cid|logo)[:\s][^\[\]\n]{0,300}\])",
    re.IGNORECASE,
)
_ONLY_LINK = re.compile(r"^\W*https?://\S+\W*$")
_RULE = re.compile(r"^[\W_]{4,}$")

SERVICE_WORDS = 45  # a longer paragraph is no notice of the mailer
LARGEST_NOTE = 0.4  # share of the words that somebody who forwards an article may add above it
LARGEST_SIGNATURE = 0.3  # share of the words
SIGNATURE_WORDS = 60
LEAST_HEADERS = 3
DEEPEST = 5  # forwards of forwards


@dataclass(frozen=True, kw_only=True, slots=True)
class MailText:
    """The text of a mail, and the headers of the mail that it forwards."""

    lines: list[str]
    forwarded: dict[str, str] = field(default_factory=dict)  # "from", "date", "subject"


def clean_mail(text: str, *, reply: bool) -> MailText:
    """The article in a mail.

    Args:
        text: lines, paragraphs parted as they were.
        reply: its subject says that it answers another one: what it quotes is not its own.
    """
    lines = [piece for line in text.split("\n") for piece in _split_headers(line)]
    forwarded: dict[str, str] = {}
    for _ in range(DEEPEST):
        inner = _open_forward(lines, reply=reply)
        if inner is None:
            break
        headers, lines = inner
        forwarded |= headers
    return MailText(lines=_without_service(_without_signature(_without_replies(lines))), forwarded=forwarded)


def is_header(line: str) -> bool:
    """Whether it is a line such as "From: Ada Lind"."""
    return bool(_HEADER.match(line))


def _split_headers(line: str) -> list[str]:
    """HTML mails put several headers on a line."""
    return _NEXT_HEADER.split(line) if len(line) < 2_000 and _HEADER.match(line) else [line]


def _open_forward(lines: Sequence[str], *, reply: bool) -> tuple[dict[str, str], list[str]] | None:
    """The headers and the lines of the mail that is forwarded here; None where none is."""
    at, end, headers = _find_headers(lines)
    if not headers:
        return None
    above, below = _words(lines[:at]), _words(lines[end:])
    if reply or above > LARGEST_NOTE * (above + below):
        return None
    return headers, [re.sub(r"^(?:> ?)+", "", line) for line in lines[end:]]


def _find_headers(lines: Sequence[str]) -> tuple[int, int, dict[str, str]]:
    """Where the first block of headers begins and ends, and what they say; empty where there is none."""
    block: dict[str, str] = {}
    begin = count = 0
    for at, line in enumerate(lines):
        match = _HEADER.match(line)
        if match:
            begin = begin if count else at
            count += 1
            block.setdefault(_NAMES[match[1].casefold()], match[2].strip(" *"))
        elif line.strip(" >"):
            if count >= LEAST_HEADERS and block.keys() & {"from", "date"} and "subject" in block:
                return begin, at, {name: value for name, value in block.items() if name}
            block, count = {}, 0
    return 0, 0, {}


def _words(lines: Sequence[str]) -> int:
    return sum(word_count(line) for line in lines if not _MARKER.match(line))


def _without_replies(lines: Sequence[str]) -> list[str]:
    """Without what is quoted; a mail that is nothing but a quotation is read as what it quotes."""
    cut = next((at for at, line in enumerate(lines) if _MARKER.match(line) or _is_reply(lines, at)), None)
    if cut is None:
        begin, _, headers = _find_headers(lines)
        cut = begin if headers else None
    own = [line for line in lines[:cut] if not line.startswith(">")]
    if _words(own) >= _words(lines) * LARGEST_NOTE or _words(own) >= 60:
        return own
    quoted = [re.sub(r"^(?:> ?)+", "", line) for line in lines[cut or 0 :]]
    return own if cut is None and not any(line.startswith(">") for line in lines) else _unmarked(quoted, own)


def _unmarked(quoted: list[str], own: list[str]) -> list[str]:
    rest = [line for line in quoted if not (_MARKER.match(line) or _REPLY.match(line))]
    return rest if _words(rest) > _words(own) else own


def _is_reply(lines: Sequence[str], at: int) -> bool:
    """ "On Thursday Ada Lind wrote:", which mail programs break over two lines."""
    line = lines[at]
    if len(line) > 300:
        return False
    return bool(
        _REPLY.match(line)
        or (
            at + 1 < len(lines)
            and len(lines[at + 1]) < 200
            and line[:3] in {"On ", "Am ", "Le "}
            and _REPLY.match(f"{line} {lines[at + 1]}")
        )
    )


def _without_signature(lines: list[str]) -> list[str]:
    """Without what follows "-- ", where that is little."""
    counts = [_words([line]) for line in lines]
    total = rest = sum(counts)
    for at, line in enumerate(lines):
        ends = _SIGNATURE.match(line.rstrip("\r")) or _SENT_FROM.match(line)
        if ends and rest < total and rest <= max(SIGNATURE_WORDS, LARGEST_SIGNATURE * total):
            return lines[:at]
        rest -= counts[at]
    return lines


def _without_service(lines: list[str]) -> list[str]:
    """Without the mailer's notices, bare links and rules."""
    kept = []
    for line in lines:
        plain = _LINKS.sub("", line)
        if _ONLY_LINK.match(plain) or (_SERVICE.search(plain) and word_count(plain) <= SERVICE_WORDS):
            continue
        kept.append("" if _RULE.match(plain.strip()) else plain)
    return kept
