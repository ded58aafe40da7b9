"""The commands, one module per family of verbs. Annotations are resolved in `cli.params`."""
