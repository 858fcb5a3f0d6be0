"""How languages write dates and numbers, where the site differs from Django. Settings name this package."""
