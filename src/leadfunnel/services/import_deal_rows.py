"""Writing the deals of a file: new ones whole, known ones by what differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from leadfunnel.domain.chronicle import Step
from leadfunnel.domain.incoming import Problem
from leadfunnel.domain.moves import Added, Move
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_
from leadfunnel.services.book import Writing
from leadfunnel.services.import_changes import continued
from leadfunnel.services.import_deals import TERMS, Deal
from leadfunnel.services.import_kinds import Journey, Tally
from leadfunnel.services.import_newcomers import Newcomers, placeholder_tag
from leadfunnel.services.import_read import Read
from leadfunnel.services.import_stages import write_changes
from leadfunnel.services.import_whom import Finder, NoOne, Staff
from leadfunnel.services.import_won import Wins
from leadfunnel.store.session import Row


class DealWriter:
    """Writes the deals of one file into an operation."""

    def __init__(self, page: Writing, file: Read, rows: Sequence[Deal]) -> None:
        self.page = page
        self.file = file
        self.rows = rows
        self.pipeline = file.terms.pipeline
        self.owned = bool(file.terms.columns.of("owner"))
        self.tally = Tally()
        self.finder, self.staff = Finder(page.session), Staff(page.session)
        self.newcomers = Newcomers(page, self.finder, file.terms.source)
        self.wins = Wins(page, self.pipeline)
        self._lines: dict[str, int] = {}

    def go(self, progress: Callable[[int], None]) -> Tally:
        """Write them all; `progress` hears how many rows are done."""
        self.finder.learn(deal.whom for deal in self.rows)
        values = json.dumps([deal.key for deal in self.rows])
        found = self.page.session.rows("transfer.deals", values=values)
        known = {row["source_key"]: row for row in found}
        for done, deal in enumerate(self.rows, start=1):
            try:
                self._take(deal, known.get(deal.key))
            except NoOne as none:
                self._refuse(deal, none.reason)
            progress(done)
        if self.newcomers.count:
            text = N_("Customers added for deals whose customer was not known: {count}.")
            self.tally.said.append(said(text, count=self.newcomers.count))
        if self.newcomers.placeholders:
            text = N_(
                "Deals without a customer: {count}, each with one of its own, tagged {tag}. "
                "Once it is known whose it is: leadfunnel merge WHO THAT"
            )
            told = {"count": self.newcomers.placeholders, "tag": str(placeholder_tag())}
            self.tally.said.append(said(text, **told))
        self.tally.said += self.wins.close()
        return self.tally

    def _refuse(self, deal: Deal, reason: Phrase) -> None:
        self.file.refuse(deal.line, [Problem(deal.line, "", "", reason)])
        self.file.rows -= 1

    def _take(self, deal: Deal, known: Row | None) -> None:
        before = self._lines.setdefault(deal.key, deal.line)
        if before != deal.line:
            raise NoOne(0, Phrase(N_("is about the same deal as line {line}"), line=before))
        owner = self._owner(deal)
        if known is None:
            self._add(deal, owner)
            self.tally.added += 1
        elif known["pipeline"] != self.pipeline.name:
            text = N_("is a deal of the pipeline {pipeline}")
            raise NoOne(0, Phrase(text, pipeline=known["pipeline"]))
        elif self._update(deal, known, owner):
            self.tally.updated += 1
        else:
            self.tally.unchanged += 1

    def _owner(self, deal: Deal) -> int | None:
        name = deal.owner or self.file.terms.owner or ""
        if name:
            return self.staff.id(name)
        return None if self.owned else self.page.me

    # --- new and known deals

    def _add(self, deal: Deal, owner: int | None) -> None:
        created = deal.created_at if deal.created_at is not None else deal.steps[0].at
        if deal.whom.nothing:
            number = self.newcomers.placeholder(deal.label, owner, created)
        else:
            number = self.newcomers.customer(deal.whom, owner, created)
        ledger = self.page.ledger
        journey = Journey(
            ledger.insert(
                "journey",
                number,
                pipeline=self.pipeline.name,
                unit="deal",
                title=deal.title or None,
                source_key=deal.key,
            ),
            number,
        )
        self._move(journey, deal, deal.steps, owner)
        self._set_terms(journey, {**deal.terms, "owner_id": owner}, deal.steps[0].at)
        self._win(journey, deal)

    def _win(self, journey: Journey, deal: Deal) -> None:
        last = deal.steps[-1]
        self.wins.take(journey, last.stage, last.at, assumed=last.assumed)

    def _update(self, deal: Deal, known: Row, owner: int | None) -> bool:
        journey = Journey(known["id"], known["customer_id"])
        changed = bool(deal.title) and self.page.ledger.update(
            "journey", known["id"], known["customer_id"], title=deal.title
        )
        moved, renewed = self._moved(journey, deal, owner), self._renew(journey, deal, owner)
        if moved or renewed:
            self._win(journey, deal)
        return changed or moved or renewed

    def _moved(self, journey: Journey, deal: Deal, owner: int | None) -> bool:
        """Continue the history; a stage that differs without a date is where it stands by now."""
        history = self.page.session.rows("transfer.history", journey_id=journey.id)
        steps, dated, behind = continued(history, deal.steps)
        if behind:
            at = self.page.now if deal.updated_at is None else deal.updated_at
            at = max(at, history[-1]["at"])
            end = deal.steps[-1]
            steps = (Step(end.stage, at, deal.updated_at is None, end.reason),)
        if dated is not None:
            self.page.ledger.void("stage_change", dated["id"], journey.customer_id)
        self._move(journey, deal, steps, owner)
        return bool(steps)

    def _move(self, journey: Journey, deal: Deal, steps: Sequence[Step], owner: int | None) -> None:
        author = self.page.me if owner is None else owner
        told = [
            (
                Added(
                    step.stage,
                    step.at,
                    Move(deal.line, step.at, step.at, step.stage, reason=step.reason),
                    step.assumed,
                ),
                author,
            )
            for step in steps
        ]
        if told:
            write_changes(self.page, journey, self.pipeline, told)

    def _renew(self, journey: Journey, deal: Deal, owner: int | None) -> bool:
        """Write the terms anew where they differ; what the file leaves out stays."""
        last = self.page.session.row("transfer.terms", journey_id=journey.id)
        has = {name: last[name] for name in (*TERMS, "owner_id")} if last else {}
        told: dict[str, int | str | None] = dict(deal.terms)
        if deal.owner:
            told["owner_id"] = owner
        if all(has.get(name) == value for name, value in told.items()):
            return False
        at = self.page.now if deal.updated_at is None else deal.updated_at
        self._set_terms(journey, {**has, **told}, max(at, last["at"] if last else at))
        return True

    def _set_terms(self, journey: Journey, terms: dict[str, int | str | None], at: int) -> None:
        self.page.ledger.insert(
            "deal_terms",
            journey.customer_id,
            journey_id=journey.id,
            at=at,
            recorded_at=self.page.now,
            **terms,
        )
