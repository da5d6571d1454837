"""The whole dataset as files in the formats of several trades, made once for each version of it."""
