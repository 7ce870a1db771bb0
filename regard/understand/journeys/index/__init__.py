"""The journey index: the log by customer, in order, as arrays on the disk. Derived; it says which version it is of."""
