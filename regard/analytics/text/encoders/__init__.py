"""What turns sentences into vectors, out of models that other packages hold."""
