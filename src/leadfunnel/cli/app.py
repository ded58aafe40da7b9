"""The Typer application, declared from the registry. It parses whatever the table cannot.

Typer and its parameters cost more to import than a daily command takes, so `main` tries the
argument table compiled from this application first (`cli.table`, made by `cli.compile`).
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable, Sequence
from typing import Any, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup

from leadfunnel import __version__
from leadfunnel.cli import arguments, commands, params
from leadfunnel.cli.help_pages import write_list
from leadfunnel.cli.registry import COMMANDS, GROUPS, Command
from leadfunnel.cli.short import SHORT
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.i18n import _
from leadfunnel.options import Options
from leadfunnel.workspace import Workspace

_RANGE = re.compile(r"\s*\[[^\]]*[<>]=?[^\]]*\]$")  # how Typer prints the range of a number
Runner = Callable[[Options, Command, dict[str, Any]], None]

COMMON = {
    "json": params.JsonOption,
    "lang": params.LangOption,
    "db": params.DbOption,
    "user": params.UserOption,
    "yes": params.YesOption,
    "mask": params.MaskOption,
}
HELP: dict[str, Any] = {"help_option_names": ["-h", "--help"]}
DEFAULTS: dict[str, Any] = {
    "json": False,
    "lang": None,
    "db": None,
    "user": None,
    "yes": False,
    "mask": None,
}


class TooManyWords(UnreadableError):
    """More was said than the command takes."""

    code = "too_many_words"
    message = N_("Too many words: {words}.")
    hint = N_("Put what belongs together in quotes. See the usage with: {command} --help")


class LooseAmount(TooManyWords):
    """An amount was said without its option."""

    hint = N_("Perhaps it is an amount: {option} {amount}")


class NoSuchCommand(UnreadableError):
    """There is no command of this name."""

    code = "no_such_command"
    message = N_("No such command: {name}.")
    hint = N_("See the usage with: {command} --help")


class MistypedCommand(NoSuchCommand):
    """There is a command much like it."""

    hint = N_("Perhaps {known} was meant. See the usage with: {command} --help")


def _unchecked(ctx: Any, value: Any) -> Any:  # noqa: ARG001 - called by name
    """Completion needs no checked values, and checking them would import pydantic."""
    return value


class _Usage:
    """Says `Usage:` and the help option in the chosen language, as Typer does not."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def get_params(self, ctx: Any) -> Any:
        found = super().get_params(ctx)  # type: ignore[misc]
        if commands.COMPLETING in os.environ:
            for param in found:
                param.process_value = _unchecked
        return found

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this message and exit.")
        return option


def _too_many(command: Any, rest: list[str], path: str) -> TooManyWords:
    """Return the error about words that no parameter takes."""
    words, last = " ".join(rest), rest[-1]
    options = {name for param in command.params for name in param.opts}
    option = next((name for name in ("--price", "--amount") if name in options), None)
    if option and any(map(str.isdigit, last)):
        return LooseAmount(words=words, option=option, amount=last)
    return TooManyWords(words=words, command=path)


