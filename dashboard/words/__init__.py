"""Linguistic data and rules: scripts, sounds, grammar, places, and the meaning of words beside a name."""
