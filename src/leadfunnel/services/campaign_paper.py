"""`campaign enter`: a paper sheet typed in, one line a person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.campaign_line import read_line
from leadfunnel.domain.sentence import Phrase, Sentence, counted
from leadfunnel.errors import N_, LeadfunnelError, UnreadableError
from leadfunnel.services import campaigns, owners, promises, who, whom
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.campaign_entry import ears, line
from leadfunnel.services.campaign_lists import opened
from leadfunnel.services.one_line import leading
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.who_refusals import SeveralCustomers

MOST = 500


class NoLines(UnreadableError):
    """There is nothing to record."""

    code = "no_lines"
    message = N_("There is no line to record.")
    hint = N_("One line a person: leadfunnel campaign enter --guide 小李 '0003 B 烟机 群 周六来'")


class TooManyLines(UnreadableError):
    """A sheet of paper has not so many lines."""

    code = "too_many_lines"
    message = N_("{count} lines are too many at once; at most {most}.")
    hint = N_("Read a file with: leadfunnel campaign collect FILE")


class BadLines(UnreadableError):
    """Some lines cannot be recorded, so none is."""

    code = "bad_lines"
    message = N_("{count} of {total} lines cannot be recorded; nothing was changed.")
    hint = N_("Mend or leave out these lines, and enter all of them again.")


class CampaignPaper:
    """Paper sheets."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def enter(
        self,
        lines: Sequence[str],
        guide: str | None,
        campaign: str | None,
        at: str | None = None,
    ) -> Changed:
        """Record one line a person for a guide; one line amiss and nothing is recorded."""
        kept = [(place, text.strip()) for place, text in enumerate(lines, 1) if text.strip()]
        if not kept:
            raise NoLines()
        if len(kept) > MOST:
            raise TooManyLines(count=len(kept), most=MOST)
        with self.book.record("campaign enter", guide or "") as page:
            found = opened(page, campaign)
            by, spoken = owners.named(page, guide) if guide else (page.me, ())
            moment = page.now if at is None else promises.read_past(page, at)
            ears_ = ears(page, found, sheet=True)
            told: list[Changed] = []
            problems: list[dict[str, object]] = []
            for place, text in kept:
                try:
                    number, rest = _leading(page, found, by, _words(text))
                    told.append(line(page, found, number, read_line(rest, ears_), (by, moment)))
                except LeadfunnelError as error:
                    found_wrong = whom.problem(error)
                    told_wrong = Phrase(
                        N_("line {line}: {what}"), line=place, what=found_wrong["text"]
                    )
                    problems.append({"line": place, **found_wrong, "text": told_wrong})
            if problems:
                raise BadLines(count=len(problems), total=len(kept), problems=problems)
            return _all(page, told, spoken)


def _leading(page: Page, campaign: Campaign, guide: int, words: list[str]) -> tuple[int, list[str]]:
    """Return whom a line of a guide's sheet is of, and what follows: of several, whom they invite.

    Digits that begin with 0 are the end of a phone, for no id does.
    """
    try:
        return leading(page, words)
    except SeveralCustomers as error:
        text = str(error.values["who"])
        ids = who.candidates(page, text)
        if text.isdigit() and text.startswith("0"):
            people = page.customers(ids)
            ids = [one.id for one in people if any(p.number.endswith(text) for p in one.phones)]
        guides = {one.customer_id: one.guide_id for one in campaigns.people(page, campaign)}
        mine = [number for number in ids if guides.get(number) == guide]
        if len(mine or ids) != 1:
            raise
        return (mine or ids)[0], words[len(text.split()) :]


def _words(text: str) -> list[str]:
    """Return the words of a line without its number and the marks behind the name: 2、王姐: B."""
    first, *rest = re.sub(r"^\d{1,3}\s*[、.．)）]\s*(?=\S)", "", text).split()
    return [first.rstrip(":：,，、") or first, *rest]


def _all(page: Writing, told: Sequence[Changed], spoken: tuple[Sentence, ...]) -> Changed:
    every = [sentence for changed in told for sentence in changed.said]
    count = counted(N_("{count} line recorded."), N_("{count} lines recorded."), len(told))
    customers = {one.id: one for changed in told for one in changed.customers}
    lines = [changed.understood for changed in told]
    return Changed(
        page.ledger.recorded,
        tuple(customers.values()),
        (*spoken, *every, count),
        {"lines": lines},
    )
