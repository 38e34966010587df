"""The media engine: ffmpeg and PyAV behind a few plain functions. It knows no Django, no database and no key."""
