"""Starting, watching and stopping the platform on a machine."""
