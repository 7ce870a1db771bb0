"""Doors that open late: what needs the database is loaded when it is asked for."""
