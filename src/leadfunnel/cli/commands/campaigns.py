"""`campaign` and all that stands below it."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.as_known import Then
from leadfunnel.services.campaign_reports import Asked
from leadfunnel.services.campaign_setting import Terms

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class OnlyWithOpen(UnreadableError):
    """A guide picks among the people behind a figure."""

    code = "only_with_open"
    message = N_("--guide goes with --open here: every guide has a line of the report.")
    hint = N_("For example: leadfunnel campaign summary --open not-bought --guide 小李")


class OnlyByDay(UnreadableError):
    """A summary is shown whole, or day by day."""

    code = "only_by_day"
    message = N_("--by takes day here, and does not go with --open.")
    hint = N_("For example: leadfunnel campaign summary --by day")


DAY = frozenset(("day", "days", "天", "日", "每天", "按天"))


def _by_day(by: str | None, figure: str | None) -> bool:
    if by is not None and (by.strip().lower() not in DAY or figure is not None):
        raise OnlyByDay()
    return by is not None


def _only_open(guide: str | None) -> None:
    if guide is not None:
        raise OnlyWithOpen()


def new(
    desk: Workspace,
    name: p.CampaignName,
    from_: p.SaleFrom = None,
    to: p.SaleTo = None,
    warm_from: p.WarmFrom = None,
    goal: p.SaleGoal = None,
    organiser: p.Organiser = None,
    calls: p.CallsGoal = None,
    group: p.GroupGoal = None,
    reward: p.Reward = None,
    penalty: p.Penalty = None,
    exchange: p.ExchangeRate = None,
    without_visit: p.WithoutVisit = None,
    floor: p.GroupFloor = None,
    source: p.MetThere = None,
) -> None:
    """Begin a campaign."""
    days, goals = (from_, to, warm_from), (calls, group, reward, penalty)
    terms = Terms(*days, goal, organiser, *goals, exchange, without_visit, floor, source)
    desk.show(desk.campaigns.new(name, terms))


def edit(
    desk: Workspace,
    name: p.CampaignName,
    from_: p.SaleFrom = None,
    to: p.SaleTo = None,
    warm_from: p.WarmFrom = None,
    goal: p.SaleGoal = None,
    organiser: p.Organiser = None,
    calls: p.CallsGoal = None,
    group: p.GroupGoal = None,
    reward: p.Reward = None,
    penalty: p.Penalty = None,
    exchange: p.ExchangeRate = None,
    without_visit: p.WithoutVisit = None,
    floor: p.GroupFloor = None,
    source: p.MetThere = None,
    open_: p.OpenAgain = False,
) -> None:
    """Change a campaign."""
    days, goals = (from_, to, warm_from), (calls, group, reward, penalty)
    terms = Terms(*days, goal, organiser, *goals, exchange, without_visit, floor, source)
    desk.show(desk.campaigns.edit(name, terms, reopen=open_))


def list_(desk: Workspace) -> None:
    """List the campaigns."""
    desk.show(desk.campaigns.list())


def show(desk: Workspace, name: p.CampaignMaybe = None) -> None:
    """Show one campaign."""
    desk.show(desk.campaigns.show(name))


def close(desk: Workspace, name: p.CampaignMaybe = None) -> None:
    """End a campaign."""
    desk.show(desk.campaigns.close(name))


def guide(
    desk: Workspace,
    names: p.GuideNames,
    campaign: p.CampaignOf = None,
    calls: p.CallsGoal = None,
    group: p.GroupGoal = None,
) -> None:
    """Let somebody invite."""
    desk.show(desk.campaigns.guide(names, campaign, calls, group))


def done(desk: Workspace, check: p.CheckCode, campaign: p.CampaignOf = None) -> None:
    """Note that something is ready."""
    desk.show(desk.campaigns.done(check, campaign))


def fill(
    desk: Workspace,
    words: p.FillWords = None,
    where: p.Where = None,
    campaign: p.CampaignOf = None,
    dry_run: p.DryRun = False,
) -> None:
    """Put customers on the list."""
    from leadfunnel.cli.commands.bulk import whom

    rest = list(words or ())
    if campaign is None and rest:
        campaign = rest.pop(0)
    if where is None and rest and rest != ["-"] and _is_filter(rest):
        where, rest = " ".join(rest), []
    named = whom(desk, rest, where, dry_run=dry_run)
    desk.show(desk.campaign_lists.fill(named, campaign))


def _is_filter(words: list[str]) -> bool:
    """Tell whether words are a filter rather than customers."""
    return any(sign in word for word in words for sign in "=<>~＝＜＞～!！")


def assign(desk: Workspace, name: p.CampaignMaybe = None, each: p.AssignEach = None) -> None:
    """Give every guide the calls of a day."""
    desk.show(desk.campaign_lists.assign(name, each))


def take(desk: Workspace, count: p.TakeCount, campaign: p.CampaignOf = None) -> None:
    """Take calls from the list."""
    desk.show(desk.campaign_lists.take(count, campaign))


def enter(
    desk: Workspace,
    lines: p.EnterLines = None,
    guide: p.GuideOf = None,
    campaign: p.CampaignOf = None,
    at: p.At = None,
) -> None:
    """Type a paper sheet."""
    text = desk.text("-") if not lines or lines == ["-"] else "\n".join(lines)
    desk.show(desk.campaign_paper.enter((text or "").splitlines(), guide, campaign, at))


def reopen(desk: Workspace, who: p.Who, campaign: p.CampaignOf = None) -> None:
    """Invite somebody again who was junk."""
    desk.show(desk.campaign_entry.reopen(who, campaign))


def check(
    desk: Workspace,
    name: p.CampaignMaybe = None,
    on: p.CheckDay = None,
    open_: p.OpenInvited = None,
    guide: p.OpenGuide = None,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Show what was done on a day."""
    reports, then = desk.campaign_reports, Then(as_of, known_at)
    if open_ is not None:
        desk.show(reports.opened(name, open_, Asked(on, whole=False, guide=guide), then))
        return
    _only_open(guide)
    desk.show(reports.check(name, on, then))


