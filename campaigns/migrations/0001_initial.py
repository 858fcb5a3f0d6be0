
import django.db.models.deletion
import pages.fields
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pages', '0002_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='AntiRacismPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(verbose_name='introduction')),
                ('stance', models.TextField(blank=True, help_text='Two or three sentences, set large.', verbose_name='where we stand')),
                ('body', pages.fields.StreamField(blank=True)),
                ('related', pages.fields.StreamField(blank=True, verbose_name='interviews and posts to read')),
            ],
            options={
                'verbose_name': 'anti-racism overview',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='LocalWorkPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(verbose_name='introduction')),
                ('body', pages.fields.StreamField(blank=True)),
                ('partners', pages.fields.StreamField(blank=True)),
                ('related', pages.fields.StreamField(blank=True, verbose_name='interviews and posts to read')),
                ('call_title', models.CharField(blank=True, max_length=80, verbose_name='call to action')),
                ('call_text', wagtail.fields.RichTextField(blank=True, verbose_name='text of the call to action')),
                ('call_button', models.CharField(blank=True, max_length=40, verbose_name='words on the button')),
                ('call_topic', models.CharField(choices=[('support', 'Support for me or someone I know'), ('anti-racism', 'Anti-racism work and the National Plan'), ('workshop', 'A workshop or a speaker'), ('media', 'Press and media'), ('partnership', 'Partnership or funding'), ('data', 'Something about my data'), ('other', 'Something else')], default='anti-racism', max_length=20, verbose_name='topic that is chosen on the contact page')),
                ('place', models.CharField(blank=True, help_text='For example: Rotherham', max_length=100)),
                ('since', models.PositiveSmallIntegerField(blank=True, help_text='The year in which this work began, if it is known.', null=True)),
            ],
            options={
                'verbose_name': 'local work',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NationalWorkPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(verbose_name='introduction')),
                ('body', pages.fields.StreamField(blank=True)),
                ('partners', pages.fields.StreamField(blank=True)),
                ('related', pages.fields.StreamField(blank=True, verbose_name='interviews and posts to read')),
                ('call_title', models.CharField(blank=True, max_length=80, verbose_name='call to action')),
                ('call_text', wagtail.fields.RichTextField(blank=True, verbose_name='text of the call to action')),
                ('call_button', models.CharField(blank=True, max_length=40, verbose_name='words on the button')),
                ('call_topic', models.CharField(choices=[('support', 'Support for me or someone I know'), ('anti-racism', 'Anti-racism work and the National Plan'), ('workshop', 'A workshop or a speaker'), ('media', 'Press and media'), ('partnership', 'Partnership or funding'), ('data', 'Something about my data'), ('other', 'Something else')], default='anti-racism', max_length=20, verbose_name='topic that is chosen on the contact page')),
                ('ask', models.CharField(blank=True, help_text='What must happen, in one sentence of our own.', max_length=200, verbose_name='the ask')),
                ('figure', models.CharField(blank=True, help_text='For example: 0', max_length=10, verbose_name='number')),
                ('figure_words', models.CharField(blank=True, help_text='Read straight after the number.', max_length=120, verbose_name='what it counts')),
                ('benefits_title', models.CharField(blank=True, max_length=160, verbose_name='heading of the benefits')),
                ('benefits', pages.fields.StreamField(blank=True)),
                ('milestones_title', models.CharField(blank=True, max_length=120, verbose_name='heading of the milestones')),
                ('milestones', pages.fields.StreamField(blank=True, help_text='In the order in which they come.')),
            ],
            options={
                'verbose_name': 'national work',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EuropeanWorkPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(verbose_name='introduction')),
                ('body', pages.fields.StreamField(blank=True)),
                ('partners', pages.fields.StreamField(blank=True)),
                ('related', pages.fields.StreamField(blank=True, verbose_name='interviews and posts to read')),
                ('call_title', models.CharField(blank=True, max_length=80, verbose_name='call to action')),
                ('call_text', wagtail.fields.RichTextField(blank=True, verbose_name='text of the call to action')),
                ('call_button', models.CharField(blank=True, max_length=40, verbose_name='words on the button')),
                ('call_topic', models.CharField(choices=[('support', 'Support for me or someone I know'), ('anti-racism', 'Anti-racism work and the National Plan'), ('workshop', 'A workshop or a speaker'), ('media', 'Press and media'), ('partnership', 'Partnership or funding'), ('data', 'Something about my data'), ('other', 'Something else')], default='anti-racism', max_length=20, verbose_name='topic that is chosen on the contact page')),
                ('roles', pages.fields.StreamField(blank=True)),
                ('activities_title', models.CharField(blank=True, max_length=120, verbose_name='heading of the activities')),
                ('activities', pages.fields.StreamField(blank=True, help_text='Newest first.')),
                ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.organisation')),
            ],
            options={
                'verbose_name': 'European work',
            },
            bases=('wagtailcore.page',),
        ),
    ]
