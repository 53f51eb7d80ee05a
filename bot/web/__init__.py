"""What is served over HTTP: health and metrics on loopback, Slack's requests, and installs by OAuth."""
