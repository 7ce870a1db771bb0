"""What is said of an event of somebody who was erased."""

ERASED = "this person was erased, and the event is from before that"
