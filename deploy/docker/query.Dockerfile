# The query service. From the root of the repository:
#   docker build -f deploy/docker/query.Dockerfile -t dateline-query .
FROM debian:bookworm-slim AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.cache/ccache ./dev package

FROM debian:bookworm-slim
COPY --from=build /src/build/release/package/*.deb /tmp/
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends /tmp/*.deb && rm -rf /tmp/*.deb /var/lib/apt/lists/*
COPY deploy/docker/query.conf /etc/dateline/query.conf
# A number, so that Kubernetes can tell that it is not root; SQLite's temporary files go where the store is.
RUN install -d -m 0700 -o 64000 -g 64000 /var/lib/dateline
ENV SQLITE_TMPDIR=/var/lib/dateline
USER 64000:64000
VOLUME /var/lib/dateline
EXPOSE 7402
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["dateline", "facts", "--query=127.0.0.1:7402", "--limit=1", "--timeout=4"]
ENTRYPOINT ["dateline-query"]
CMD ["--config=/etc/dateline/query.conf"]
