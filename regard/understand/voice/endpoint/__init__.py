"""A model elsewhere that judges opinions. Never required: what it does not answer stays as Regard's own reader read it."""
