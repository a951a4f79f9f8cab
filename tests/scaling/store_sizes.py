"""store_sizes.py FILE: what articles take in the store of a stopped ingest service, as JSON; the means of an article."""
import json
import os
import sqlite3
import sys

_SUMS = {
    "articles": "SELECT count(*) FROM article",
    "bytes of a body": "SELECT sum(length(body)) FROM article",
    "facts": "SELECT count(*) FROM fact",
    "changes": "SELECT count(*) FROM feed_log",
    "bytes of its changes in the feed": "SELECT sum(length(payload)) FROM feed_log",
}


def sizes(path):
    """{what: the mean of an article}, and how many articles there are."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as store:
        sums = {what: store.execute(sql).fetchone()[0] for what, sql in _SUMS.items()}
    sums["bytes of the log's file"] = os.path.getsize(path)
    articles = sums.pop("articles")
    return {"articles": articles, **{what: round(number / articles, 1) for what, number in sums.items()}}


if __name__ == "__main__":
    print(json.dumps(sizes(sys.argv[1]), indent=1))
