"""Decode, read and write CSV and XLSX files."""
