"""How well the reader reads: one table of all scores, `make bench-reading`.

Rows are measures, columns are sets: the gold articles and seeds beside the project, our own sets, and the public
ones where they are built. Each text is read once, by `rapporteur` itself.
"""
