"""Requests that go out: to public machines over TLS, or to machines of one's own that were named."""
