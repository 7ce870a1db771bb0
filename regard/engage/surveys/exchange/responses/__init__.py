"""Answers in files: read by the slots of a definition, written as tables."""
