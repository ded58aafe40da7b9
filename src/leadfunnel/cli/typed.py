"""Reading a command line with Typer: help, completion, and whatever the table leaves to it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, TextIO

import typer

from leadfunnel import i18n
from leadfunnel.cli import app, arguments, commands, picking
from leadfunnel.cli.app import HELP
from leadfunnel.cli.registry import COMMANDS, Command
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.i18n import _
from leadfunnel.options import Options


class UsageError(UnreadableError):
    """The command line is not one that leadfunnel knows."""

    code = "usage"
    message = N_("{problem}")
    hint = N_("See the usage with: {command} --help")


class NoSuchOption(UsageError):
    """The command has no such option."""

    code = "no_such_option"
    message = N_("No such option: {name}.")


class BelowZero(UsageError):
    """A number below zero, which looks like an option."""

    code = "below_zero"
    message = N_("{name} is below zero: a number is 0 or more here.")
    hint = N_("If it is meant as text, put -- before it. See the usage with: {command} --help")


class MistypedOption(NoSuchOption):
    """The command has an option much like it."""

    hint = N_("Perhaps {known} was meant. See the usage with: {command} --help")


class BelowNothing(NoSuchOption):
    """A number with a minus sign was read as an option."""

    message = N_("What begins with a minus sign is read as an option: {name}.")
    hint = N_("Amounts and counts are never below 0. See the usage with: {command} --help")


class MissingArgument(UsageError):
    """The command needs more to be said."""

    code = "missing_argument"
    message = N_("Missing: {name}.")


class MissingValue(UsageError):
    """The option needs a value."""

    code = "missing_value"
    message = N_("The option {name} needs a value.")


class BadNumber(UsageError):
    """The text is no whole number, or not in the range."""

    code = "bad_number"
    message = N_("{name} must be a whole number from {low} to {high}.")


def run(words: list[str], environ: Mapping[str, str], out: TextIO, err: TextIO) -> None:
    """Let Typer read the words and run what they name."""

    def call(options: Options, command: Command, values: dict[str, Any]) -> None:
        picking.perform(commands.load(command.target), values, options, environ, (out, err))

    _bind_domain()
    completed = environ.get("COMP_WORDS", "") + " " + environ.get("_TYPER_COMPLETE_ARGS", "")
    root = typer.main.get_command(app.build(call, words=[*words, *completed.split()]))
    for param in root.params:
        if param.name in COMPLETION:
            setattr(param, "help", _(COMPLETION[param.name]))  # noqa: B010 - options have a help
    if _asks_for_help(words):
        out.write(_help(root, words[:-1]) + "\n")
        return
    try:
        root.main(args=words, prog_name="leadfunnel", standalone_mode=False)
    except (typer.Abort, EOFError):
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        _explain(error, out, words)


_BELOW_ZERO = re.compile(r"-[0-9][0-9,.]*[%a-zA-Z万萬千元块塊]{0,3}")
COMPLETION = {
    "install_completion": N_("Install completion for the current shell."),
    "show_completion": N_("Show completion for the current shell, to copy or change it."),
}


def _asks_for_help(words: list[str]) -> bool:
    named = {command.path[:length] for command in COMMANDS for length in range(3)}
    return words[-1:] in (["--help"], ["-h"]) and tuple(words[:-1]) in named


def _help(root: Any, path: list[str]) -> str:
    """Return a command's help without having the command line parsed, which takes as long."""
    command, context = root, root.context_class(root, info_name="leadfunnel", **HELP)
    for name in [" ".join(path)] if tuple(path) in arguments.BESIDE else path:
        command = command.commands[name]
        context = command.context_class(command, info_name=name, parent=context)
    return str(command.get_help(context))


def _bind_domain() -> None:
    """Let Typer's own words come from this program's catalogue, in the chosen language."""
    import gettext

    os.environ["LANGUAGE"] = i18n.FALLBACKS[i18n.language()][0] if i18n.language() != "en" else "en"
    gettext.bindtextdomain("leadfunnel", i18n.FOLDER)
    gettext.textdomain("leadfunnel")


def _explain(error: typer.TyperException, out: TextIO, words: list[str]) -> None:
    """Raise what the error means in this program's own words; bare calls print the help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        out.write(error.message + "\n")
        return
    context = getattr(error, "ctx", None)
    command = context.command_path if context else _command(words)
    name = getattr(error, "option_name", "")
    number = next((word for word in words if _BELOW_ZERO.fullmatch(word)), None)
    if number and type(error).__name__ == "NoSuchOption" and number.startswith(name):
        raise BelowZero(name=number, command=command)
    raise _meant(error, command)


def _command(words: list[str]) -> str:
    names = {command.path[0] for command in COMMANDS}
    return " ".join(["leadfunnel", *[word for word in words if word in names][:1]])


def _meant(error: typer.TyperException, command: str) -> UsageError:
    kind = type(error).__name__
    param = getattr(error, "param", None)
    name = getattr(error, "option_name", "")
    if kind == "NoSuchOption":
        if name[1:2].isdigit():
            return BelowNothing(name=name, command=command)
        known = ", ".join(sorted(getattr(error, "possibilities", None) or ()))
        found = MistypedOption if known else NoSuchOption
        return found(name=name, known=known, command=command)
    if kind == "MissingParameter" and param is not None:
        return MissingArgument(name=param.metavar.rstrip("."), command=command)
    if kind == "BadOptionUsage" and "requires" in error.message:
        return MissingValue(name=name, command=command)
    if kind == "BadParameter" and param is not None and hasattr(param, "max"):
        shown = param.opts[-1] if param.param_type_name == "option" else param.metavar.strip("[]")
        return BadNumber(name=shown, low=param.min, high=param.max, command=command)
    return UsageError(problem=error.format_message(), command=command)
