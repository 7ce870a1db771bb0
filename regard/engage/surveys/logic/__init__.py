"""What a survey does with answers: conditions, values, order and checks, the same here and in the browser."""
