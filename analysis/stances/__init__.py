"""From a sentence to who holds which position: what `stance` is made of."""
