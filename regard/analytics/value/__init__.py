"""What customers are worth and whether they stay: purchase histories in, parameters and expectations out."""
