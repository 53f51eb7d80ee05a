"""The local workspace: a Slack look-alike on localhost, for the demo, development and tests."""
