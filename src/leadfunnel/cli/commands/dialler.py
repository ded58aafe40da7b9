"""`call`."""

from __future__ import annotations

from leadfunnel.cli import dialing
from leadfunnel.services.calling import Wanted

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.services.calling import Calling
    from leadfunnel.workspace import Workspace


def call(
    desk: Workspace,
    who: p.MaybeWhos = None,
    where: p.Where = None,
    today: p.CallToday = False,
    grade: p.CallGrades = None,
    segment: p.CallSegment = None,
    owner: p.OwnerFilter = None,
    list_: p.CallList = False,
    campaign: p.CampaignLogged = None,
) -> None:
    """Work through calls, one customer at a time."""
    if not list_ and not desk.answers(listed=who == ["-"]):
        raise dialing.NobodyToAsk()
    given = (
        bool(who),
        where is not None,
        segment is not None,
        today,
        grade is not None,
        campaign is not None,
    )
    if sum(given) > 1:
        raise dialing.CalledTwice()
    grades = tuple(grade.replace("，", ",").split(",")) if grade is not None else ()
    wanted = Wanted(grades=grades, owner=owner)
    if segment is not None:
        from leadfunnel.services.segments import condition

        where = condition(segment)
    if who or where is not None:
        from leadfunnel.cli.commands.bulk import whom

        wanted = Wanted(whom(desk, who, where, dry_run=False), owner=owner)
    if campaign is None:
        _serve(desk, desk.calling, wanted, listed=list_)
        return
    calling = desk.campaign_calls(campaign)
    _serve(desk, calling, wanted, listed=list_)
    idle = calling.idle()
    if idle is not None:
        desk.say(idle)


def _serve(desk: Workspace, calling: Calling, wanted: Wanted, *, listed: bool) -> None:
    queue = calling.queue(wanted)
    if listed:
        desk.show(queue)
        return
    quiet = calling.quiet()
    if quiet is not None:
        desk.say(quiet)
    dialing.serve(desk, queue, calling)
