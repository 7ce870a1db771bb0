"""What every REST entrance shares: strict schemas and errors that say what to do."""
