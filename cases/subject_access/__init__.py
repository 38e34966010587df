"""What a service holds of one participant: what of it goes into a copy, what is withheld and why, and its files."""
