"""`today`, `why`, `digest`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace

ALL = ("all", "所有", "全部")


class OnlyAll(UnreadableError):
    """`today` takes no other word than all."""

    code = "only_all"
    message = N_("{text} says nothing here.")
    hint = N_("All suggestions: leadfunnel today all; of one customer: leadfunnel why WHO")


class OneForm(UnreadableError):
    """A list has one form at a time."""

    code = "one_form"
    message = N_("Say --text, --md or --notify, one of them.")


class ToWhom(UnreadableError):
    """A message goes somewhere."""

    code = "to_whom"
    message = N_("Say where to send it: --to URL, or a name in {path}.")
    hint = N_('Write a line into that file: team = "https://..."')


def today(
    desk: Workspace,
    everything: p.MaybeEverything = None,
    owner: p.OwnerFilter = None,
    all_: p.All = False,
    text: p.AsText = False,
    md: p.AsMarkdown = False,
    notify: p.Notify = False,
) -> None:
    """Show the morning list."""
    if text + md + notify > 1:
        raise OneForm()
    if everything is not None and everything.strip().lower() not in ALL:
        raise OnlyAll(text=everything)
    if notify:
        _notify(desk)
        return
    agenda = desk.morning.today(owner=owner, everything=all_ or everything is not None)
    if not (text or md or desk.options.mask):
        desk.show(agenda)
        _copy_when_due(desk)
        return
    from leadfunnel.services.results.paste import Pasted

    desk.show(Pasted(agenda, "md" if md else "text", desk.masked))


def _copy_when_due(desk: Workspace) -> None:
    """Make the copy that `add` says is due while the list is read; only where a person waits."""
    if not desk.asks or not desk.store_is_large:
        return
    desk.out.flush()
    done = desk.backups.when_due()
    for sentence in done.said if done else ():
        desk.say(sentence)


def _notify(desk: Workspace) -> None:
    from shutil import which

    from leadfunnel.services.results.paste import Notices

    program = which("leadfunnel") or "leadfunnel"
    who = () if desk.address else ("--user", desk.user)  # on a server the address says who
    options = ("--db", desk.named_place, *who)
    command = (program, "digest", "--to", "NAME", *options)
    desk.show(Notices(command, hour=8, minute=30))


def why(desk: Workspace, who: p.Who) -> None:
    """Show why somebody is on or off the morning list."""
    desk.show(desk.explaining.why(who))


def digest(
    desk: Workspace,
    to: p.Webhook = None,
    owner: p.OwnerFilter = None,
    shape: p.WebhookShape = None,
    phones: p.WholePhones = False,
    dry_run: p.DryRun = False,
) -> None:
    """Send the morning list to the webhook of a chat."""
    from pathlib import Path

    from leadfunnel.adapters import webhook
    from leadfunnel.services.results.paste import Delivered, Pasted
    from leadfunnel.views.paste import paste

    path = Path(desk.beside_config("webhooks.toml"))
    if to is None:
        raise ToWhom(path=str(path))
    hook = webhook.webhook(to, path, shape)
    agenda = desk.morning.today(owner=owner)
    text, markdown = (
        paste(Pasted(agenda, form, not phones), desk.setting) for form in ("text", "md")
    )
    body = webhook.body(hook.shape, text.partition("\n")[0], text, markdown)
    if not dry_run:
        webhook.post(hook, body)
    desk.show(Delivered(hook.host, hook.shape, body, sent=not dry_run))
