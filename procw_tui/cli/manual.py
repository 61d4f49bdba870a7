"""`help`: the pages that come with the program, by their topic."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from procw_tui.bootstrap import Program
from procw_tui.cli.common import global_options
from procw_tui.knowledge import page
from procw_tui.present.breaking import HANGING
from procw_tui.present.cells import width
from procw_tui.present.language import _, language

if TYPE_CHECKING:
    from procw_tui.present.manual import Topic

PAGES = {
    "ja": ("README.ja.md", "docs/glossary.ja.md"),
    "en": ("README.md", "docs/glossary.md"),
}  # fmt: skip
"""What is read for topics, in each language."""
MOST_CELLS = 100
"""Longer lines are hard to read."""


def commands(program: Program) -> list[click.Command]:
    """The one command."""
    del program

    @click.command("help", help=_("Read about a topic, or a command; without one, list them."))
    @click.argument("topic", nargs=-1, shell_complete=_offered)
    @global_options
    @click.pass_context
    def command(context: click.Context, topic: tuple[str, ...]) -> None:
        known = _topics()
        if not topic:
            click.echo("\n".join(_listed(known)))
        elif len(topic) == 1 and topic[0] in known:
            _show(known[topic[0]].text)
        elif (of_command := _command(context.find_root(), topic)) is not None:
            click.echo(of_command.get_help())
        else:
            names = _(", ").join(known)
            raise click.UsageError(
                _("There is no topic of that name. There are: {names}").format(names=names)
            )

    return [command]


def _command(context: click.Context, words: Sequence[str]) -> click.Context | None:
    """The context of a command, or of one below it as `log proposal`; None where there is none."""
    for word in words:
        group = context.command
        found = group.get_command(context, word) if isinstance(group, click.Group) else None
        if found is None:
            return None
        context = click.Context(found, context, word)
    return context


def _topics() -> dict[str, Topic]:
    from procw_tui.present.manual import topics

    return {name: topic for each in PAGES[language()] for name, topic in topics(page(each)).items()}


def _offered(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    return [name for name in _topics() if name.startswith(begun)]


def _listed(known: dict[str, Topic]) -> list[str]:
    wide = max(map(width, known))
    return [f"procw-tui help {name:<{wide}}  {topic.title}" for name, topic in known.items()]


def _show(text: str) -> None:
    """On a terminal by the pager, from its first line on."""
    from procw_tui.present.manual import lines

    cells = min(MOST_CELLS, shutil.get_terminal_size().columns - 1 - HANGING)
    shown = "\n".join(lines(text, cells))
    if sys.stdout.isatty():
        click.echo_via_pager(f"{shown}\n")
    else:
        click.echo(shown)
