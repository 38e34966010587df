import logging


class NotReadyIsNoError(logging.Filter):
    """Django logs every 503 as an error; that of /readyz is an answer."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        return request is None or request.path != "/readyz"
