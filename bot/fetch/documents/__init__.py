"""One reader a file format: bytes → entry. Pure; the table below is all that there is to add a format to."""
