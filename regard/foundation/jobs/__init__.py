"""Work that is done later, kept in PostgreSQL so that nothing of it is lost."""
