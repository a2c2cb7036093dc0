"""Measuring against labelled files: what `evaluate` is made of."""
