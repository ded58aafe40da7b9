"""Measurements, run by hand: ratios in one run, medians of interleaved runs."""
