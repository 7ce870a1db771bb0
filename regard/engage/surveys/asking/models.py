"""When and where people are asked, each asking that was meant, and the gateway of text messages."""

from django.db import models


class Plan(models.Model):
    """Ask customers after something happened to them, on days of the calendar, or every so often."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="plans")
    trigger = models.CharField(max_length=10, default="event")  # event | calendar | recurring
    event = models.CharField(max_length=100, blank=True)  # the kind of interaction that sets it off
    after_hours = models.PositiveIntegerField(default=0)
    segment = models.CharField(max_length=64, blank=True)  # only those who are in it when they are asked
    rhythm = models.CharField(max_length=10, blank=True)  # once | weekly | monthly, of the calendar
    on_date = models.DateField(null=True)  # once
    weekday = models.PositiveSmallIntegerField(default=0)  # weekly; 0 is Monday
    month_day = models.PositiveSmallIntegerField(default=1)  # monthly; the last day where a month is shorter
    hour = models.PositiveSmallIntegerField(default=10)
    zone = models.CharField(max_length=60, default="UTC")
    channel = models.CharField(max_length=10, default="email")  # email | sms
    share = models.PositiveSmallIntegerField(default=100)  # percent of the occasions
    holdout = models.PositiveSmallIntegerField(default=0)  # percent of the people, never asked by this plan
    gap_days = models.PositiveSmallIntegerField(default=90)  # until the same person is asked by this plan again
    reminders = models.PositiveSmallIntegerField(default=1)
    remind_days = models.PositiveSmallIntegerField(default=0)  # so many days after each asking; 0 for none
    spares_cases = models.BooleanField(default=False)  # asks nobody who has an open case
    touchpoint = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    wording = models.CharField(max_length=600, blank=True)  # of a text message
    address = models.CharField(max_length=200)  # of this installation, as customers reach it
    is_on = models.BooleanField(default=True)
    made_by = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"plan {self.pk}: {self.event or self.rhythm or self.trigger}"


class Widget(models.Model):
    """Ask on pages of a site, when a visitor gives occasion to."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="widgets")
    slug = models.CharField(max_length=24, unique=True)
    place = models.CharField(max_length=10, default="corner")  # corner | middle
    moment = models.CharField(max_length=10, default="time")  # time | scroll | exit | event
    amount = models.PositiveSmallIntegerField(default=5)  # seconds, or percent of the page
    event = models.CharField(max_length=100, blank=True)
    pages = models.JSONField(default=list)  # patterns of paths, * for anything; none for all pages
    share = models.PositiveSmallIntegerField(default=100)  # percent of the visitors
    every_days = models.PositiveSmallIntegerField(default=90)  # until the same visitor is asked again
    spares_cases = models.BooleanField(default=False)
    touchpoint = models.CharField(max_length=100, blank=True)
    is_on = models.BooleanField(default=True)
    made_by = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"widget {self.pk}"


class Asking(models.Model):
    """One person asked, or not, about one occasion."""

    plan = models.ForeignKey(Plan, null=True, on_delete=models.CASCADE, related_name="askings")
    widget = models.ForeignKey(Widget, null=True, on_delete=models.CASCADE, related_name="askings")
    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="askings")
    occasion = models.CharField(max_length=80)  # the interaction that set it off, or a day
    customer_id = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=255)
    about = models.JSONField(default=dict)  # touchpoint, order_id, ticket_id, call_id
    address = models.CharField(max_length=200, blank=True)
    spares_cases = models.BooleanField(default=False)
    invitation_id = models.BigIntegerField(null=True)
    sealed_path = models.TextField(blank=True)  # for the reminder; sealed, since it lets in
    state = models.CharField(max_length=12)  # waiting | sent | withheld | failed
    reason = models.CharField(max_length=20)
    verdict_id = models.BigIntegerField(null=True)
    wanted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # of what waits, and of what failed and is tried again
    asked_at = models.DateTimeField()  # when the state was reached
    reminded = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)
    gateway_ref = models.CharField(max_length=120, blank=True)  # what the gateway calls a text message
    delivery = models.CharField(max_length=12, blank=True)  # delivered | undelivered, as the gateway said

    class Meta:
        unique_together = [("survey", "occasion", "kind", "value")]
        indexes = [
            models.Index(fields=["state", "due_at"], name="asking_due"),
            models.Index(fields=["plan", "customer_id"], name="asking_of_plan"),
            models.Index(fields=["gateway_ref"], name="asking_gateway_ref"),
        ]

    def __str__(self) -> str:
        return f"asking {self.pk}: {self.state}"


class Gateway(models.Model):
    """How text messages leave: one request to a gateway, and how it calls back."""

    url = models.CharField(max_length=500)
    style = models.CharField(max_length=10, default="json")  # json | form
    headers = models.JSONField(default=dict)  # templates by name; {secret} stands for the secret
    body = models.JSONField(default=dict)  # {to} {text} {id} {sender} {secret} in its texts
    sender = models.CharField(max_length=40, blank=True)
    sealed_secret = models.BinaryField(null=True)
    ref_path = models.CharField(max_length=100, blank=True)  # where the answer names the message: messages.0.id
    signing = models.CharField(max_length=20, default="standard")  # of what it calls back
    sealed_callback_secret = models.BinaryField(null=True)
    fields = models.JSONField(default=dict)  # where a callback says what: ref, state, from, text
    is_on = models.BooleanField(default=True)
    changed_by = models.CharField(max_length=254, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.url
