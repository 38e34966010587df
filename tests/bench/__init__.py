"""What the platform costs, measured against the plain tools that do the same work: `manage.py bench`."""
