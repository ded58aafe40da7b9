"""What codes are called in the chosen language: fields, stages, kinds, outcomes, grades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from leadfunnel.domain.interaction import GRADES, KINDS, OUTCOMES
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.tag import Tag
from leadfunnel.errors import N_
from leadfunnel.i18n import _, named
from leadfunnel.services.results import COUNTED
from leadfunnel.views.cells import kept

NOTHING = "-"
FIELDS = {
    "follow_up.due_on": N_("due on"),
    "follow_up.note": N_("what for"),
    "follow_up.status": N_("follow-up"),
    "follow_up.due_at": N_("due at"),
    "customer": N_("belongs to"),
    "deleted_at": N_("deleted"),
    "merged_into": N_("merged into"),
    "kind": N_("kind"),
    "direction": N_("direction"),
    "duration_seconds": N_("seconds"),
    "probability": N_("probability"),
    "closes_on": N_("expected close"),
    "order_number": N_("order"),
    "quantity": N_("quantity"),
    "channel": N_("channel"),
    "state": N_("state"),
    "status": N_("state"),
    "until": N_("until"),
    "tag": N_("tag"),
    "title": N_("title"),
    "at": N_("when"),
    "plan": N_("plan"),
    "score": N_("score"),
    "id": N_("number"),
    "name": N_("name"),
    "company": N_("company"),
    "stage": N_("stage"),
    "code": N_("code"),
    "stage_since": N_("since"),
    "phone": N_("phone"),
    "phones": N_("phone"),
    "wechat": N_("WeChat"),
    "email": N_("email address"),
    "emails": N_("email address"),
    "external": N_("external id"),
    "external_id": N_("external id"),
    "external_ids": N_("external id"),
    "source": N_("source"),
    "tags": N_("tags"),
    "owner": N_("owner"),
    "outlet": N_("outlet"),
    "address": N_("address"),
    "birthday": N_("birthday"),
    "note": N_("note"),
    "referrer": N_("referred by"),
    "fields": N_("fields"),
    "outcome": N_("outcome"),
    "grade": N_("grade"),
    "group": N_("group"),
    "interests": N_("interests"),
    "budget": N_("budget"),
    "text": N_("text"),
    "last_contact": N_("last contact"),
    "next": N_("next"),
    "created": N_("added"),
    "ids": N_("ids"),
    "stages": N_("stages"),
    "do_not_contact": N_("not to be contacted"),
    "pipeline": N_("pipeline"),
    "layer": N_("layer"),
    "level": N_("level"),
    "purchases": N_("bought"),
    "last_purchase": N_("last purchase"),
    "interactions": N_("entries"),
    "follow_ups": N_("follow-ups"),
    "purchase": N_("purchase"),
    "lines": N_("products"),
    "amount": N_("amount"),
    "day": N_("day"),
    "order": N_("order"),
    "reason": N_("reason"),
    "first_purchase": N_("first bought"),
    "spent": N_("spent"),
    "category": N_("category"),
    "price": N_("price"),
    "lasts_days": N_("lasts"),
    "satisfaction": N_("satisfaction"),
    "complaint": N_("complaint"),
}
MEANINGS = {
    "first_name": N_("first name"),
    "middle_name": N_("middle name"),
    "last_name": N_("last name"),
    "display_name": N_("name shown"),
    "nickname": N_("nickname"),
    "firm": N_("company"),
    "account": N_("WeChat account"),
    "contact_kind": N_("kind of contact"),
    "address_part": N_("part of the address"),
    "status": N_("state, no stage yet"),
    "keep": N_("kept in the note"),
    "ignore": N_("not read"),
    "created_at": N_("added"),
    "stage_since": N_("since"),
    "lost_reason": N_("why lost"),
    "mark": N_("sorts the list"),
}
"""Fields that only the columns of a file have."""
DIMENSIONS = {
    "age": N_("age"),
    "gender": N_("gender"),
    "region": N_("region"),
    "industry": N_("industry"),
    "problem": N_("problem"),
    "interest": N_("interest"),
    "usage": N_("usage"),
    "values": N_("values"),
    "need.explicit": N_("need.explicit"),
    "need.implicit": N_("need.implicit"),
    "product": N_("product"),
}
"""Tag dimensions; in English they are called by their codes, which can be typed."""
UNITS = {"customer": N_("customer"), "deal": N_("deal"), "invite": N_("invite")}
STATUSES = {"open": N_("open"), "done": N_("done"), "cancelled": N_("cancelled")}


def field_word(field: str) -> str:
    """Return what a field is called; its own name where it has none."""
    return _(FIELDS[field]) if field in FIELDS else field


def meaning_word(field: str, words: Mapping[str, str] | None = None) -> str:
    """Return what a column of a file is read as: a field, a tag, the date of a stage.

    `words` hold what declared fields and stages are called.
    """
    kind, _colon, rest = field.partition(":")
    if kind == "tag" and rest:
        return _("tag {dimension}").format(dimension=_(DIMENSIONS.get(rest, rest)))
    if kind == "field" and rest:
        return words[field] if words and field in words else field_word(rest)
    if kind == "stage" and rest:
        stage = words.get(field, rest) if words else rest
        return _("date of {stage}").format(stage=stage)
    return _(MEANINGS[field]) if field in MEANINGS else field_word(field)


def head(word: str) -> str:
    """Return a word as it stands above a column."""
    return word[:1].upper() + word[1:]


def listed(parts: Iterable[str]) -> str:
    """Return parts one after another: a, b."""
    return _(", ").join(parts)


def paragraph(sentences: Iterable[str]) -> str:
    """Return sentences after each other, with no space after a Chinese full stop."""
    spaced = (text if text.endswith("。") else f"{text} " for text in sentences)
    return "".join(spaced).rstrip()


def capped(count: int) -> str:
    """Return a count that stops at COUNTED, from where on there may be more."""
    return f"{count:,}+" if count >= COUNTED else f"{count:,}"


def more_words(count: int) -> str:
    """Return how many of a list are not shown."""
    return _("... {count} more").format(count=f"{count:,}")


def stage_word(stage: Stage | None) -> str:
    """Return a stage by its word, never its letter."""
    return named(stage.names) if stage else ""


def layer_word(code: str | None) -> str:
    """Return what a layer is called, nothing for none."""
    from leadfunnel.domain.layer import LAYERS

    return named(LAYERS[code].names) if code else ""


def level_word(code: str | None) -> str:
    """Return what a member level is called, nothing for none."""
    from leadfunnel.domain.level import LEVELS

    return named(LEVELS[code].names) if code else ""


def kind_word(kind: str) -> str:
    """Return what a kind of interaction is called."""
    return _(KINDS[kind][0]) if kind in KINDS else kind


def outcome_word(outcome: str) -> str:
    """Return what an outcome is called."""
    return _(OUTCOMES[outcome][0]) if outcome in OUTCOMES else outcome


def grade_word(grade: str) -> str:
    """Return what a call grade says, never its letter."""
    return _(GRADES[grade]) if grade in GRADES else grade


def climbed(stages: Iterable[Stage]) -> str:
    """Return stages in the order they are climbed, each kept on one line: Lead > Won."""
    return " > ".join(kept(stage_word(stage)) for stage in stages)


def tag_word(tag: str) -> str:
    """Return a tag as it is typed, its dimension in the chosen language."""
    dimension, colon, value = tag.partition(":")
    return f"{_(DIMENSIONS[dimension])}:{value}" if colon and dimension in DIMENSIONS else tag


def tag_words(tags: Iterable[Tag]) -> str:
    """Return tags one after another; empty without any."""
    return " ".join(tag_word(str(tag)) for tag in tags)


def reason_word(reason: str | None) -> str:
    """Return why somebody left: a reason of the lists in the chosen language, else as said."""
    if not reason:
        return ""
    from leadfunnel.domain.reason import names_of

    names = names_of(reason)
    return named(names) if names else reason
