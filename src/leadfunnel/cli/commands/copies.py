"""`backup`, `backup list|verify|prune`, `restore`, `encrypt`, `decrypt`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def backup(desk: Workspace, name: p.BackupName = None, auto: p.BackupAuto = False) -> None:
    """Make a checked copy of the store."""
    desk.show(desk.backups.automatic() if auto and name is None else desk.backups.make(name))


def list_(desk: Workspace) -> None:
    """List the copies."""
    desk.show(desk.backups.list())


def verify(desk: Workspace, names: p.CopyNames = None) -> None:
    """Read copies to their ends."""
    desk.show(desk.backups.verify(names or ()))


def prune(desk: Workspace, names: p.SpentNames = None, dry_run: p.DryRun = False) -> None:
    """Remove copies."""
    desk.show(desk.backups.prune(names or (), dry_run=dry_run))


def restore(desk: Workspace, name: p.CopyName) -> None:
    """Bring a copy back."""
    desk.show(desk.restoring.restore(name))


def encrypt(
    desk: Workspace,
    change: p.ChangePassphrase = False,
    copies: p.EncryptCopies = False,
    keyring: p.KeepInKeyring = False,
) -> None:
    """Encrypt the store in its place."""
    from leadfunnel.services.encrypting import Wish

    desk.show(desk.encrypting.encrypt(Wish(change, copies, keyring)))


def decrypt(desk: Workspace) -> None:
    """Keep the store without encryption."""
    desk.show(desk.encrypting.decrypt())
