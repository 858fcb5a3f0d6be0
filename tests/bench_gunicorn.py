"""How the servers of `make bench` run: as the site's own does, with another application and nothing beside it."""

import os
import runpy
from pathlib import Path

_OWN = runpy.run_path(str(Path(__file__).resolve().parent.parent / "gunicorn.conf.py"))
globals().update({name: value for name, value in _OWN.items() if not name.startswith("_") and name != "when_ready"})
wsgi_app = os.environ["BENCH_APPLICATION"]
