"""Proposes themes from texts of any field, for a person to edit: no theme in force is consulted."""
