"""Statements, written once in SQLAlchemy; each module is a family rendered to one SQL file."""
