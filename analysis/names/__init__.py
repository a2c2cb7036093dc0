"""From words to actors: what `entities` and `actors` are made of."""
