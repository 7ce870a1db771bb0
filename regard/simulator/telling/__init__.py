"""Tell a block's life as interactions, one module per part of the journey."""
