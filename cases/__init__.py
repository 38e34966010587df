"""Casework: case, participants, cycles, films, clips, shared reviews. Knows no supervision."""
