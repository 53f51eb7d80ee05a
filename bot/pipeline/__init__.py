"""The product's sentence: collect → extract → dedupe → analyse → store. Knows nothing of digests."""
