"""A process that uploads one picture as an editor, and prints how long it took and how much memory the process used.

    python tests/privacy/upload_process.py FILE

`DATABASE_URL` names the database, which is for this process alone.
"""

import json
import os
import re
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["DJANGO_SETTINGS_MODULE"] = "apnahaq.settings"
django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402 (Django is set up above)
from django.test import Client  # noqa: E402 (as above)
from wagtail.models import Collection  # noqa: E402 (as above)

from pages.models import SiteImage  # noqa: E402 (as above)
from tests import builders  # noqa: E402 (as above)

path = Path(sys.argv[1])
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(builders.superuser())
# What every process has read once: the templates of the admin, the plug-ins of Pillow.
client.get("/admin/images/add/")
start = time.process_time()
answer = client.post(
    "/admin/images/add/",
    {
        "title": "A picture",
        "file": SimpleUploadedFile(path.name, path.read_bytes()),
        "description": "A sample picture",
        "collection": Collection.get_first_root_node().pk,
    },
)
seconds = time.process_time() - start
stored = SiteImage.objects.first()
result = {
    "status": answer.status_code,
    "seconds": seconds,
    # The peak of this process; `getrusage` would tell that of its parent, if it was higher.
    "megabytes": int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024,
    "size": [stored.width, stored.height] if stored else None,
}
print(json.dumps(result))
