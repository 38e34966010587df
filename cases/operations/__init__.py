"""What practitioners do: one function an act, the only writers of this app."""
