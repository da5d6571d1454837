"""Import the official register of the Ministry of Justice.

`export` reads a file, `comparison` compares it with the dataset, `applying` writes the changes.
"""
