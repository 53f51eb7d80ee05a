"""The roof: the only place that builds database, workers, Slack app and scheduler."""
