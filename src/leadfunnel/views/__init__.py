"""Turns what services return into text for people and documents for programs."""
