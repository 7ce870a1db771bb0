"""Imports: history from files, as events in Segment's shape or as tables read through a mapping."""
