"""The container's files are as they must be, and its health check works."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.urls import reverse

from apnahaq import supervisor
from pages.media.recordings.limits import MAX_BYTES

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
CADDYFILE = (ROOT / "Caddyfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]


def instructions(name: str) -> list[str]:
    """Return what the Dockerfile says after each instruction of this name, as one line each."""
    text = re.sub(r"\\\n\s*", "", DOCKERFILE)
    return re.findall(rf"^{name} (.+)$", text, re.MULTILINE)


def health_check(port: int, site_url: str) -> int:
    """Run the image's own health check against a port of this machine, and return its exit code."""
    program, *arguments = json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2])
    assert program == "python"
    command = [sys.executable, *(part.replace("8000", str(port)) for part in arguments)]
    return subprocess.run(command, env={**os.environ, "SITE_URL": site_url}, capture_output=True).returncode


def test_the_container_runs_as_a_numbered_user_without_rights():
    user, group = instructions("USER")[-1].split(":")
    assert int(user) >= 1000
    assert int(group) >= 1000
    assert all(not service.get("privileged") for service in SERVICES.values())


def test_both_stages_are_built_on_the_same_debian():
    assert {base.split()[0] for base in instructions("FROM")} == {"debian:bookworm-slim"}


def test_the_image_installs_nothing_but_what_the_lock_names():
    [install] = [step for step in instructions("RUN") if "pip install" in step]
    for option in ("--require-hashes", "--no-deps", "--only-binary :all:", "-r requirements.txt"):
        assert option in install


def test_the_only_volume_is_where_all_state_lives():
    assert instructions("VOLUME") == [f"{instructions('WORKDIR')[-1]}/var"]
    [static] = re.findall(r"STATIC_DIR=(\S+)", instructions("ENV")[-1])
    assert not static.startswith(instructions("VOLUME")[0])


def test_the_documented_command_brings_a_backup_into_a_place_that_has_none_yet(tmp_path):
    manual = (ROOT / "docs" / "operations.md").read_text()
    [command] = re.findall(r"`docker compose run --rm -T site (sh -c '[^`]+)`", manual)
    (tmp_path / "apnahaq-….tar.gz").write_text("A backup")
    # All that is there in a new volume.
    (tmp_path / "var").mkdir()
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    copy = tmp_path / "var" / "backups" / "apnahaq-….tar.gz"
    assert copy.read_text() == "A backup"
    assert {copy.stat().st_mode & 0o077, copy.parent.stat().st_mode & 0o077} == {0}


def test_the_health_check_finds_the_site_ready(site_url):
    assert health_check(urlsplit(site_url).port, site_url) == 0


def test_the_health_check_fails_where_nothing_answers_or_something_else_does(site_url):
    assert health_check(1, site_url) != 0
    assert health_check(urlsplit(site_url).port, "https://elsewhere.example.org") != 0


def test_no_secret_and_no_data_can_get_into_the_image():
    rules = (ROOT / ".dockerignore").read_text().split("\n")
    rules = [rule for rule in rules if rule and not rule.startswith("#")]
    assert rules[0] == "*"
    included = {rule[1:] for rule in rules if rule.startswith("!")}
    assert included.isdisjoint({"var", ".env", ".git", ".venv", "tests", "docs"})


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert SERVICES["database"]["networks"] == ["data"]
    assert COMPOSE["networks"]["data"] == {"internal": True}
    assert "data" not in SERVICES["proxy"]["networks"]


def test_every_service_restarts_and_writes_only_where_it_must():
    for name, service in SERVICES.items():
        assert service["restart"] == "unless-stopped", name
        assert service["read_only"] is True, name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert re.fullmatch(r"\d+[mg]", service["mem_limit"]), name
        assert set(service["logging"]["options"]) == {"max-size", "max-file"}, name
    for name in ("proxy", "site", "worker"):
        assert SERVICES[name]["cap_drop"] == ["ALL"], name


def test_the_worker_is_a_service_of_its_own_from_the_image_of_the_site():
    site, worker = SERVICES["site"], SERVICES["worker"]
    assert "manage.py prepare && exec gunicorn" in site["command"][-1]
    assert worker["command"] == ["python", "manage.py", "work"]
    for key in ("image", "environment", "env_file", "volumes", "networks"):
        assert worker[key] == site[key], key
    assert worker["depends_on"] == {"site": {"condition": "service_healthy"}}
    assert worker["healthcheck"] == {"disable": True}


