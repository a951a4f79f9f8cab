#include "query_service/rpc/query_service_rpc.h"

#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "platform/rpc/server_host.h"
#include "platform/rpc/status_conversion.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::testing::SizeIs;

class QueryServiceRpcTest : public testing::AnswerFixture {
 protected:
  QueryServiceRpcTest() {
    v1::Fact fact = FactOf("articles/a/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, "entities/son"},
                                                  {v1::PARTICIPANT_ROLE_RECIPIENT, "entities/khai"}});
    fact.mutable_evidence()->set_text("They spoke about rice.");
    Apply({EntityChange(EntityOf("entities/son", "Bùi Thanh Sơn")), FactChange(fact)});
  }

  void Serve(const QueryRpcOptions& options = {}, int max_waiting_tasks = 100, size_t max_waiters = 100) {
    gate_ = std::make_unique<answers::FreshnessGate>(max_waiters);
    workers_ = std::make_unique<threading::WorkerPool>(1, max_waiting_tasks);
    health_ = std::make_unique<FeedHealth>(
        10, *gate_, hub_, [](bool) {}, [](absl::string_view) {});
    service_ = std::make_unique<QueryServiceRpc>(options, answers_, *gate_, *health_, *workers_,
                                                 WatchContext{reader_, hub_, watch_workers_});
    ServerOptions server;
    server.listen_address = "127.0.0.1:0";
    host_ = *ServerHost::Start(server, {}, nullptr, {service_.get()});
    stub_ = v1::QueryService::NewStub(grpc::CreateChannel(host_->address(), grpc::InsecureChannelCredentials()));
  }

  // So long that only a failure explains it.
  static std::unique_ptr<grpc::ClientContext> PatientContext() {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    return context;
  }

  template <typename Request, typename Response>
  absl::Status Call(grpc::Status (v1::QueryService::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response& response) {
    return FromGrpcStatus((stub_.get()->*method)(PatientContext().get(), request, &response));
  }

  absl::Status ListAtLeast(int64_t offset) {
    v1::ListFactsRequest request;
    request.mutable_consistency()->set_at_least_as_fresh(answers::RevisionToken({"feed", offset}));
    v1::ListFactsResponse response;
    return Call(&v1::QueryService::Stub::ListFacts, request, response);
  }

  watches::WatchHub hub_{reader_, answers_.corroboration(), 10};
  threading::WorkerPool watch_workers_{1, 10};
  std::unique_ptr<answers::FreshnessGate> gate_;
  std::unique_ptr<threading::WorkerPool> workers_;
  std::unique_ptr<FeedHealth> health_;
  std::unique_ptr<QueryServiceRpc> service_;
  std::unique_ptr<ServerHost> host_;
  std::unique_ptr<v1::QueryService::Stub> stub_;
};

TEST_F(QueryServiceRpcTest, ServesEveryMethod) {
  Serve();
  v1::GetFactRequest fact;
  fact.set_name("articles/a/facts/1");
  v1::GetFactResponse fact_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::GetFact, fact, fact_response), IsOk());
  EXPECT_EQ(fact_response.fact().name(), fact.name());

  v1::BatchGetFactsRequest batch;
  batch.add_names(fact.name());
  v1::BatchGetFactsResponse batch_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::BatchGetFacts, batch, batch_response), IsOk());
  EXPECT_THAT(batch_response.facts(), SizeIs(1));

  v1::ListFactsResponse list_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::ListFacts, v1::ListFactsRequest(), list_response), IsOk());
  EXPECT_THAT(list_response.facts(), SizeIs(1));

  v1::SearchFactsRequest search;
  search.set_query("rice");
  v1::SearchFactsResponse search_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::SearchFacts, search, search_response), IsOk());
  EXPECT_THAT(search_response.hits(), SizeIs(1));

  v1::AggregateFactsRequest aggregate;
  aggregate.add_group_by(v1::FACT_DIMENSION_KIND);
  v1::AggregateFactsResponse aggregate_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::AggregateFacts, aggregate, aggregate_response), IsOk());
  EXPECT_EQ(aggregate_response.total_facts(), 1);

  v1::ListCounterpartsRequest counterparts;
  counterparts.set_entity("entities/son");
  v1::ListCounterpartsResponse counterparts_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::ListCounterparts, counterparts, counterparts_response), IsOk());
  EXPECT_THAT(counterparts_response.counterparts(), SizeIs(1));

  v1::GetEntityRequest entity;
  entity.set_name("entities/son");
  v1::GetEntityResponse entity_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::GetEntity, entity, entity_response), IsOk());
  EXPECT_EQ(entity_response.fact_count(), 1);

  v1::ListEntitiesResponse entities_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::ListEntities, v1::ListEntitiesRequest(), entities_response), IsOk());
  EXPECT_THAT(entities_response.entities(), SizeIs(1));

  v1::ResolveEntitiesRequest resolve;
  resolve.set_text("bui thanh son");
  v1::ResolveEntitiesResponse resolve_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::ResolveEntities, resolve, resolve_response), IsOk());
  EXPECT_THAT(resolve_response.entities(), SizeIs(1));

  v1::GetIndexStatusResponse status_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::GetIndexStatus, v1::GetIndexStatusRequest(), status_response), IsOk());
  EXPECT_EQ(status_response.fact_count(), 1);
}

