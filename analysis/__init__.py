"""Read news: who is named, how they are written of, and who stands where."""
