
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import pages.fields
import taggit.managers
import uuid
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0001_user'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='BlogIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'blog',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='GlossaryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'glossary',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='InterviewIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'list of interviews',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('short_name', models.CharField(blank=True, help_text='Its abbreviation, for example ENAR.', max_length=30)),
                ('website', models.URLField(blank=True)),
            ],
            options={
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('role', models.CharField(blank=True, help_text='For example: CEO of Apna Haq', max_length=200)),
                ('bio', wagtail.fields.RichTextField(blank=True, help_text='Shown below what this person wrote or answered.', verbose_name='about this person')),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='SafetyPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(blank=True, verbose_name='what to know first')),
                ('body', pages.fields.StreamField(blank=True)),
                ('reviewed_on', models.DateField(blank=True, help_text='When somebody last tried all of it on a telephone.', null=True, verbose_name='last reviewed')),
            ],
            options={
                'verbose_name': 'page about staying safe',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('lead', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('body', pages.fields.StreamField(blank=True)),
                ('reviewed_on', models.DateField(blank=True, help_text='When somebody last checked that all of it still holds.', null=True, verbose_name='last reviewed')),
            ],
            options={
                'verbose_name': 'standing page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(blank=True, help_text='Leave empty to show nothing.', max_length=200)),
                ('link_text', models.CharField(blank=True, help_text='The words of the link to that page.', max_length=80)),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='show from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='show until')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='page to read more')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'announcement',
            },
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('statement', wagtail.fields.RichTextField(help_text='The sentence that the site stands for. Bold words are set heavy, the others light.')),
                ('lead', wagtail.fields.RichTextField(blank=True, help_text='One or two sentences below the statement.')),
                ('primary_label', models.CharField(blank=True, max_length=40, verbose_name='label of the first button')),
                ('about_title', models.CharField(blank=True, max_length=200, verbose_name='who we are, in one line')),
                ('about_text', wagtail.fields.RichTextField(blank=True, verbose_name='who we are')),
                ('featured', pages.fields.StreamField(blank=True, help_text='Pages shown as cards, in this order. Three fit side by side.')),
                ('quotation', models.TextField(blank=True, help_text='Exactly as it was said, with its quotation marks.')),
                ('quotation_text', wagtail.fields.RichTextField(blank=True, verbose_name='text about the quotation')),
                ('quotation_label', models.CharField(blank=True, max_length=40, verbose_name='words on that page’s button')),
                ('call_title', models.CharField(blank=True, max_length=80, verbose_name='call to action')),
                ('call_text', wagtail.fields.RichTextField(blank=True, verbose_name='text of the call to action')),
                ('name_title', models.CharField(blank=True, max_length=120, verbose_name='what our name means')),
                ('name_text', wagtail.fields.RichTextField(blank=True, verbose_name='text about our name')),
                ('primary_page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='page that the first button links to')),
                ('quotation_page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='page that the quotation comes from')),
            ],
            options={
                'verbose_name': 'home page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Navigation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('main_menu', pages.fields.StreamField(blank=True, help_text='At most seven, in the order in which they should be read.')),
                ('footer_menu', pages.fields.StreamField(blank=True, help_text='Links in the footer, such as privacy and accessibility.')),
                ('contact_page', models.ForeignKey(blank=True, help_text='Where every “contact us” leads.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page')),
                ('safety_page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='page about staying safe online')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrganisationIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Apna Haq', max_length=100)),
                ('strapline', models.CharField(blank=True, help_text='One line that follows the name in the footer.', max_length=200)),
                ('place', models.CharField(blank=True, help_text='Where you work, for example a town and county.', max_length=200)),
                ('founded', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='founded in')),
                ('telephone', models.CharField(blank=True, max_length=30)),
                ('telephone_hours', models.CharField(blank=True, help_text='When somebody answers.', max_length=100)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('registered_name', models.CharField(blank=True, help_text='The full legal name, if it differs from the name.', max_length=200)),
                ('charity_number', models.CharField(blank=True, max_length=20)),
                ('company_number', models.CharField(blank=True, max_length=20)),
                ('registered_office', models.CharField(blank=True, help_text='A company must show it by law. Never the address of a refuge.', max_length=300)),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'organisation',
            },
        ),
        migrations.CreateModel(
            name='SiteDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('language', models.CharField(blank=True, help_text='The language it is written in, if it is not English.', max_length=40)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='SiteImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('description', models.CharField(blank=True, default='', help_text='In a few words, for people who cannot see it. Needed unless the picture is decorative.', max_length=255, verbose_name='what it shows')),
                ('is_decorative', models.BooleanField(default=False, help_text='Tick this if the picture says nothing that the text does not say. Screen readers then pass it over.', verbose_name='decorative')),
                ('credit', models.CharField(blank=True, help_text='Who took or drew it, as it should be printed under the picture.', max_length=255)),
                ('consent_notes', models.TextField(blank=True, help_text='Who is shown, who agreed to what, when, and until when. Never shown on the site.')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('name', models.CharField(max_length=80)),
                ('slug', models.SlugField(allow_unicode=True, help_text='The name in an address, for example anti-racism.', max_length=80)),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'ordering': ['name'],
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='InterviewPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('date', models.DateField(blank=True, help_text='When it was first published. Leave empty if it is not known.', null=True)),
                ('lead', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('body', pages.fields.StreamField(blank=True)),
                ('original_title', models.CharField(blank=True, help_text='The title there, if it differs from the title here.', max_length=255)),
                ('original_url', models.URLField(blank=True, help_text='Where the whole text can be read. If empty, readers are led to the publisher’s website.', verbose_name='address of the original')),
                ('related', pages.fields.StreamField(blank=True, help_text='What to read next.')),
                ('listed_on', models.DateField(editable=False, null=True)),
                ('interviewer', models.ForeignKey(blank=True, help_text='Who asks.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.organisation')),
                ('publisher', models.ForeignKey(blank=True, help_text='If somebody else published it first.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.organisation')),
                ('interviewee', models.ForeignKey(blank=True, help_text='Who answers.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.person')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, to='pages.topic')),
            ],
            options={
                'verbose_name': 'interview',
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='BlogPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('is_sensitive', models.BooleanField(default=False, help_text='For pages that a visitor may want to read without others knowing. Link cards say no more than the title, and the title, address and summary must be neutral.', verbose_name='keep it discreet')),
                ('sample_note', models.CharField(blank=True, help_text='Says at the head of the page that its text is a sample, a draft or an unchecked translation. Search engines are asked to leave such a page out.', max_length=200, verbose_name='note on a sample')),
                ('date', models.DateField(blank=True, help_text='When it was first published. Leave empty if it is not known.', null=True)),
                ('lead', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('body', pages.fields.StreamField(blank=True)),
                ('original_title', models.CharField(blank=True, help_text='The title there, if it differs from the title here.', max_length=255)),
                ('original_url', models.URLField(blank=True, help_text='Where the whole text can be read. If empty, readers are led to the publisher’s website.', verbose_name='address of the original')),
                ('related', pages.fields.StreamField(blank=True, help_text='What to read next.')),
                ('listed_on', models.DateField(editable=False, null=True)),
                ('publisher', models.ForeignKey(blank=True, help_text='If somebody else published it first.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='pages.organisation')),
                ('authors', modelcluster.fields.ParentalManyToManyField(blank=True, to='pages.person')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, to='pages.topic')),
            ],
            options={
                'verbose_name': 'blog post',
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='VisitorSafety',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exit_url', models.URLField(default='https://www.bbc.co.uk/weather', help_text='A neutral page that would surprise nobody in a history, such as a weather forecast. It must begin with https://', verbose_name='where leaving leads')),
                ('exit_label', models.CharField(blank=True, help_text='If empty: “Leave this site”. In the main language only.', max_length=20, verbose_name='words on the button to leave')),
                ('help_label', models.CharField(blank=True, help_text='If empty: “I need help now”. In the main language only.', max_length=20, verbose_name='words on the help link')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'visitors’ safety',
            },
        ),
        migrations.CreateModel(
            name='HelpLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('label', models.CharField(help_text='Who answers, or when to call. For example: Emergency', max_length=120)),
                ('number', models.CharField(help_text='As it should be read. For example: 0808 2000 247', max_length=40)),
                ('dial', models.CharField(blank=True, help_text='Digits only, so that a telephone can call it. Leave empty if it cannot be dialled as it stands.', max_length=20, verbose_name='number to dial')),
                ('note', models.CharField(blank=True, help_text='One or two short sentences.', max_length=200)),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('safety', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='help_lines', to='pages.visitorsafety')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GlossaryTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('term', models.CharField(help_text='As it is written in the text, for example NAPAR.', max_length=80)),
                ('meaning', models.CharField(help_text='What the letters stand for, or the meaning in a few words.', max_length=200)),
                ('explanation', models.TextField(blank=True, help_text='One or two sentences more, if they help.')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
            ],
            options={
                'ordering': ['term'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('term', 'locale'), name='one_explanation_for_each_term_and_language')],
                'unique_together': {('translation_key', 'locale')},
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='SiteRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='pages.siteimage')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='one_rendition_for_each_size')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(fields=('slug', 'locale'), name='one_topic_for_each_slug_and_language'),
        ),
        migrations.AlterUniqueTogether(
            name='topic',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AddIndex(
            model_name='interviewpage',
            index=models.Index(fields=['listed_on', 'page_ptr'], name='interviewpage_listed_on'),
        ),
        migrations.AddIndex(
            model_name='blogpage',
            index=models.Index(fields=['listed_on', 'page_ptr'], name='blogpage_listed_on'),
        ),
    ]
