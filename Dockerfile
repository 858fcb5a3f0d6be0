# Built in one stage, run in another without build tools. Both use the same Debian, so that the virtual environment finds
# its Python in the second.

FROM debian:bookworm-slim AS build
# Debian keeps one version of a package at a time: pinning it would break the build at the next update.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/apnahaq
COPY requirements.txt ./
RUN python3 -m venv /srv/venv \
    && /srv/venv/bin/pip install --no-cache-dir --require-hashes --no-deps --only-binary :all: -r requirements.txt
COPY . .
# Collected and compressed here, beside the code and outside var/: the running container writes neither.
# The site's user reads them there; what the site writes is private to the user that ran this step. The var/ of this
# step, with a secret key, stays in this stage.
RUN STATIC_DIR=/srv/collected/static VAR_DIR=/srv/build-var /srv/venv/bin/python manage.py prepare --static-only \
    && chmod -R a+rX /srv/collected \
    && /srv/venv/bin/python -m compileall -q apnahaq campaigns pages

FROM debian:bookworm-slim
# media-types lets Python know a WebP picture when it serves one; ca-certificates are for mail over TLS.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates media-types python3 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent apnahaq \
    && install -d -o 10001 -g 10001 /srv/apnahaq/var /srv/apnahaq/var/media /srv/apnahaq/proxy-static
WORKDIR /srv/apnahaq
COPY --from=build /srv/venv /srv/venv
COPY --from=build /srv/collected /srv/collected
COPY --from=build /srv/apnahaq /srv/apnahaq
ENV PATH=/srv/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STATIC_DIR=/srv/collected/static
USER 10001:10001
VOLUME /srv/apnahaq/var
EXPOSE 8000
# The site only answers requests for its own host.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import http.client, os, urllib.parse; name = urllib.parse.urlsplit(os.environ.get('SITE_URL', '')).netloc or '127.0.0.1'; asked = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); asked.request('GET', '/health/ready', headers={'Host': name}); raise SystemExit(asked.getresponse().status != 200)"]
CMD ["sh", "-c", "python manage.py prepare && exec python -m apnahaq.supervisor --bind 0.0.0.0:8000"]
