"""Why a purchase or a refund is refused."""

from __future__ import annotations

from leadfunnel.errors import N_, AmbiguousError, NotFoundError, RefusedError, UnreadableError


class NothingBought(UnreadableError):
    """A purchase needs a product, an amount, an order number or a deal."""

    code = "nothing_bought"
    message = N_("Say what was bought, or for how much.")
    hint = N_("For example: leadfunnel buy 12 cream:2 560")


class TotalDiffers(UnreadableError):
    """The amounts of the products do not make the total."""

    code = "total_differs"
    message = N_("The products come to {sum}, the total says {total}.")
    hint = N_("Leave the total out, or the amounts of the products.")


class SameOrder(RefusedError):
    """This order is recorded already, just so."""

    code = "same_order"
    message = N_("Nothing new: the order {order} is recorded already, as {ref}.")
    hint = N_("See it with: leadfunnel show {id}")


class OrderConflict(RefusedError):
    """This order is recorded with another amount or for somebody else."""

    code = "order_conflict"
    message = N_("The order {order} is recorded already, and differs.")
    hint = N_("Take the wrong one back with undo, or record a refund: leadfunnel refund {ref}")


class NoDeal(NotFoundError):
    """No deal of this number."""

    code = "no_deal"
    message = N_("No deal {ref}.")
    hint = N_("See a customer's deals with: leadfunnel show WHO")


class OthersDeal(RefusedError):
    """The deal is another customer's."""

    code = "others_deal"
    message = N_("The deal {ref} is one of {name} (#{id}).")
    hint = N_("Record it for them: leadfunnel buy {id} --deal {ref}")


class DealBought(RefusedError):
    """The deal has its purchase already."""

    code = "deal_bought"
    message = N_("The deal {ref} is won already, with the purchase {purchase}.")
    hint = N_("Record a further purchase without --deal.")


class NoPurchase(NotFoundError):
    """No purchase of this number."""

    code = "no_purchase"
    message = N_("No purchase {ref}.")
    hint = N_("See a customer's purchases with: leadfunnel show WHO")


class NoPurchases(NotFoundError):
    """The customer has bought nothing that could go back."""

    code = "no_purchases"
    message = N_("{name} (#{id}) has no purchase that could be refunded.")
    hint = N_("Record one with: leadfunnel buy {id} PRODUCT AMOUNT")


class SeveralPurchases(AmbiguousError):
    """More than one purchase may be meant."""

    code = "several_purchases"
    message = N_("{name} (#{id}) has {count} purchases: which one is refunded?")
    hint = N_("Write its number: leadfunnel refund {ref}")


class IsRefund(RefusedError):
    """A refund is not refunded."""

    code = "is_refund"
    message = N_("{ref} is a refund itself.")
    hint = N_("Take it back with undo.")


class RefundedAlready(RefusedError):
    """Nothing of it is left."""

    code = "refunded_already"
    message = N_("All of {ref} was refunded already.")
    hint = N_("See what became of it: leadfunnel show {id}")


class NothingBack(UnreadableError):
    """A refund of no money is none."""

    code = "nothing_back"
    message = N_("A refund of 0 takes nothing back.")
    hint = N_("Write how much goes back, or nothing for all of it: leadfunnel refund {ref}")


class TooMuchBack(RefusedError):
    """More would go back than was bought."""

    code = "too_much_back"
    message = N_("Of {ref} there is {left} left to refund, not {asked}.")
    hint = N_("For all that is left: leadfunnel refund {ref}")


class NotOfPurchase(NotFoundError):
    """The purchase has no such product."""

    code = "not_of_purchase"
    message = N_("{ref} has no {text}: it was {products}.")
    hint = N_("Name one of these, or an amount: leadfunnel refund {ref} 100")


class AmountNeeded(UnreadableError):
    """How much money goes back cannot be told."""

    code = "amount_needed"
    message = N_("How much goes back for {product}? Only the total of {ref} is known.")
    hint = N_("Write {product}:{quantity}:AMOUNT")


class TwiceSaid(UnreadableError):
    """A refund is either an amount or products."""

    code = "refund_twice_said"
    message = N_("Say an amount, or products with their amounts, not both.")
    hint = N_("For example: leadfunnel refund {ref} cream:1:280")


class BeforePurchase(UnreadableError):
    """A refund comes after what it refunds."""

    code = "before_purchase"
    message = N_("A refund cannot be before its purchase of {day}.")
    hint = N_("Give a later --at, or leave it out.")


class OtherCurrency(UnreadableError):
    """A refund is in the currency of its purchase."""

    code = "other_currency"
    message = N_("{ref} was paid in {currency}, so its refund is too.")
    hint = N_("Write the amount without a sign: leadfunnel refund {ref} 100")
