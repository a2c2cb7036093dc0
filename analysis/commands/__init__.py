"""What `python -m analysis` can do: a module for reading, one for measuring, one for training."""
