"""The data package on disk: its schema, reading, writing, and validation."""
