"""Reading what a feed answers: bytes in, entries out. No network, no database, no clock."""
