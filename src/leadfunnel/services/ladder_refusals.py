"""Why a customer cannot be moved, and what to type instead."""

from __future__ import annotations

from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.i18n import named

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.pipeline import Stage
    from leadfunnel.services.book import Writing
    from leadfunnel.services.passage import Standing


class AtTheTop(RefusedError):
    """There is no stage above the last one."""

    code = "at_the_top"
    message = N_("{name} (#{id}) is at the last stage already: {stage}.")


class AtTheBottom(RefusedError):
    """There is no stage below the first one."""

    code = "at_the_bottom"
    message = N_("{name} (#{id}) is at the first stage already: {stage}.")
    hint = N_("To take somebody off the ladder: leadfunnel drop {who} --lost or --invalid")


class NotAbove(RefusedError):
    """Promoting goes up."""

    code = "not_above"
    message = N_("{name} (#{id}) stands at {stage}; {target} is not above it.")
    hint = N_("To move down: leadfunnel demote {who} --to {code}")


class NotBelow(RefusedError):
    """Demoting goes down."""

    code = "not_below"
    message = N_("{name} (#{id}) stands at {stage}; {target} is not below it.")
    hint = N_("To move up: leadfunnel promote {who} --to {code}")


class HasLeft(RefusedError):
    """Somebody off the ladder must be reopened first."""

    code = "has_left"
    message = N_("{name} (#{id}) has left the ladder: {stage}.")
    hint = N_("Take them up again first: leadfunnel reopen {who}")


class NotLeft(RefusedError):
    """Only somebody off the ladder can be reopened."""

    code = "not_left"
    message = N_("{name} (#{id}) has not left the ladder: nothing to reopen.")


class NotOnLadder(RefusedError):
    """The customer is not in this pipeline."""

    code = "not_on_ladder"
    message = N_("{name} (#{id}) is not in the pipeline {pipeline}.")
    hint = N_("Enter them with: leadfunnel promote {id} --pipeline {pipeline}")


class AlreadyThere(RefusedError):
    """A change to the same stage is refused."""

    code = "already_there"
    message = N_("{name} (#{id}) is at {stage} already.")


class StageWithoutTo(UnreadableError):
    """A stage stands among the customers."""

    code = "stage_without_to"
    message = N_("{text} is a stage, not a customer.")
    hint = N_("Name the stage with --to: leadfunnel {command} {who} --to {text}")


class WrongStageKind(UnreadableError):
    """A ladder stage where an exit was needed, or the other way round."""

    code = "wrong_stage_kind"
    message = N_("The stage {stage} is {found}; this command needs {needed}: one of {stages}.")


class WhichExit(UnreadableError):
    """Dropping needs to know by which exit."""

    code = "which_exit"
    message = N_("Say by which exit: --lost, --invalid, or --to with a stage: one of {stages}.")


class BeforeLastChange(RefusedError):
    """A change cannot be dated before the one it follows."""

    code = "before_last_change"
    message = N_("{name} (#{id}) came to {stage} after that moment.")
    hint = N_("Give a later --at, or leave it out.")


class NotAStagePipeline(RefusedError):
    """Deals and invitations do not move by customer."""

    code = "not_a_customer_pipeline"
    message = N_("In the pipeline {pipeline} not customers move but each {unit}.")


def refusal(
    error: type[RefusedError],
    page: Writing,
    number: int,
    origin: Standing,
    target: Stage | None = None,
) -> RefusedError:
    """Return an error that names the customer, where they stand, and where they were to go."""
    deal = f"d{origin.journey_id}" if origin.unit == "deal" else ""
    return error(
        name=page.customer(number).label,
        id=f"{number} {deal}".rstrip(),
        who=f"--deal {deal}" if deal else number,
        stage=named(origin.stage.names),
        target=named(target.names) if target else None,
        code=target.code if target else None,
    )
