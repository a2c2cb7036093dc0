"""Labels that people give: sheets to code in, what two coders agree on, and what is settled."""
