"""Reading a command line with Typer: help, completion, and whatever the table leaves to it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, TextIO

import typer

from leadfunnel import i18n
from leadfunnel.cli import app
from leadfunnel.cli.options import Options
from leadfunnel.cli.registry import Command
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.i18n import _
from leadfunnel.workspace import Workspace


class UsageError(UnreadableError):
    """The command line is not one that leadfunnel knows."""

    code = "usage"
    message = N_("{problem}")
    hint = N_("See the usage with: {command} --help")


class NoSuchOption(UsageError):
    """The command has no such option."""

    code = "no_such_option"
    message = N_("No such option: {name}.")


class MissingArgument(UsageError):
    """The command needs more to be said."""

    code = "missing_argument"
    message = N_("Missing: {name}.")


def run(words: list[str], environ: Mapping[str, str], out: TextIO, err: TextIO) -> None:
    """Let Typer read the words and run what they name."""

    def call(options: Options, command: Command, values: dict[str, Any]) -> None:
        app.load(command)(Workspace(options, environ, out, err), **values)

    _bind_domain()
    completed = environ.get("COMP_WORDS", "") + " " + environ.get("_TYPER_COMPLETE_ARGS", "")
    root = typer.main.get_command(app.build(call, words=[*words, *completed.split()]))
    for param in root.params:
        if param.name in COMPLETION:
            setattr(param, "help", _(COMPLETION[param.name]))  # noqa: B010 - options have a help
    try:
        root.main(args=words, prog_name="leadfunnel", standalone_mode=False)
    except (typer.Abort, EOFError):
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        _explain(error, out)


COMPLETION = {
    "install_completion": N_("Install completion for the current shell."),
    "show_completion": N_("Show completion for the current shell, to copy or change it."),
}


def _bind_domain() -> None:
    """Let Typer's own words come from this program's catalogue, in the chosen language."""
    import gettext

    os.environ["LANGUAGE"] = i18n.FALLBACKS[i18n.language()][0] if i18n.language() != "en" else "en"
    gettext.bindtextdomain("leadfunnel", str(i18n.FOLDER))
    gettext.textdomain("leadfunnel")


def _explain(error: typer.TyperException, out: TextIO) -> None:
    """Raise what the error means in this program's own words; bare calls print the help."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "leadfunnel"
    if kind == "NoArgsIsHelpError":
        out.write(error.message + "\n")
        return
    if kind == "NoSuchOption":
        raise NoSuchOption(name=getattr(error, "option_name", ""), command=command)
    if kind == "MissingParameter":
        param = getattr(error, "param", None)
        name = param.make_metavar(context) if param is not None else ""
        raise MissingArgument(name=name, command=command)
    raise UsageError(problem=error.format_message(), command=command)
