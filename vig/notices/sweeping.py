"""Mails that say only that something is new, and the end of what was read.

A mail is sent at least once: first a notice is marked as begun, after the mail as mailed. Whatever happens in between,
another round takes it up again ten minutes later.
"""

import datetime
import logging
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse

from vig.accounts.models import User

from .models import MailChoice, Notice
from .querysets import NoticeQuerySet

logger = logging.getLogger(__name__)

BETWEEN_ORDINARY_MAILS = datetime.timedelta(hours=12)
READ_IS_KEPT = datetime.timedelta(days=90)
SUBJECT = "There is something new for you in VIG"


def mail_news(*, now: datetime.datetime) -> int:
    """One mail a person, whatever there is. How many were sent."""
    sent = 0
    waiting = Notice.objects.to_mail(now)
    for user in User.objects.filter(pk__in=waiting.values("user")):
        news = waiting.filter(user=user)
        if not _is_due(user, news, now) or not news.update(mail_begun_at=now):
            continue
        try:
            _mail(user)
        except SMTPRecipientsRefused:
            logger.warning("The mail server takes no mail for person %s; trying again", user.pk)
        except OSError as error:
            logger.warning("No news could be mailed, trying again: %s", type(error).__name__)
            break
        else:
            sent += 1
            Notice.objects.filter(user=user, mail_begun_at=now, mailed_at__isnull=True).update(mailed_at=now)
    return sent


def _is_due(user: User, news: NoticeQuerySet, now: datetime.datetime) -> bool:
    if news.filter(urgent=True).exists():
        return True
    if MailChoice.objects.filter(user=user, ordinary=False).exists():
        return False
    last = user.notices.aggregate(last=Max("mailed_at"))["last"]
    return last is None or last <= now - BETWEEN_ORDINARY_MAILS


def _mail(user: User) -> None:
    link = settings.SITE_URL + reverse("account_login")
    send_mail(
        subject=SUBJECT,
        message=render_to_string("notices/mail/news.txt", {"link": link}),
        from_email=None,
        recipient_list=[user.email],
    )


def forget_what_was_read(*, now: datetime.datetime) -> int:
    gone, _ = Notice.objects.filter(done_at__lte=now - READ_IS_KEPT).delete()
    return gone
