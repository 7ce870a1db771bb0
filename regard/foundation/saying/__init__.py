"""Telling whoever looks on how far a program is."""
