"""Privacy: everything about one person, given out or taken out of every store; and how long things are kept."""
