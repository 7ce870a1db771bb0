"""Voice: what people say. Opinions from texts, the topics they gather around, and what staff corrected."""
