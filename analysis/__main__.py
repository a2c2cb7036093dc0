"""The commands: `python -m analysis --help`."""

import sys

import click
from nbclient.exceptions import CellExecutionError

from analysis.commands import measuring, reading, training
from analysis.report import NothingUsable


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Read news: who is named, how they are written of, and who stands where.

    ARTICLES is a file, a folder or a pattern such as 'news/*.jsonl', or several of them. Read are
    text, Markdown, JSON, JSON lines, CSV, TSV, Parquet, HTML, RSS and Atom, also gzipped.

    Exit codes: 0 done, 1 nothing usable in ARTICLES, 2 wrong use.
    """


for command in (*reading.COMMANDS, *measuring.COMMANDS, *training.COMMANDS):
    main.add_command(command)


def run() -> int:
    """Run a command and return its exit code."""
    try:
        main.main(standalone_mode=False)
    except NothingUsable as error:
        click.echo(error, err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CellExecutionError as error:
        click.echo(f"Error: {error.__notes__[0]} failed: {error.ename}: {error.evalue}", err=True)
        return 2
    except (OSError, ValueError, RuntimeError) as error:
        click.echo(f"Error: {error}", err=True)
        return 2
    except click.Abort:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(run())
