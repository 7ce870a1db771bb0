"""Whose right it is to read what customers wrote unmasked: of those there are, everybody, as until now; of those to come, who is given it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_cache")]
    operations = [
        migrations.AddField("user", "may_read_unmasked", models.BooleanField(default=True)),
        migrations.AlterField("user", "may_read_unmasked", models.BooleanField(default=False)),
    ]
