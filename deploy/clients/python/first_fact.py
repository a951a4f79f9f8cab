"""Reads an article and asks for its facts, then for one that is not there. Addresses in DATELINE_INGEST, DATELINE_QUERY."""
import os
import pathlib

import grpc
from dateline.v1 import article_pb2, ingest_service_pb2 as ingest_pb2, ingest_service_pb2_grpc as ingest_grpc
from dateline.v1 import consistency_pb2, fact_filter_pb2, query_service_pb2 as query_pb2, query_service_pb2_grpc as query_grpc
from google.rpc import error_details_pb2, status_pb2

options = [("grpc.service_config", (pathlib.Path(__file__).parents[1] / "service_config.json").read_text())]
ingest = ingest_grpc.IngestServiceStub(grpc.insecure_channel(os.environ["DATELINE_INGEST"], options))
query = query_grpc.QueryServiceStub(grpc.insecure_channel(os.environ["DATELINE_QUERY"], options))

article = article_pb2.Article(body="HÀ NỘI — President Anne Dubois met Prime Minister Karl Weber in Paris on Monday.")
written = ingest.IngestArticle(ingest_pb2.IngestArticleRequest(request_id="python-1", article=article), timeout=10)
for fact in query.ListFacts(query_pb2.ListFactsRequest(
        filter=fact_filter_pb2.FactFilter(article=written.article.name),
        consistency=consistency_pb2.Consistency(at_least_as_fresh=written.revision_token)), timeout=10).facts:
    words = article.body.encode()[fact.evidence.begin_byte:fact.evidence.end_byte].decode()
    print(f"{', '.join(one.display_name for one in fact.participants)} | {fact.trigger.text} | {words}")

try:
    query.GetFact(query_pb2.GetFactRequest(name="articles/x/facts/y"), timeout=10)
except grpc.RpcError as error:
    status = status_pb2.Status.FromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
    info = error_details_pb2.ErrorInfo()
    status.details[0].Unpack(info)
    print(error.code().name, info.domain, info.reason)
