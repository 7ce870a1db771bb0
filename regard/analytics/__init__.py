"""The core: tables in, tables out. No Django, no network, no clock."""
