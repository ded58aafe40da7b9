"""`call --campaign`: one's people of a sale event, one after the other."""

from __future__ import annotations

from datetime import timedelta

from leadfunnel.domain.call_answer import Answer
from leadfunnel.domain.call_queue import Callee
from leadfunnel.domain.campaign_line import Ears, Noted, read_line
from leadfunnel.domain.captured_when import When
from leadfunnel.domain.invited import Invited
from leadfunnel.domain.logged import Logged
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import campaigns
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.calling import Calling, Wanted, Went, queued
from leadfunnel.services.campaign_echo import understood
from leadfunnel.services.campaign_entry import answered, beside, booked, ears
from leadfunnel.services.campaign_lists import opened
from leadfunnel.services.campaign_seats import seated
from leadfunnel.services.morning import whose
from leadfunnel.services.results.calls import CallCard, CallPlace, CallQueue
from leadfunnel.services.results.changed import Changed


class NoJunkReason(UnreadableError):
    """Junk is marked with a reason."""

    code = "no_junk_reason"
    message = N_("Say why they are junk.")
    hint = N_("For example: j competitor")


class CampaignCalling(Calling):
    """The dialler's view of a sale event."""

    marks_junk = True

    def __init__(self, book: Book, campaign: str) -> None:
        super().__init__(book)
        self.campaign = campaign
        self.guide: int | None = None
        self.given = 0

    def queue(self, wanted: Wanted) -> CallQueue:
        """Return whom one invites, or a guide does, and who is still to be called today."""
        with self.book.read() as page:
            found = opened(page, self.campaign)
            self.guide = whose(page, wanted.owner)
            people = campaigns.people(page, found)
            mine = [one for one in people if self.guide in (None, one.guide_id)]
            self.given = len(mine)
            return queued(page, [one.customer_id for one in mine if _is_due(page, one)])

    def idle(self) -> Sentence | None:
        """Return what to say to a guide who was given nobody to call."""
        if self.given:
            return None
        return said(N_("Nobody is given to you; take some with: leadfunnel campaign take 40"))

    def standing(self, number: int) -> Callee | None:
        """Return a customer as the log has them now, None where they are not to be called."""
        with self.book.read() as page:
            if number in campaigns.junk_among(page, [number]):
                return None
        return super().standing(number)

    def card(self, callee: Callee, progress: CallPlace) -> CallCard:
        """Return a customer with what helps to begin the call, and how the day stands."""
        found = super().card(callee, progress)
        place = replace(progress, asked=self._asked())
        return replace(found, progress=place, marks_junk=True)

    def _asked(self) -> tuple[int, int] | None:
        """Return how many the guide asked into the group today, and of how many."""
        from leadfunnel.services.campaign_reports import CampaignReports

        rows = CampaignReports(self.book).check(self.campaign).rows
        row = next((one for one in rows if one.guide and one.guide.user_id == self.guide), None)
        return (row.figures.asked, row.group_goal) if row else None

    def heard(self, page: Page, answer: Answer) -> Logged:
        """Return what the words of an answer say, read as a line of the sheet."""
        if answer.key == "n":
            return super().heard(page, answer)
        if answer.key == "j":
            if not answer.rest:
                raise NoJunkReason()
            return super().heard(page, replace(answer, rest=""))
        noted = self._noted(page, answer)
        if answer.then is not None:
            return replace(super().heard(page, answer), text=noted.text)
        told = super().heard(page, replace(answer, rest=noted.text))
        if noted.visit is None:
            return told
        return replace(told, when=When(noted.visit, "", (), "visit", told.text))

    def _ears(self, page: Page) -> Ears:
        return ears(page, opened(page, self.campaign))

    def _noted(self, page: Page, answer: Answer) -> Noted:
        if answer.key == "j":
            return Noted(reasons={"junk": answer.rest})
        if answer.then is None:
            noted = read_line(answer.rest.split(), self._ears(page))
        else:
            told = super().heard(page, answer)
            noted = read_line(told.text.split(), self._ears(page))
            if answer.then == "v" and told.when is not None:
                noted.visit = told.when.moment
        noted.entry = answer.joined or noted.entry
        return noted

    def followed(self, page: Writing, changed: Changed, went: Went) -> Changed:
        """Move the invitation as the call went: reached, visit booked, in the group, declined."""
        noted = self._noted(page, went.answer)
        seat = seated(page, opened(page, self.campaign), went.number, page.me, page.now)
        answered(page, seat, went.entry.outcome or "connected", went.entry.grade)
        if noted.visit is not None:
            booked(page, seat, noted.visit)
        spoken = beside(page, seat, replace(noted, text=""))
        page.settle()
        customers = page.customers([went.number])
        beyond = understood(replace(noted, grade=None, text=""))
        return replace(changed, customers=customers, said=(*changed.said, *beyond, *spoken))


def _is_due(page: Page, one: Invited) -> bool:
    """Tell whether somebody is to be called today: not junk, not done, no visit further ahead."""
    today = page.calendar.day(page.now)
    if one.junk is not None or one.came_at is not None:
        return False
    if any(page.calendar.day(at) == today for at in one.answers):
        return False
    visit = one.last("visit")
    tomorrow = (today + timedelta(days=1)).isoformat()
    if visit is not None and visit.on_day is not None:
        return visit.on_day <= tomorrow
    tries: int = page.rules("campaign")["tries"]
    return one.tries() < tries
