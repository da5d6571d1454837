"""Add rows to a data package by a draft of its next version."""
