
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pages.enquiries.models.settings
import pages.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('before_title', models.CharField(blank=True, max_length=80, verbose_name='heading of the safety note')),
                ('before_text', wagtail.fields.RichTextField(blank=True, help_text='Read before anything else on the page. Say who should rather call, and what not to use.', verbose_name='safety note')),
                ('body', pages.fields.StreamField(blank=True)),
            ],
            options={
                'verbose_name': 'contact page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='DeletedEnquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=12, unique=True)),
                ('topic', models.CharField(choices=[('support', 'Support for me or someone I know'), ('anti-racism', 'Anti-racism work and the National Plan'), ('workshop', 'A workshop or a speaker'), ('media', 'Press and media'), ('partnership', 'Partnership or funding'), ('data', 'Something about my data'), ('other', 'Something else')], editable=False, max_length=20)),
                ('received_on', models.DateField(editable=False)),
                ('deleted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('reason', models.CharField(choices=[('closed', 'Its time after closing had passed'), ('never-closed', 'It was not closed, and its longest time had passed'), ('quarantine', 'It was in quarantine, and its time there had passed'), ('erased', 'Somebody with the right to ask for it did')], editable=False, max_length=20)),
                ('who', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'deleted enquiry',
                'verbose_name_plural': 'deleted enquiries',
                'ordering': ['-deleted_at', '-pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='EnquirySettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notify', models.TextField(blank=True, help_text='Email addresses, one on a line. The email says that there is a message, not what is in it.', validators=[pages.enquiries.models.settings.validate_addresses], verbose_name='notify of new messages')),
                ('read_by', models.CharField(blank=True, help_text='One or two sentences for the contact page. Promise only what you can always keep.', max_length=300, verbose_name='when and by whom messages are read')),
                ('support_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1)], verbose_name='support')),
                ('anti_racism_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)], verbose_name='anti-racism work')),
                ('workshop_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)], verbose_name='workshop or speaker')),
                ('media_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)], verbose_name='press and media')),
                ('partnership_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)], verbose_name='partnership or funding')),
                ('data_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)], verbose_name='about data')),
                ('other_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)], verbose_name='something else')),
                ('never_closed_days', models.PositiveSmallIntegerField(default=365, validators=[django.core.validators.MinValueValidator(1)], verbose_name='never closed')),
                ('quarantine_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)], verbose_name='quarantined')),
                ('audit_log_days', models.PositiveSmallIntegerField(default=730, validators=[django.core.validators.MinValueValidator(1)], verbose_name='audit log')),
            ],
            options={
                'verbose_name': 'enquiries',
            },
        ),
        migrations.CreateModel(
            name='PrivacyPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('body', pages.fields.StreamField(blank=True)),
                ('reviewed_on', models.DateField(blank=True, help_text='When somebody last checked that all of it still holds.', null=True, verbose_name='last reviewed')),
            ],
            options={
                'verbose_name': 'privacy page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SenderWindow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(unique=True)),
                ('salt', models.CharField(max_length=64)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AuditLogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('who', models.CharField(blank=True, editable=False, max_length=200)),
                ('action', models.CharField(choices=[('opened', 'Opened the message'), ('revealed', 'Saw the contact details'), ('confirmed', 'Confirmed the answers about safe contact'), ('withdrawn', 'Marked the answers about safe contact as out of date'), ('status', 'Changed the status'), ('topic', 'Changed the topic'), ('assigned', 'Assigned it'), ('noted', 'Left a hand-over note'), ('held', 'Put it on legal hold'), ('released', 'Ended the legal hold'), ('exported', 'Exported it'), ('erased', 'Erased it'), ('purged', 'Deleted it when its time had passed'), ('searched', 'Looked somebody up')], editable=False, max_length=20)),
                ('reference', models.CharField(blank=True, db_index=True, editable=False, max_length=12)),
                ('detail', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'audit log entry',
                'verbose_name_plural': 'audit log entries',
                'ordering': ['-happened_at', '-pk'],
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['-happened_at', '-id'], name='audit_log_newest_first'), models.Index(fields=['who'], name='audit_log_who')],
            },
        ),
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=12, unique=True)),
                ('topic', models.CharField(choices=[('support', 'Support for me or someone I know'), ('anti-racism', 'Anti-racism work and the National Plan'), ('workshop', 'A workshop or a speaker'), ('media', 'Press and media'), ('partnership', 'Partnership or funding'), ('data', 'Something about my data'), ('other', 'Something else')], max_length=20)),
                ('status', models.CharField(choices=[('new', 'New'), ('in-progress', 'In progress'), ('answered', 'Answered'), ('closed', 'Closed'), ('quarantined', 'Quarantined')], default='new', max_length=20)),
                ('language', models.CharField(choices=[('en', 'English'), ('ur', 'اردو – Urdu'), ('phr', 'پہاڑی – Pahari, Mirpuri'), ('pa', 'ਪੰਜਾਬੀ – Punjabi'), ('sk', 'slovenčina – Slovak'), ('cs', 'čeština – Czech'), ('rom', 'Romani čhib – Romani'), ('ar', 'العربية – Arabic'), ('bn', 'বাংলা – Bengali'), ('ckb', 'کوردیی ناوەندی – Kurdish Sorani'), ('prs', 'دری – Dari'), ('fa', 'فارسی – Farsi'), ('fr', 'français – French'), ('pl', 'polski – Polish'), ('ps', 'پښتو – Pashto'), ('ro', 'română – Romanian'), ('so', 'Soomaali – Somali'), ('ti', 'ትግርኛ – Tigrinya'), ('zh', '中文 – Chinese'), ('other', 'Another language. I will say which in my message')], default='en', max_length=10)),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('reopened_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('is_on_legal_hold', models.BooleanField(default=False, help_text='Not deleted at the end of its retention period, because the law or a court requires it.', verbose_name='legal hold')),
                ('preferences_confirmed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='safe contact last confirmed')),
                ('preferences_withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('spam_reasons', models.JSONField(blank=True, default=list, editable=False)),
                ('encrypted_content', models.TextField(editable=False)),
                ('form_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'enquiry',
                'verbose_name_plural': 'enquiries',
                'ordering': ['-received_at'],
                'permissions': [('export_enquiry', 'Can export an enquiry')],
                'default_permissions': ('view', 'change', 'delete'),
            },
        ),
        migrations.CreateModel(
            name='ContactIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_indexes', to='enquiries.enquiry')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='EnquiryNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('written_by', models.CharField(max_length=200)),
                ('encrypted_content', models.TextField()),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='enquiries.enquiry')),
            ],
            options={
                'ordering': ['written_at'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SenderCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('count', models.PositiveIntegerField(default=0)),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='enquiries.senderwindow')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='StaffNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('enquiry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice', to='enquiries.enquiry')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(fields=['received_at'], name='enquiry_received'),
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(fields=['status', 'received_at'], name='enquiry_status_received'),
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(fields=['topic', 'status'], name='enquiry_topic_status'),
        ),
        migrations.AddConstraint(
            model_name='sendercount',
            constraint=models.UniqueConstraint(fields=('window', 'digest'), name='one_count_per_sender'),
        ),
        migrations.AddIndex(
            model_name='staffnotice',
            index=models.Index(condition=models.Q(('sent_at', None)), fields=['created_at'], name='staff_notice_unsent'),
        ),
    ]
