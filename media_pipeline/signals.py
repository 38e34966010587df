"""News for whoever knows what a recording means; receivers run in the transaction that made it true."""

from django.dispatch import Signal

upload_finished = Signal()
"""All bytes are here. `recording`"""
