"""Who may come in: people by e-mail and password, programs by API key."""
