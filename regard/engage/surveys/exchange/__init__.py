"""Surveys and their answers from other tools, and back. Every translation says what it kept, approximated and dropped."""
