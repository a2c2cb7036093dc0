"""How the reader takes a sentence in: word pieces, their letter case, windows, spans."""
