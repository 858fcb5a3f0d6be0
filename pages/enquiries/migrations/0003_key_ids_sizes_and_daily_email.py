"""Store which key encrypts each text, how much each sender sent, and which email tells staff of a message.

Reversing drops these columns. Version 1.0 cannot read what was encrypted after it: go back with a backup.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('enquiries', '0002_groups'),
    ]

    operations = [
        migrations.AddField(
            model_name='enquiry',
            name='key_id',
            field=models.CharField(blank=True, editable=False, max_length=8),
        ),
        migrations.AddField(
            model_name='enquirynote',
            name='key_id',
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name='sendercount',
            name='size',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='staffnotice',
            name='email',
            field=models.CharField(choices=[('own', 'An email of its own, at once'), ('digest', 'An email about several messages'), ('daily', 'The daily email about the quarantine')], default='own', max_length=10),
        ),
        migrations.AlterField(
            model_name='auditlogentry',
            name='action',
            field=models.CharField(choices=[('opened', 'Opened the message'), ('revealed', 'Saw the contact details'), ('confirmed', 'Confirmed the answers about safe contact'), ('withdrawn', 'Marked the answers about safe contact as out of date'), ('status', 'Changed the status'), ('topic', 'Changed the topic'), ('assigned', 'Assigned it'), ('noted', 'Left a hand-over note'), ('held', 'Put it on legal hold'), ('released', 'Ended the legal hold'), ('exported', 'Exported it'), ('erased', 'Erased it'), ('purged', 'Deleted it when its time had passed'), ('searched', 'Looked somebody up'), ('altered', 'Found that its text was changed in the database')], editable=False, max_length=20),
        ),
    ]
