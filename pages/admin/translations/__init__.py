"""The translation editor of wagtail-localize, with the rules of this site."""
