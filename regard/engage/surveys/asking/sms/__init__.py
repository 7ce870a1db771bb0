"""Text messages: counted as networks count them, sent by a gateway, stopped by whoever wants no more."""
