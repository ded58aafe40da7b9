"""Why something of a campaign is refused."""

from __future__ import annotations

from leadfunnel.errors import N_, AmbiguousError, NotFoundError, RefusedError, UnreadableError


class NoCampaign(NotFoundError):
    """No such campaign, or none at all."""

    code = "no_campaign"
    message = N_("No campaign {text}.")
    hint = N_("See them with: leadfunnel campaign list")


class NoCampaignYet(NotFoundError):
    """There is none."""

    code = "no_campaign_yet"
    message = N_("There is no campaign yet.")
    hint = N_("Begin one with: leadfunnel campaign new 五一爆破 --from 2027-05-01 --to 2027-05-03")


class SeveralCampaigns(AmbiguousError):
    """Words that several campaigns have."""

    code = "several_campaigns"
    message = N_("{text} may be one of several campaigns.")
    hint = N_("Say its number, such as {first}.")


class CampaignTaken(RefusedError):
    """Two open campaigns cannot share a name."""

    code = "campaign_taken"
    message = N_("There is a campaign {name} already.")
    hint = N_("Change it with: leadfunnel campaign edit {typed} ...")


class BadCampaignName(UnreadableError):
    """A name is a few words, and no number."""

    code = "bad_campaign_name"
    message = N_("A campaign needs a name of 1 to {most} characters, not a number.")
    hint = N_("For example: leadfunnel campaign new 五一爆破 --from 2027-05-01 --to 2027-05-03")


class BadCampaignDays(UnreadableError):
    """Days that do not follow each other."""

    code = "bad_campaign_days"
    message = N_("The days do not follow each other: {days}.")
    hint = N_("Warming up comes first, and the last day is not before the first.")


class NoCampaignDays(UnreadableError):
    """A campaign has a first and a last day."""

    code = "no_campaign_days"
    message = N_("Say the first and the last day of the sale.")
    hint = N_("For example: leadfunnel campaign new {name} --from 2027-05-01 --to 2027-05-03")


class CampaignClosed(RefusedError):
    """Nothing is recorded in a campaign that is closed."""

    code = "campaign_closed"
    message = N_("The campaign {name} is closed.")
    hint = N_("Open it again with: leadfunnel campaign edit {typed} --open")


class NothingToEdit(UnreadableError):
    """An edit changes something."""

    code = "nothing_to_edit"
    message = N_("Say what to change.")
    hint = N_("For example: leadfunnel campaign edit {name} --to 2027-05-04")


class NoGuides(RefusedError):
    """Somebody has to invite."""

    code = "no_guides"
    message = N_("The campaign {name} has no guides yet.")
    hint = N_("Add one with: leadfunnel campaign guide 小李")


class JunkPerson(RefusedError):
    """Whoever is junk is not invited again."""

    code = "junk_person"
    message = N_("{name} was marked as junk: {reason}.")
    hint = N_("If that was wrong: leadfunnel campaign reopen {id}")


class NotJunk(RefusedError):
    """Nothing to take back."""

    code = "not_junk"
    message = N_("{name} is neither junk nor without a wish to come.")


class MayNotInvite(RefusedError):
    """Somebody who asked not to be contacted is not invited."""

    code = "may_not_invite"
    message = N_("{name} asked not to be contacted.")
    hint = N_("If that changed: leadfunnel edit {id} --may-contact")


class NoCheck(NotFoundError):
    """Nothing of that kind has to be ready."""

    code = "no_check"
    message = N_("Nothing called {text} has to be ready: one of {checks}.")


class BadGoal(UnreadableError):
    """A goal is a whole number."""

    code = "bad_goal"
    message = N_("{text} is no number from 0 to {most}.")
