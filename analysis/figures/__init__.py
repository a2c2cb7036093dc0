"""From tables to figures: what `plots` is made of."""
