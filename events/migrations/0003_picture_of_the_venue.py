import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_edition_is_discreet'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        migrations.AddField(
            model_name='editionpage',
            name='venue_picture',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='picture of the venue'),
        ),
        migrations.AddField(
            model_name='editionpage',
            name='venue_picture_alt',
            field=models.CharField(blank=True, help_text='Leave empty if the picture only decorates.', max_length=250, verbose_name='description of the picture for people who cannot see it'),
        ),
    ]
