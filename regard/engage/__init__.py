"""Engage: ask, answer, help and follow up; each act is recorded again."""
