"""Films as files with a state: upload, probe, transcode, cut, seal, serve, destroy. Knows nobody in the film."""
