"""Improvements: what was changed for all customers, whether it worked, and telling everyone who asked once."""
