"""What is known about words: scripts, sounds, grammar, places, what they mean beside a name."""
