"""What the sentences of the features mean, by concept."""
