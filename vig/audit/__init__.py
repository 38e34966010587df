"""What happened, who did it and when: append-only, ids and never words."""
