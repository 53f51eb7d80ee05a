"""The nouns: frozen, keyword-only records, a comment a field. No behaviour beyond what a record says of itself."""
