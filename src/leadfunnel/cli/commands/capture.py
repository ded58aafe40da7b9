"""`add` and `edit`."""

from __future__ import annotations

from leadfunnel.cli.commands.bulk import whom
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.details import Details, Entering

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class UpdateOrForce(UnreadableError):
    """The answers to a duplicate exclude each other."""

    code = "update_or_force"
    message = N_("Say one of --update, --again and --force.")


def add(
    desk: Workspace,
    text: p.Lines = None,
    name: p.NameOption = None,
    phone: p.Phones = None,
    wechat: p.Wechats = None,
    email: p.Emails = None,
    external_id: p.Externals = None,
    company: p.Company = None,
    address: p.Address = None,
    source: p.Source = None,
    tag: p.TagOptions = None,
    stage: p.StageOption = None,
    owner: p.Owner = None,
    outlet: p.Outlet = None,
    referrer: p.Referrer = None,
    need: p.Needs = None,
    birthday: p.Birthday = None,
    set_: p.SetOptions = None,
    note: p.NoteOption = None,
    next_: p.NextOption = None,
    kind: p.PromiseKind = None,
    call: p.Called = False,
    update: p.Update = False,
    again: p.Again = False,
    force: p.Force = False,
    dry_run: p.DryRun = False,
) -> None:
    """Add a customer from a line and flags."""
    answers = {"update": update, "again": again, "force": force}
    chosen = [answer for answer, said in answers.items() if said]
    if len(chosen) > 1:
        raise UpdateOrForce()
    details = Details(
        name=name,
        company=company,
        address=address,
        source=source,
        outlet=outlet,
        birthday=birthday,
        owner=owner,
        referrer=referrer,
        phones=tuple(phone or ()),
        wechat=tuple(wechat or ()),
        emails=tuple(email or ()),
        external=tuple(external_id or ()),
        tags=tuple(tag or ()),
        sets=tuple(set_ or ()),
    )
    entering = Entering(stage, next_, kind, desk.text(note), tuple(need or ()), call)
    duplicate = chosen[0] if chosen else "refuse"
    line = " ".join(text or ())
    if line == "-":
        from leadfunnel.services.pasting import Paste

        pasted = Paste(desk.text("-") or "", details, entering)
        desk.show(desk.capture.add_pasted(pasted, duplicate, dry_run=dry_run))
        return
    desk.show(desk.capture.add(line, details, entering, duplicate=duplicate, dry_run=dry_run))


def edit(
    desk: Workspace,
    who: p.MaybeWhos = None,
    name: p.NameOption = None,
    phone: p.Phones = None,
    wechat: p.Wechats = None,
    email: p.Emails = None,
    external_id: p.Externals = None,
    remove: p.Removed = None,
    company: p.Company = None,
    address: p.Address = None,
    source: p.Source = None,
    tag: p.TagOptions = None,
    owner: p.Owner = None,
    outlet: p.Outlet = None,
    referrer: p.Referrer = None,
    birthday: p.Birthday = None,
    set_: p.SetOptions = None,
    do_not_contact: p.DoNotContact = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Change fields; an empty text clears one, phones and ids are added or removed."""
    details = Details(
        name=name,
        company=company,
        address=address,
        source=source,
        outlet=outlet,
        birthday=birthday,
        owner=owner,
        referrer=referrer,
        do_not_contact=do_not_contact,
        phones=tuple(phone or ()),
        wechat=tuple(wechat or ()),
        emails=tuple(email or ()),
        external=tuple(external_id or ()),
        tags=tuple(tag or ()),
        remove=tuple(remove or ()),
        sets=tuple(set_ or ()),
    )
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.capture.edit(named, details))
