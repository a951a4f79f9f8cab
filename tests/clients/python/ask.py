"""A client of Dateline in Python, made from the contract alone: ingests an article, asks about it, reads an error.

    ask.py STUBS INGEST QUERY

STUBS is the folder that holds what `protoc --python_out --grpc_python_out` made of proto/ and of google/rpc/.
"""
import sys

sys.path.insert(0, sys.argv[1])

import grpc
from dateline.v1 import article_pb2, consistency_pb2, fact_counts_pb2, fact_filter_pb2, fact_pb2, fact_search_pb2
from dateline.v1 import ingest_service_pb2, ingest_service_pb2_grpc, query_service_pb2, query_service_pb2_grpc
from google.rpc import error_details_pb2, status_pb2

BODY = "HÀ NỘI — President Anne Dubois met Prime Minister Karl Weber in Paris on Monday."
TIMEOUT_SECONDS = 60


def error_info(error):
    """The google.rpc.ErrorInfo that an error carries."""
    details = dict(error.trailing_metadata())["grpc-status-details-bin"]
    for detail in status_pb2.Status.FromString(details).details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return info
    raise AssertionError("no ErrorInfo")


def main(ingest_address, query_address):
    ingest = ingest_service_pb2_grpc.IngestServiceStub(grpc.insecure_channel(ingest_address))
    query = query_service_pb2_grpc.QueryServiceStub(grpc.insecure_channel(query_address))

    written = ingest.IngestArticle(
        ingest_service_pb2.IngestArticleRequest(request_id="python-1", article=article_pb2.Article(body=BODY)),
        timeout=TIMEOUT_SECONDS)

    answer = query.ListFacts(
        query_service_pb2.ListFactsRequest(
            filter=fact_filter_pb2.FactFilter(
                article=written.article.name, event_types=[fact_pb2.EVENT_TYPE_CONSULT]),
            consistency=consistency_pb2.Consistency(at_least_as_fresh=written.revision_token)),
        timeout=TIMEOUT_SECONDS)
    for fact in answer.facts:
        evidence = fact.evidence
        assert BODY.encode()[evidence.begin_byte:evidence.end_byte].decode() == evidence.text
        print("met:", ", ".join(participant.display_name for participant in fact.participants))

    found = query.SearchFacts(fact_search_pb2.SearchFactsRequest(query='"karl weber" paris'), timeout=TIMEOUT_SECONDS)
    for snippet in found.hits[0].snippets:
        text = snippet.text.encode()
        print("found:", *(text[mark.begin_byte:mark.end_byte].decode() for mark in snippet.highlights))

    counted = query.AggregateFacts(
        fact_counts_pb2.AggregateFactsRequest(group_by=[fact_counts_pb2.FACT_DIMENSION_EVENT_TYPE]),
        timeout=TIMEOUT_SECONDS)
    print("types:", {group.keys[0]: group.fact_count for group in counted.groups})

    dubois = next(who.entity for fact in answer.facts for who in fact.participants if who.display_name == "Anne Dubois")
    counterparts = query.ListCounterparts(
        fact_counts_pb2.ListCounterpartsRequest(entity=dubois), timeout=TIMEOUT_SECONDS)
    print("counterparts:", [counterpart.display_name for counterpart in counterparts.counterparts])

    try:
        query.GetFact(query_service_pb2.GetFactRequest(name="articles/x/facts/y"), timeout=TIMEOUT_SECONDS)
    except grpc.RpcError as error:
        info = error_info(error)
        print("error:", error.code().name, info.domain, info.reason)


main(*sys.argv[2:])
