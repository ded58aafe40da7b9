"""Why a command about plans is refused."""

from __future__ import annotations

from leadfunnel.errors import N_, BadFileError, NotFoundError, RefusedError, UnreadableError


class UnreadablePlan(BadFileError):
    """The file cannot be opened."""

    code = "unreadable_file"
    message = N_("The file {path} cannot be read: {detail}.")


class AlreadyInPlan(RefusedError):
    """One run of a plan at a time."""

    code = "already_in_plan"
    message = N_("{name} (#{id}) is in the plan {plan} already.")
    hint = N_("To count it from another day: leadfunnel plan start {plan} {id} --on DAY")


class PlanIsPast(RefusedError):
    """All days of the plan would lie in the past."""

    code = "plan_is_past"
    message = N_("Counted from {day}, every step of the plan {plan} is past.")
    hint = N_("Give a later --on.")


class MustNotContact(RefusedError):
    """Somebody who asked not to be contacted enters no plan."""

    code = "must_not_contact"
    message = N_("{name} (#{id}) asked not to be contacted.")
    hint = N_("If that is over: leadfunnel consent {id} --given")


class NotInPlan(NotFoundError):
    """The customer is in no such plan."""

    code = "not_in_plan"
    message = N_("{name} (#{id}) is in no running plan.")
    hint = N_("Start one with: leadfunnel plan start care-21 {id}")


class NotInThisPlan(NotInPlan):
    """The customer is not in the plan named."""

    message = N_("{name} (#{id}) is not in the plan {plan}.")
    hint = N_("Start it with: leadfunnel plan start {plan} {id}")


class NoStepDue(RefusedError):
    """Nothing of the plan is due."""

    code = "no_step_due"
    message = N_("No step of a plan is due for {name} (#{id}).")
    hint = N_("Name the step by its day: leadfunnel plan done {id} {step}")


class NoSuchStep(UnreadableError):
    """The plan has no such step."""

    code = "no_such_step"
    message = N_("No step {text}: one of {steps}.")


class StepMarked(RefusedError):
    """The step was marked before."""

    code = "step_marked"
    message = N_("The step {step} of {plan} is marked already.")


class NobodySuits(UnreadableError):
    """A plan that is for nobody in particular must be told whom to start for."""

    code = "nobody_named"
    message = N_("Say for whom to start the plan {plan}.")
    hint = N_("WHO ..., or --where FILTER, or - for one a line on standard input.")


class NothingToClose(RefusedError):
    """Nobody is in the plan, and it is kept for nobody."""

    code = "nothing_to_close"
    message = N_("Nobody is in the plan {plan}.")