def summary(
    desk: Workspace,
    name: p.CampaignMaybe = None,
    on: p.CheckDay = None,
    output: p.SummaryOutput = None,
    by: p.SummaryBy = None,
    open_: p.OpenInvited = None,
    guide: p.OpenGuide = None,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
    force: p.Overwrite = False,
) -> None:
    """Show what a campaign came to."""
    reports, then = desk.campaign_reports, Then(as_of, known_at)
    by_day = _by_day(by, open_)
    if open_ is not None:
        desk.show(reports.opened(name, open_, Asked(on, whole=True, guide=guide), then))
        return
    _only_open(guide)
    found = reports.summary(name, on, then, by_day=by_day)
    if output is None:
        desk.show(found)
    else:
        desk.publish_campaign(found, output, force=force)


class AllOrOne(UnreadableError):
    """Sheets are of one guide or of all."""

    code = "all_or_one"
    message = N_("Say --guide or --all.")


def sheet(
    desk: Workspace,
    output: p.SheetOutput,
    guide: p.GuideOf = None,
    campaign: p.CampaignOf = None,
    all_: p.AllGuides = False,
    force: p.Overwrite = False,
) -> None:
    """Write a guide's sheets."""
    if not all_:
        desk.publish_forms(desk.campaign_sheets.sheet(guide, campaign), output, force=force)
        return
    if guide is not None:
        raise AllOrOne()
    every = desk.campaign_sheets.sheets(campaign)
    desk.publish_all_forms(every, output, force=force)


def collect(
    desk: Workspace,
    files: p.FilledFiles,
    guide: p.GuideOf = None,
    campaign: p.CampaignOf = None,
    skip_bad: p.SkipBad = False,
) -> None:
    """Read sheets back."""
    found = desk.campaign_collect.collect(
        files, guide, campaign, desk.stdin_bytes, skip_bad=skip_bad
    )
    desk.show(found)


def compare(
    desk: Workspace,
    names: p.CampaignNames,
    as_of: p.AsOf = None,
    known_at: p.KnownAt = None,
) -> None:
    """Compare campaigns."""
    desk.show(desk.campaign_reports.compare(names, Then(as_of, known_at)))
