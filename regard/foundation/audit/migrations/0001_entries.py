from django.db import migrations, models

# Only `trim` may delete, by a setting that lives as long as its transaction; nobody may update. Emptying the table
# at once is for the database of a test run, whose connections carry a setting that says so.
GUARD = """
create function audit_refuse() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('regard.audit_trim', true) = 'yes' then
        return old;
    end if;
    if tg_op = 'TRUNCATE' and current_setting('regard.is_test', true) = 'yes' then
        return null;
    end if;
    raise exception 'The audit log is append-only: % is refused.', lower(tg_op);
end
$$;
create trigger audit_append_only before update or delete on audit_entry
    for each row execute function audit_refuse();
create trigger audit_no_truncate before truncate on audit_entry
    for each statement execute function audit_refuse();
"""
UNGUARD = """
drop trigger audit_no_truncate on audit_entry;
drop trigger audit_append_only on audit_entry;
drop function audit_refuse();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=80)),
                ("verb", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=160)),
                ("detail", models.JSONField(default=dict)),
                ("prev_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "number"], name="audit_subject"),
                    models.Index(fields=["actor", "verb", "subject", "at"], name="audit_actor"),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
