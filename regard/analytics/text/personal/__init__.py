"""Personal data in texts: where it stands, and texts without it."""

from regard.analytics.text.personal.finding import Kind, Personal, find_personal, mask

__all__ = ["Kind", "Personal", "find_personal", "mask"]