def test_a_bare_container_runs_both():
    assert json.loads(instructions("CMD")[-1])[-1].startswith("python manage.py prepare && exec python -m apnahaq.sup")


def test_the_proxy_is_the_release_that_the_tests_run():
    version = subprocess.run([Path(sys.executable).with_name("caddy"), "version"], capture_output=True, text=True)
    assert version.stdout.startswith(f"v{SERVICES['proxy']['image'].removeprefix('caddy:')}.")


def test_no_secret_is_in_the_compose_file():
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name or "KEY" in name:
                assert value.startswith("${"), name
    assert "postgres://apnahaq:${DATABASE_PASSWORD}@" in SERVICES["site"]["environment"]["DATABASE_URL"]


def test_the_proxy_can_read_the_pictures_and_no_other_state():
    mounted = [volume for volume in SERVICES["proxy"]["volumes"] if not volume.startswith(("./", "certificates:"))]
    assert mounted == ["media:/srv/media:ro", "static:/srv/static:ro"]


def test_the_proxy_serves_the_static_files_that_each_start_of_the_site_copies():
    folder = SERVICES["site"]["environment"]["PROXY_STATIC_DIR"]
    assert f"static:{folder}" in SERVICES["site"]["volumes"]
    [made] = [step for step in instructions("RUN") if "install -d -o 10001" in step]
    assert folder in made


def test_the_proxy_is_in_the_group_with_which_the_site_shares_its_pictures():
    group = SERVICES["site"]["environment"]["MEDIA_GROUP"]
    assert group == instructions("USER")[-1].split(":")[1]
    assert SERVICES["proxy"]["group_add"] == [group]


def test_the_collected_files_of_the_image_can_be_read_by_the_user_of_the_site():
    [collect] = [step for step in instructions("RUN") if "--static-only" in step]
    assert "chmod -R a+rX /srv/collected" in collect


def test_the_proxy_serves_pictures_and_no_original_or_document():
    # Each path was requested when the container was tested, see docs/operations.md.
    assert re.findall(r"root \* (\S+)", CADDYFILE) == ["/srv/media/images", "/srv/static"]
    assert re.search(r"handle /media/\* \{\s+respond 404\s+\}", CADDYFILE)
    assert "default-src 'none'" in CADDYFILE
    assert "X-Content-Type-Options nosniff" in CADDYFILE


def test_the_proxy_trusts_no_address_that_a_client_sends():
    # Caddy writes X-Forwarded-For and -Proto itself unless it is configured to trust other proxies.
    rules = re.sub(r"#.*", "", CADDYFILE)
    assert "trusted_proxies" not in rules
    assert "header_up" not in rules


def test_a_slow_connection_occupies_the_proxy_and_not_the_site():
    [largest] = re.findall(r"request_body @admin \{\s+max_size (\S+)", CADDYFILE)
    assert re.search(rf"\brequest_buffers {largest}\n\s+response_buffers {largest}\n", CADDYFILE)
    assert re.search(r"timeouts \{\s+read_header \d+s\s+read_body \d+s\s+\}", CADDYFILE)


def test_a_recording_of_the_size_that_staff_may_upload_passes_the_proxy():
    [largest] = re.findall(r"request_body @recordings \{\s+max_size (\d+)MB", CADDYFILE)
    # With the rest of the form, such as the words that are said.
    assert int(largest) * 1_000_000 > MAX_BYTES + 1_000_000
    [path] = re.findall(r"@recordings path /\{\$ADMIN_PATH:admin\}(\S+)\*", CADDYFILE)
    assert reverse("wagtailsnippets_pages_recording:add").startswith(f"/{settings.ADMIN_PATH}{path}")


def test_the_page_of_the_proxy_says_how_to_send_a_message_again():
    [page] = re.findall(r"respond `(.+Back soon.+)`", CADDYFILE)
    assert "If you were sending a message, reloading this page sends it again." in page


def test_a_stop_leaves_time_for_requests_and_for_the_worker():
    [seconds] = re.findall(r"^graceful_timeout = (\d+)$", (ROOT / "gunicorn.conf.py").read_text(), re.MULTILINE)
    assert int(seconds) < supervisor.STOP_SECONDS
    for name in ("site", "worker"):
        assert int(SERVICES[name]["stop_grace_period"].rstrip("s")) > supervisor.STOP_SECONDS
