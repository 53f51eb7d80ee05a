"""Another wording of a quote, or another quote? And in which words do two wordings differ? Pure."""
