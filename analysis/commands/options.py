"""What several commands ask for."""

from pathlib import Path

import click

SOURCES = click.argument("sources", nargs=-1, required=True, metavar="ARTICLES...")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW = click.Path(file_okay=False, path_type=Path)
