"""`campaign collect FILE...`: sheets read back after they were filled in, partly or twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.invited import Invited
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, BadFileError
from leadfunnel.services import campaigns, owners
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.campaign_left import leave
from leadfunnel.services.campaign_lists import opened
from leadfunnel.services.campaign_pile import Pile, piled
from leadfunnel.services.campaign_row_people import add, known_as, learn
from leadfunnel.services.campaign_rows import Row, says_more, write_row
from leadfunnel.services.campaign_seats import seated
from leadfunnel.services.results.changed import Changed

MOST_SHOWN = 20


class RowsRefused(BadFileError):
    """Some rows cannot be recorded."""

    code = "rows_refused"
    message = N_("{count} of {total} rows cannot be recorded; nothing was changed.")
    hint = N_("Mend them, or add --skip-bad to record the others.")


@dataclass(frozen=True)
class _Result:
    """How many rows said anything new, and the customers they brought."""

    changed: int
    added: list[int]


class _Rows:
    """Rows as they are written: who is invited is read anew where a row changed it."""

    def __init__(self, page: Writing, campaign: Campaign, by: int | None) -> None:
        self.page, self.campaign, self.by = page, campaign, by
        self.people: dict[int, Invited] = {}
        self.stale: set[int] | None = None
        self.guides: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.added: list[int] = []

    def known(self, row: Row, number: int) -> bool:
        """Record a row of somebody known, and tell whether it said anything new."""
        before, found = self.page.ledger.facts, self._invited(number)
        learn(self.page, number, row)
        if found is not None and found.guide_id:
            for key in _keys(row):
                self.guides[key][found.guide_id] += 1
        if says_more(row) or (found is None and not row.get("id")):
            guide = self.by or (found and found.guide_id) or self._guide(row)
            self._write(row, number, guide, found or Invited(number, 0))
        return self.page.ledger.facts != before

    def new(self, row: Row) -> None:
        """Record a row of somebody whom nobody knows yet, for the guide whose sheet it is."""
        guide = self.by or self._guide(row)
        number = add(self.page, self.campaign, row, guide)
        self._invited(number)
        self._write(row, number, guide, Invited(number, 0))
        self.added.append(number)

    def _write(self, row: Row, number: int, guide: int, found: Invited) -> None:
        seat = seated(self.page, self.campaign, number, guide, self.page.now)
        write_row(self.page, seat, found, row)

    def _guide(self, row: Row) -> int:
        """Return who invites most of those on the sheet of a row, or else in its file."""
        counts = next((self.guides[key] for key in _keys(row) if self.guides[key]), None)
        return counts.most_common(1)[0][0] if counts else self.page.me

    def _invited(self, number: int) -> Invited | None:
        """Return somebody on the list as known before the row at hand, which may change it."""
        if self.stale is None or number in self.stale:
            found = campaigns.people(self.page, self.campaign)
            self.people, self.stale = {one.customer_id: one for one in found}, set()
        self.stale.add(number)
        return self.people.get(number)


def _keys(row: Row) -> tuple[str, str]:
    return (f"{row.file}\0{row.tab or ''}", row.file)


class CampaignCollect:
    """Sheets that come back."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def collect(
        self,
        paths: Sequence[str],
        guide: str | None,
        campaign: str | None,
        stdin: Callable[[], bytes],
        *,
        skip_bad: bool = False,
    ) -> Changed:
        """Record what sheets say beyond what is known; the same file twice changes nothing."""
        pile = piled(paths, stdin)
        detail = " ".join(Path(path).name for path in paths)[:80]
        with self.book.rehearse("campaign collect", detail) as page:
            found = opened(page, campaign)
            self._all(page, found, guide, pile)
        if pile.bad and not skip_bad:
            count, total = len(pile.bad), len(pile.rows)
            raise RowsRefused(count=count, total=total, problems=pile.problems)
        with self.book.record("campaign collect", detail) as page:
            found = opened(page, campaign)
            result = self._all(page, found, guide, pile)
            page.settle()
            left = leave(pile)
            return _told(page, found, pile, result, left)

    def _all(self, page: Writing, found: Campaign, guide: str | None, pile: Pile) -> _Result:
        """Write all rows that are not known to be bad; those of new people come last."""
        by = owners.named(page, guide)[0] if guide else None
        rows, changed, fresh = _Rows(page, found, by), 0, []
        for row in pile.good:
            with pile.refusing(row):
                number = known_as(page, row)
                if number is None:
                    fresh.append(row)
                else:
                    changed += rows.known(row, number)
        for row in fresh:
            with pile.refusing(row):
                number = known_as(page, row)
                if number is None:
                    rows.new(row)
                    changed += 1
                else:
                    changed += rows.known(row, number)
        return _Result(changed, rows.added)


def _told(page: Writing, found: Campaign, pile: Pile, result: _Result, left: list[str]) -> Changed:
    good, changed = len(pile.rows) - len(pile.bad), result.changed
    text = N_("{name}: {rows} rows, {changed} with something new, {same} known, {bad} refused.")
    counts: Mapping[str, int] = {"rows": len(pile.rows), "changed": changed,
                                 "same": good - changed, "bad": len(pile.bad)}  # fmt: skip
    spoken: list[Sentence] = [said(text, name=found.name, **counts)]
    customers = page.customers(result.added)
    for customer in customers[:MOST_SHOWN]:
        owner = customer.owner.name if customer.owner else "-"
        text = N_("New here, for {owner}, source {source}: {customer}.")
        spoken.append(said(text, owner=owner, source=customer.source, customer=customer))
    if pile.unread:
        spoken.append(
            said(N_("Columns that were not read: {names}."), names=", ".join(pile.unread))
        )
    for one in pile.problems[:MOST_SHOWN]:
        spoken.append(said(N_("Refused: {what}"), what=one["text"]))
    spoken += [said(N_("The refused rows are in {path}."), path=path) for path in left]
    recorded = page.ledger.recorded
    understood: dict[str, object] = {
        **counts,
        "added": result.added,
        "problems": pile.problems,
        "refused_file": left[0] if left else None,
        "refused_files": left,
    }
    return Changed(recorded, tuple(customers), tuple(spoken), understood)