TEST_F(QueryServiceRpcTest, AnswersOnceTheIndexIsThere) {
  Serve();
  auto answer = std::async(std::launch::async, [&] { return ListAtLeast(3); });
  Apply({FactChange(FactOf("articles/a/facts/2"))});
  gate_->Advance(3);
  EXPECT_THAT(answer.get(), IsOk());
}

// The gate may be ahead of what readers see.
TEST_F(QueryServiceRpcTest, GivesUpInTimeWhereTheGateIsAhead) {
  QueryRpcOptions options;
  options.max_call_duration = absl::Milliseconds(200);
  Serve(options);
  gate_->Advance(3);
  EXPECT_EQ(errors::Reason(ListAtLeast(3)), "NOT_FRESH_ENOUGH");
}

TEST_F(QueryServiceRpcTest, EndsAnswersWithTheService) {
  Serve();
  answers_.end().Set(absl::Now());
  v1::ListFactsRequest short_page, long_page;
  long_page.set_ascending(true);
  for (const v1::ListFactsRequest& request : {short_page, long_page}) {
    v1::ListFactsResponse response;
    EXPECT_EQ(errors::Reason(Call(&v1::QueryService::Stub::ListFacts, request, response)), "SHUTTING_DOWN");
  }
  v1::ExportFactsResponse message;
  const auto context = PatientContext();
  const auto stream = stub_->ExportFacts(context.get(), {});
  EXPECT_FALSE(stream->Read(&message));
  EXPECT_EQ(errors::Reason(FromGrpcStatus(stream->Finish())), "SHUTTING_DOWN");
}

TEST_F(QueryServiceRpcTest, RefusesMoreWaitersThanItMay) {
  Serve({}, 100, /*max_waiters=*/0);
  const absl::Status status = ListAtLeast(3);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(errors::Reason(status), "OVERLOADED");
}

TEST_F(QueryServiceRpcTest, RefusesMoreCallsThanMayWaitForAWorker) {
  Serve({}, /*max_waiting_tasks=*/1);
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  std::promise<void> begun;
  // The only worker is busy, and the only place to wait is taken.
  ASSERT_TRUE(workers_->TrySchedule([&begun, released] {
    begun.set_value();
    released.wait();
  }));
  begun.get_future().wait();
  ASSERT_TRUE(workers_->TrySchedule([released] { released.wait(); }));
  v1::ListFactsRequest long_page, ascending, by_time;
  long_page.set_page_size(1000);
  ascending.set_ascending(true);
  by_time.set_order_by(v1::FACT_ORDER_TIME);
  for (const v1::ListFactsRequest& request : {long_page, ascending, by_time}) {
    v1::ListFactsResponse response;
    const absl::Status status = Call(&v1::QueryService::Stub::ListFacts, request, response);
    EXPECT_EQ(errors::Reason(status), "OVERLOADED") << request.ShortDebugString();
  }
  // Short answers need no worker.
  v1::ListFactsResponse page;
  EXPECT_THAT(Call(&v1::QueryService::Stub::ListFacts, v1::ListFactsRequest(), page), IsOk());
  EXPECT_THAT(page.facts(), SizeIs(1));
  v1::GetFactRequest fact;
  fact.set_name("articles/a/facts/1");
  v1::GetFactResponse fact_response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::GetFact, fact, fact_response), IsOk());
  release.set_value();
}

