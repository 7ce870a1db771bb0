"""Value and risk over the lake: what customers will buy, who is still there, and how well that was foreseen."""
