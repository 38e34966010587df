"""Second factors, sessions and a person's own page, on top of django-allauth."""
