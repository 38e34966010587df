from django.urls import path, register_converter
from django.urls.converters import StringConverter

from media_pipeline.models import Rendition

from . import clips, films, shares


class RenditionConverter(StringConverter):
    regex = "|".join(Rendition.Name.values)


register_converter(RenditionConverter, "rendition")

urlpatterns = [
    path("films/<uuid:film_id>/master.m3u8", films.film_playlist, name="film_playlist"),
    path("films/<uuid:film_id>/poster.jpg", films.film_poster, name="film_poster"),
    path("films/<uuid:film_id>/scrub.jpg", films.film_scrub_sheet, name="film_scrub_sheet"),
    path("films/<uuid:film_id>/peaks.bin", films.film_peaks, name="film_peaks"),
    path("films/<uuid:film_id>/<rendition:name>.m3u8", films.film_rendition_playlist, name="film_rendition_playlist"),
    path("films/<uuid:film_id>/<rendition:name>/init.mp4", films.film_rendition_init, name="film_rendition_init"),
    path("films/<uuid:film_id>/<rendition:name>/<int:number>.m4s", films.film_segment, name="film_segment"),
    path("clips/<uuid:clip_id>/master.m3u8", clips.clip_playlist, name="clip_playlist"),
    path("clips/<uuid:clip_id>/<rendition:name>.m3u8", clips.clip_rendition_playlist, name="clip_rendition_playlist"),
    path("clips/<uuid:clip_id>/clip.mp4", clips.download_clip, name="download_clip"),
    path("shared/<uuid:share_id>/clip.mp4", shares.shared_clip_file, name="shared_clip_file"),
]
