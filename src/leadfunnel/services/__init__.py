"""The use cases, in the seller's verbs: one transaction each, returning a frozen result."""
