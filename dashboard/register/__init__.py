"""The official register of the Ministry of Justice: its export in, reviewed changes out.

`export` reads a file, `comparison` holds it against the dataset, `application` writes what follows.
"""
