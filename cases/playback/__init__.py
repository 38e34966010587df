"""Watching: decide who may, then hand over unsealed bytes. Every answer is asked for anew, so that a
share or consent that ends closes a film in mid-play."""
