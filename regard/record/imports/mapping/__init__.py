"""The mapping language: which columns of which tables make which interactions."""
