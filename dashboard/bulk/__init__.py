"""Downloads of the whole dataset in several file formats, made once for each version."""
