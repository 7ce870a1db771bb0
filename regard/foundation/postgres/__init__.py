"""The PostgreSQL that Regard brings along, for machines that have none."""
