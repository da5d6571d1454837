"""The contract on disk: fields, choices, tables, reading and writing a package, its rules in words."""
