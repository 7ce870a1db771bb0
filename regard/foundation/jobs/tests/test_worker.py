from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from regard.foundation.accounts.models import ApiKey
from regard.foundation.accounts.tasks import forget_expired
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.jobs.api import run_worker

pytestmark = pytest.mark.django_db(transaction=True)


def test_worker__with_a_job_waiting__does_it_and_forgets_it() -> None:
    make_user()
    make_key()
    ApiKey.objects.update(expires_at=timezone.now() - timedelta(days=1))
    forget_expired.configure().defer(timestamp=0)
    assert ProcrastinateJob.objects.get().status == "todo"
    run_worker(wait=False)
    assert ApiKey.objects.count() == 0
    assert ProcrastinateJob.objects.count() == 0


def test_job__asked_for_in_a_transaction_that_fails__was_never_there() -> None:
    with transaction.atomic():
        forget_expired.configure().defer(timestamp=0)
        transaction.set_rollback(True)
    assert ProcrastinateJob.objects.count() == 0
