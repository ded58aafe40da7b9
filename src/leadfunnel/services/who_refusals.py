"""Why WHO names nobody, or not one customer."""

from __future__ import annotations

from leadfunnel.errors import N_, AmbiguousError, NotFoundError, UnreadableError


class NoCustomer(NotFoundError):
    """Nobody answers to this."""

    code = "no_customer"
    message = N_("No customer answers to {text}.")
    hint = N_("Search with: leadfunnel find TEXT, or add them: leadfunnel add TEXT")


class NotNamedInFull(NoCustomer):
    """Somebody answers to a part, which is too little for this command."""

    hint = N_("This command takes a number, a phone or the whole name.")


class NoLastCustomer(NotFoundError):
    """`.` means the customer one touched last, within half an hour."""

    code = "no_last_customer"
    message = N_("There is no last customer: you changed nobody in the past 30 minutes.")
    hint = N_("Name the customer.")


class SeveralCustomers(AmbiguousError):
    """More than one answers to this."""

    code = "several_customers"
    message = N_("{count} customers answer to {text}.")
    hint = N_("Write the number, or the name with the end of the phone: {example}")


class EmptyWho(UnreadableError):
    """WHO must say something."""

    code = "empty_who"
    message = N_("Say which customer: the name is empty.")
    hint = N_("For example: leadfunnel show 12")


class QueryTooLong(UnreadableError):
    """Nobody's name is that long."""

    code = "query_too_long"
    message = N_("The search text is too long: {length} characters, at most {limit}.")