class CommandWithUsage(_Usage, TyperCommand):
    """One command, its parameters named in help as they are typed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words; raise TooManyWords for those that no parameter takes."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise _too_many(self, rest, ctx.command_path)
        return rest

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what follows the command's name in its usage."""
        return [_("[OPTIONS]"), *(_as_typed(param) for param in _arguments(self, ctx))]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what each argument and option means."""
        arguments = [(_as_typed(param), param.help or "") for param in _arguments(self, ctx)]
        write_list(formatter, _("Arguments"), arguments)
        write_list(formatter, _("Options"), _options(self, ctx))


class GroupWithUsage(_Usage, TyperGroup):
    """A group of commands."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002 - called by Typer
        """Return what follows the group's name in its usage."""
        return [_("[OPTIONS]"), _("COMMAND ...")]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what each option and command does."""
        write_list(formatter, _("Options"), _options(self, ctx))
        rows = [(name, command.help or "") for name, command in self.commands.items()]
        write_list(formatter, _("Commands"), rows)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Return what may follow; a name of two words is no word to complete."""
        found = super().shell_complete(ctx, incomplete)
        return [item for item in found if " " not in item.value]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the words name; raise NoSuchCommand."""
        from difflib import get_close_matches

        beside = args[:2]
        if arguments.is_beside(beside, args[2:]):
            name = " ".join(beside)
            return name, self.commands[name], args[2:]
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            known = ", ".join(get_close_matches(name, self.commands))
            found = MistypedCommand if known else NoSuchCommand
            raise found(name=name, known=known, command=ctx.command_path)
        return super().resolve_command(ctx, args)


def _arguments(command: TyperCommand, ctx: Any) -> list[Any]:
    return [param for param in command.get_params(ctx) if param.param_type_name == "argument"]


def _options(command: Any, ctx: Any) -> list[tuple[str, str]]:
    return [
        (row[0], _RANGE.sub("", row[1]))
        for param in command.get_params(ctx)
        if param.param_type_name == "option" and (row := param.get_help_record(ctx))
    ]


def _as_typed(param: Any) -> str:
    name = str(param.metavar)
    return name if param.required or name.startswith("[") else f"[{name}]"


def build(run: Runner, words: Sequence[str] | None = None) -> typer.Typer:
    """Return the application.

    With `words`, only the commands they name are declared in full; of the others the name and
    the help are enough, of other groups their own, and declaring all of them takes as long as
    importing Typer.
    """
    app = _typer(_("The sales funnel a seller keeps in the terminal."))
    app.callback(invoke_without_command=True)(_root)
    groups: dict[str, typer.Typer] = {}
    for command in COMMANDS:
        parent, name = app, command.path[-1]
        if command.path in arguments.BESIDE:
            name = " ".join(command.path)
        elif len(command.path) > 1:
            group = command.path[0]
            if group not in groups:
                groups[group] = _typer(_(GROUPS[group]))
                app.add_typer(groups[group], name=group)
            if words is not None and group not in words:
                continue
            parent = groups[group]
        parent.command(name, cls=CommandWithUsage, help=_help(command))(
            _declared(command, run) if words is None or command.path[0] in words else _nothing
        )
    return app


def _help(command: Command) -> str:
    """Return a command's help behind the short words for it: lists cut what is long at its end."""
    text, short = _(command.help), SHORT.get(command.path)
    return f"({', '.join(short)}) {text}" if short else text


def _nothing() -> None:
    """Stand for a command that the words do not name."""


def _typer(text: str) -> typer.Typer:
    return typer.Typer(
        cls=GroupWithUsage,
        help=text,
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=HELP,
    )


def _root(  # noqa: PLR0913, PLR0917 - Typer needs every option in the signature
    ctx: typer.Context,
    json: params.JsonOption = False,
    lang: params.LangOption = None,
    db: params.DbOption = None,
    user: params.UserOption = None,
    yes: params.YesOption = False,
    mask: params.MaskOption = None,
    version: bool = typer.Option(False, "--version", help=_("Print the version.")),
) -> None:
    ctx.obj = Options(json, lang, db, user, yes, mask)
    if version:
        typer.echo(f"leadfunnel {__version__}")
        raise typer.Exit


def parameters(command: Command) -> list[inspect.Parameter]:
    """Return a command's own parameters and the common ones, their annotations resolved."""
    function = commands.load(command.target)
    names = {"p": params, "Workspace": Workspace}
    hints = get_type_hints(function, globalns=names, include_extras=True)
    own = [
        parameter.replace(annotation=hints[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in list(inspect.signature(function).parameters.values())[1:]
    ]
    return own + [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=DEFAULTS[name], annotation=annotation
        )
        for name, annotation in COMMON.items()
    ]


def _declared(command: Command, run: Runner) -> Callable[..., None]:
    """Return a function with the command's parameters and the common ones, for Typer to read."""
    given_first = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    listed = [given_first, *parameters(command)]

    def call(ctx: typer.Context, **given: Any) -> None:
        inner = Options(**{name: given.pop(name) for name in COMMON})
        run(inner.over(ctx.find_root().obj or Options()), command, given)

    call.__signature__ = inspect.Signature(listed)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in listed}
    call.__name__ = "_".join(command.path).replace("-", "_")
    return call
