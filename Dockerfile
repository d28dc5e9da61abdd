# Two stages: compilers and caches stay behind, the worker runs as nobody in particular.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/koreawire
COPY requirements.lock ./
RUN /opt/koreawire/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY src/koreawire/__init__.py src/koreawire/py.typed src/koreawire/
COPY schemas schemas
COPY pipeline pipeline
COPY agents agents
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /dist . \
    && /opt/koreawire/bin/pip install --no-cache-dir --no-deps --no-index /dist/*.whl

FROM python:3.13-slim
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin koreawire \
    && install -d -o 10001 -g 10001 -m 0700 /var/lib/koreawire
COPY --from=build /opt/koreawire /opt/koreawire
ENV PATH=/opt/koreawire/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    KOREAWIRE_DATA_DIR=/var/lib/koreawire
USER 10001:10001
WORKDIR /var/lib/koreawire
EXPOSE 6066
STOPSIGNAL SIGTERM
ENTRYPOINT ["koreawire"]
CMD ["worker"]
