"""Feeds: places where people speak in public, and mailboxes, looked at again and again."""
