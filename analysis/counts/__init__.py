"""From tables of mentions to tables that people read: what `summaries` is made of."""
