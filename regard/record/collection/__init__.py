"""Collection: takes in what senders send, durably first, and hands it to the recorder."""
