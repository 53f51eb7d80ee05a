"""All SQL, one file a noun; rows leave as frozen records, and every query is bound to one workspace."""
