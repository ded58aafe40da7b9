"""What the words mean: pure records and rules, without SQL, clock, terminal or translation."""
