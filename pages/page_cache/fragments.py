from django.core.cache import cache


def cached(request, name, make, seconds=300):
    return make()
