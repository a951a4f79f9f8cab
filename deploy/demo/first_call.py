"""Asks the query service of the address in DATELINE_QUERY for the events that it knows."""
import os

import grpc
from dateline.v1 import fact_filter_pb2, fact_pb2, query_service_pb2, query_service_pb2_grpc

with grpc.insecure_channel(os.environ["DATELINE_QUERY"]) as channel:
    query = query_service_pb2_grpc.QueryServiceStub(channel)
    events = fact_filter_pb2.FactFilter(kinds=[fact_pb2.FACT_KIND_EVENT])
    page = query.ListFacts(query_service_pb2.ListFactsRequest(filter=events, page_size=5), timeout=10)
    for fact in page.facts:
        who = ", ".join(participant.display_name for participant in fact.participants)
        print(f"{fact_pb2.EventType.Name(fact.event_type):25} {fact.time.edtf:12} {who}: {fact.trigger.text}")