TEST_F(QueryServiceRpcTest, ReadsWithoutAWorkerOnlyWhatIsShort) {
  Serve({}, /*max_waiting_tasks=*/0);  // there is no place for what needs one
  const auto is_short = [this](const v1::ListFactsRequest& request) {
    v1::ListFactsResponse response;
    return errors::Reason(Call(&v1::QueryService::Stub::ListFacts, request, response)) != "OVERLOADED";
  };
  v1::ListFactsRequest few;
  few.set_order_by(v1::FACT_ORDER_RECORDED);
  few.mutable_filter()->add_entities("entities/son");
  EXPECT_TRUE(is_short(v1::ListFactsRequest()));
  EXPECT_TRUE(is_short(few));
  std::vector<v1::ListFactsRequest> longer(8, few);
  longer[0].set_order_by(v1::FACT_ORDER_TIME);
  longer[1].set_ascending(true);
  longer[2].mutable_consistency()->mutable_as_of_recorded()->set_seconds(1);
  longer[3].mutable_filter()->set_min_confidence(0.5);
  longer[4].mutable_filter()->mutable_recorded()->mutable_begin_time()->set_seconds(1);
  longer[5].mutable_filter()->mutable_published()->mutable_first()->set_year(2024);
  longer[6].mutable_filter()->mutable_valid_time()->mutable_first()->set_year(2024);
  for (v1::DateRange* const range :
       {longer[5].mutable_filter()->mutable_published(), longer[6].mutable_filter()->mutable_valid_time()}) {
    range->mutable_first()->set_month(1);
    range->mutable_first()->set_day(1);
  }
  for (int i = 0; i < 20; ++i) longer[7].mutable_filter()->add_publishers(std::to_string(i));
  for (const v1::ListFactsRequest& request : longer) EXPECT_FALSE(is_short(request)) << request.ShortDebugString();
  v1::GetFactRequest then;
  then.set_name("articles/a/facts/1");
  then.mutable_consistency()->mutable_as_of_recorded()->set_seconds(1);
  v1::GetFactResponse response;
  EXPECT_EQ(errors::Reason(Call(&v1::QueryService::Stub::GetFact, then, response)), "OVERLOADED");
}

TEST_F(QueryServiceRpcTest, NamesTheFieldThatIsNotUtf8) {
  Serve();
  v1::ResolveEntitiesRequest request;
  request.set_text("S\xC6n");
  v1::ResolveEntitiesResponse response;
  const absl::Status status = Call(&v1::QueryService::Stub::ResolveEntities, request, response);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(errors::InvalidField(status), "text");
}

TEST_F(QueryServiceRpcTest, GivesNoLongerPageThanAllowedWhenNoneIsAskedFor) {
  QueryRpcOptions options;
  options.limits.max_page_size = 1;
  Serve(options);
  Apply({FactChange(FactOf("articles/a/facts/2"))});
  v1::ListFactsRequest request;
  v1::ListFactsResponse response;
  EXPECT_THAT(Call(&v1::QueryService::Stub::ListFacts, request, response), IsOk());
  EXPECT_THAT(response.facts(), SizeIs(1));
  request.set_page_token(response.next_page_token());
  EXPECT_THAT(Call(&v1::QueryService::Stub::ListFacts, request, response), IsOk());
  EXPECT_THAT(response.facts(), SizeIs(1));
  EXPECT_EQ(response.next_page_token(), "");
}

TEST_F(QueryServiceRpcTest, SaysWhatIsWrongWithARequest) {
  Serve();
  v1::ListFactsRequest request;
  request.set_page_size(-1);
  v1::ListFactsResponse response;
  EXPECT_EQ(errors::Reason(Call(&v1::QueryService::Stub::ListFacts, request, response)), "PAGE_SIZE_INVALID");
  request.set_page_size(1);
  request.set_page_token("garbage");
  EXPECT_EQ(errors::Reason(Call(&v1::QueryService::Stub::ListFacts, request, response)), "PAGE_TOKEN_INVALID");
  request.clear_page_token();
  request.mutable_consistency()->set_at_exact("garbage");
  EXPECT_EQ(errors::Reason(Call(&v1::QueryService::Stub::ListFacts, request, response)), "REVISION_TOKEN_INVALID");
}

}  // namespace
}  // namespace dateline::rpc
