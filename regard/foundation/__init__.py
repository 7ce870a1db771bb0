"""What every domain stands on and none of them owns."""
