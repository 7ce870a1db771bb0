"""Qualtrics survey files (.qsf)."""
