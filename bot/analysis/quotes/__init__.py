"""Who said what: quotations and reported speech with their speakers.

`marks` (a room below) pairs quotation marks; here `speech` tells speech from titles and scare quotes,
`attributions` finds cue verbs with their subjects, `attach` joins the two, `speakers` and `discourse`
turn "the minister" and "she" into names, `indirect` and `transcripts` read speech without marks.
"""

from bot.analysis.quotes.extract import extract_quotes

__all__ = ["extract_quotes"]
