"""Fits and measures how themes are scored."""
