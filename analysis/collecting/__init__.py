"""Articles from the web: what `python -m analysis collect` does."""
