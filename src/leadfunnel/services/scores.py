"""`score`: a customer judged by a scorecard, point by point."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache

from leadfunnel.data import shipped_text
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.scorecard import (
    Criterion,
    Score,
    Scorecard,
    UnknownCard,
    card_from_dict,
    read_points,
)
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.scores import Scorecards, Scored


class MissingPoints(UnreadableError):
    """Nothing was said to score."""

    code = "missing_points"
    message = N_("Say the points: {criteria}.")
    hint = N_("For example: leadfunnel score {who} {card} {example}")


@cache
def cards() -> dict[str, Scorecard]:
    """Return the scorecards by name."""
    read = json.loads(shipped_text("scorecards.json"))
    return {name: card_from_dict(data) for name, data in read.items()}


def card_of(text: str) -> Scorecard:
    """Return the scorecard meant by its name or title; raise UnknownCard."""
    wanted = text.strip().casefold()
    for card in cards().values():
        if wanted in (card.name, *(title.casefold() for title in card.titles.values())):
            return card
    raise UnknownCard(text=text[:40], cards=", ".join(cards()))


def scores_of(page: Page, number: int) -> tuple[Score, ...]:
    """Return a customer's scores on every card that somebody began."""
    given: dict[str, dict[str, int]] = {}
    for row in page.session.rows("scores.of_customer", customer_id=number):
        given.setdefault(row["card"], {})[row["criterion"]] = row["points"]
    limits = page.rules("scores")
    return tuple(
        Score(card, given[name], limits[name]) for name, card in cards().items() if name in given
    )


class Scores:
    """Judging customers."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self) -> Scorecards:
        """Return the scorecards."""
        with self.book.read() as page:
            limits = page.rules("scores")
            return Scorecards(tuple((card, limits[card.name]) for card in cards().values()))

    def show(self, text: str) -> Scored:
        """Return a customer's scores with their terms."""
        with self.book.read() as page:
            number = who.one(page, text)
            return Scored(page.customer(number), scores_of(page, number))

    def open(self, text: str, name: str, words: Sequence[str]) -> tuple[Criterion, ...]:
        """Return the criteria of a card that nobody judged yet and that are not said now."""
        card = card_of(name)
        given = read_points(card, words)
        with self.book.read() as page:
            number = who.one(page, text)
            found = {score.card.name: score for score in scores_of(page, number)}
        known = found[card.name].points if card.name in found else {}
        return tuple(c for c in card.criteria if c.key not in given and c.key not in known)

    def give(self, text: str, name: str, words: Sequence[str]) -> Scored:
        """Record points of a customer; those given before for the same criterion are replaced."""
        card = card_of(name)
        given = read_points(card, words)
        if not given:
            raise _missing(card, text)
        with self.book.record("score", card.name) as page:
            number = who.one(page, text)
            for key, points in given.items():
                _put(page, number, card.name, key, points)
            page.settle()
            customer = page.customer(number)
            found = next(score for score in scores_of(page, number) if score.card is card)
            spoken = tuple(_advice(page, customer, found))
            return Scored(customer, (found,), spoken, page.ledger.recorded)


def _missing(card: Scorecard, text: str) -> MissingPoints:
    first = card.criteria[0]
    span = ", ".join(f"{c.key}=0..{c.most}" for c in card.criteria)
    example = f"{first.key}={first.most}"
    return MissingPoints(criteria=span, who=text, card=card.name, example=example)


def _put(page: Writing, number: int, card: str, key: str, points: int) -> None:
    rows = page.session.rows("scores.of_customer", customer_id=number)
    before = next((row for row in rows if (row["card"], row["criterion"]) == (card, key)), None)
    if before is not None and before["points"] == points:
        return
    if before is not None:
        page.ledger.void("score", before["id"], number)
    values: Mapping[str, object] = {"card": card, "criterion": key, "points": points}
    page.ledger.insert(
        "score", number, **values, at=page.now, recorded_at=page.now, user_id=page.me
    )


def _advice(page: Page, customer: Customer, score: Score) -> list[Sentence]:
    """Return the exit that a failed score suggests."""
    kind = score.card.suggests
    if score.fails and kind is not None and not customer.has_left:
        exits = page.main.exits_of(kind)
        if exits:
            text = N_(
                "Below {threshold}: perhaps {exit}? leadfunnel drop {id} --{kind} --reason ..."
            )
            values = {"threshold": score.threshold, "exit": exits[0], "kind": kind}
            return [said(text, customer=customer, id=customer.id, **values)]
    return []
