"""The topic language: text → query tree, and back to text and to words. Pure."""

from bot.query.names import NameTable, Resolved, resolve_query
from bot.query.parser import parse_query
from bot.query.tree import Query
from bot.query.write import describe_query, write_query

__all__ = ["NameTable", "Query", "Resolved", "describe_query", "parse_query", "resolve_query", "write_query"]
