"""From files of any format to raw records: what `articles` is made of."""
