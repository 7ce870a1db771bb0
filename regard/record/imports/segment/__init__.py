"""Events in Segment's shape: what they look like and how each becomes an observation."""
