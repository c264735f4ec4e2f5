"""What the product promises, in its users' words: read it to learn what Verkosto does."""
