"""Processes that can be killed: hostile input is read in one, within limits of CPU, memory and time."""

from bot.child.pool import ChildPool
from bot.child.serve import Limits

__all__ = ["ChildPool", "Limits"]
