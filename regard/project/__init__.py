"""The one place that knows every domain: settings, addresses, the command line."""
