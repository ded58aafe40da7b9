"""Running a command; at a terminal, asking which of several customers was meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, AmbiguousError
from leadfunnel.options import Options
from leadfunnel.workspace import Workspace

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any, TextIO


def perform(
    command: Callable[..., None],
    values: Mapping[str, Any],
    options: Options,
    environ: Mapping[str, str],
    streams: tuple[TextIO, TextIO],
) -> None:
    """Run a command, again with each answer to who was meant: until then it changed nothing."""
    picked: dict[str, int] = {}
    settled = False
    while True:
        workspace = Workspace(options, environ, *streams, picked)
        if workspace.can_ask and not settled:
            from leadfunnel.cli import letters

            values, settled = letters.settled(workspace, command.__name__, values), True
        try:
            command(workspace, **values)
        except AmbiguousError as error:
            asked = error.values.get("who")
            if not isinstance(asked, str) or asked in picked or not _may_ask(workspace, values):
                raise
            picked[asked] = _pick(workspace, error)
        else:
            return


def _may_ask(workspace: Workspace, values: Mapping[str, Any]) -> bool:
    """Whether a person is there whose standard input the command has not read."""
    return workspace.can_ask and not any(
        value == "-" or (isinstance(value, list) and "-" in value) for value in values.values()
    )


def _pick(workspace: Workspace, error: AmbiguousError) -> int:
    """Return the number of the candidate that is typed; raise the error if none is wanted."""
    from leadfunnel.views.failures import question_lines

    offered = {str(record["id"]) for record in error.candidates}
    for line in question_lines(error):
        workspace.err.write(f"{line}\n")
    while True:
        typed = workspace.answer(said(N_("Which number is meant?"))).removeprefix("#")
        if typed in offered:
            return int(typed)
        if not typed:
            raise error
