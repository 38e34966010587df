from django.db import models

from .user import User


class ApiToken(models.Model):
    """Lets a program act as a person until a day. Only its SHA-256 is kept, so that a copied database opens nothing."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="api_token")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_on = models.DateField(help_text="The last day on which it works.")
    last_used_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Token of {self.user_id}"
