"""The parameters of what keeps a store whole, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

LookAtAll = Annotated[
    bool, typer.Option("--full", help=_("Look at every row, not only at some drawn by lot."))
]
Fix = Annotated[
    bool, typer.Option("--fix", help=_("Put right what can be, after a backup; nothing is lost."))
]
ChangePassphrase = Annotated[
    bool, typer.Option("--change", help=_("Give an encrypted store another passphrase."))
]
EncryptCopies = Annotated[
    bool, typer.Option("--backups", help=_("Bring the copies under this passphrase, too."))
]
KeepInKeyring = Annotated[
    bool, typer.Option("--keyring", help=_("Keep the passphrase in the keyring of this computer."))
]
Accept = Annotated[
    bool,
    typer.Option("--accept", help=_("With --fix: keep rows as they are whose checksum differs.")),
]
