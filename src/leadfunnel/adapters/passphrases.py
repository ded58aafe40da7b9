"""Where the passphrase of an encrypted file comes from: a command, the keyring, the environment.

Never from the command line, which others on the machine and the shell's history can read.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping

from leadfunnel.errors import N_, BadFileError, StoreError

SERVICE = "leadfunnel"
VARIABLE = "LEADFUNNEL_PASSPHRASE"
COMMAND = "passphrase_command"
PATIENCE_SECONDS = 120
TRIES = 3
TERMINAL = N_("the terminal")
KEYRING = N_("the keyring")

Ask = Callable[[str], str | None]


class CommandFailed(StoreError):
    """The command that should print the passphrase did not."""

    code = "passphrase_command_failed"
    message = N_("passphrase_command does not work: {detail}.")
    hint = N_("Run it by itself, or see it with: leadfunnel config get passphrase_command")


class BadCommand(BadFileError):
    """The command cannot be split into words."""

    code = "bad_passphrase_command"
    message = N_("passphrase_command cannot be read: {detail}.")
    hint = N_('For example: leadfunnel config set passphrase_command "pass show leadfunnel"')


class NoKeyring(StoreError):
    """There is no keyring to keep a passphrase in."""

    code = "no_keyring"
    message = N_("There is no keyring of the system that can be used: {detail}.")
    hint = N_("Use a command instead: leadfunnel config set passphrase_command COMMAND")


class Sources:
    """What may say a passphrase, in the order in which it is asked."""

    def __init__(self, command: str | None, environ: Mapping[str, str], ask: Ask | None) -> None:
        self.command = command
        self.environ = environ
        self.ask = ask

    def each(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield passphrases for a file with where they come from; the terminal comes last."""
        yield from self.configured(path)
        for _ in range(TRIES if self.ask else 0):
            assert self.ask is not None  # noqa: S101 - else there are no tries
            typed = self.ask(path)
            if not typed:
                return
            yield typed, TERMINAL

    def configured(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield what needs nobody at a terminal."""
        if self.command:
            yield printed(self.command, self.environ), COMMAND
        kept = kept_in_keyring(path)
        if kept:
            yield kept, KEYRING
        given = self.environ.get(VARIABLE)
        if given:
            yield given, VARIABLE


def printed(command: str, environ: Mapping[str, str]) -> str:
    """Return the first line that a command prints; it is run as it stands, not by a shell."""
    rest = {name: value for name, value in environ.items() if name != VARIABLE}
    try:
        words = command if os.name == "nt" else shlex.split(command)
    except ValueError as error:
        raise BadCommand(detail=str(error)) from None
    try:
        done = subprocess.run(  # noqa: S603 - the user's own settings name it
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=rest,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except OSError as error:
        raise CommandFailed(detail=error.strerror or str(error)) from None
    except subprocess.TimeoutExpired:
        raise CommandFailed(detail=N_("it does not end")) from None
    if done.returncode:
        raise CommandFailed(detail=f"exit {done.returncode}")
    try:
        lines = done.stdout.decode().splitlines()
    except UnicodeDecodeError:
        raise CommandFailed(detail=N_("what it prints is not UTF-8")) from None
    if not lines or not lines[0]:
        raise CommandFailed(detail=N_("it prints nothing"))
    return lines[0]


def _place(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - a link stays what it is


def kept_in_keyring(path: str) -> str | None:
    """Return what the keyring of the system keeps for a file; None without a keyring."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, _place(path))
    except (KeyringError, OSError, RuntimeError):
        return None


def keep_in_keyring(path: str, passphrase: str | None) -> None:
    """Keep the passphrase of a file in the keyring of the system, or take it out for None."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise NoKeyring(detail="pip install keyring") from None
    place = _place(path)
    try:
        if passphrase is not None:
            keyring.set_password(SERVICE, place, passphrase)
        elif keyring.get_password(SERVICE, place) is not None:
            keyring.delete_password(SERVICE, place)
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoKeyring(detail=str(error).splitlines()[0] if str(error) else "?") from None
