"""Asking: invitations by mail, after events, with reminders; whoever wants no more is asked no more."""
