// Both services with canned answers, on a loopback port, for tests of the commands.
#ifndef DATELINE_TESTS_CLI_FAKE_SERVICES_H_
#define DATELINE_TESTS_CLI_FAKE_SERVICES_H_

#include <algorithm>
#include <deque>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "cli/commands.h"
#include "cli/service_client.h"
#include "dateline/v1/feed_service.grpc.pb.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "tests/cli/example_facts.h"

namespace dateline::cli {

// Knows one entity for each name in `entities`, and pages through `facts` two at a time.
class FakeQueryService final : public v1::QueryService::Service {
 public:
  std::map<std::string, std::vector<std::string>> entities;  // a name -> resource names
  std::vector<v1::Fact> facts;
  v1::ListFactsRequest last_request;
  std::string content_checksum;

  grpc::Status GetFact(grpc::ServerContext*, const v1::GetFactRequest* request,
                       v1::GetFactResponse* response) override {
    for (const v1::Fact& fact : facts) {
      if (fact.name() == request->name()) *response->mutable_fact() = fact;
    }
    return response->has_fact() ? grpc::Status::OK : grpc::Status(grpc::StatusCode::NOT_FOUND, "no fact\nof this name");
  }

  grpc::Status ListFacts(grpc::ServerContext*, const v1::ListFactsRequest* request,
                         v1::ListFactsResponse* response) override {
    last_request = *request;
    const size_t begin = request->page_token().empty() ? 0 : std::stoul(request->page_token());
    const size_t end = std::min({facts.size(), begin + 2, begin + request->page_size()});
    for (size_t i = begin; i < end; ++i) *response->add_facts() = facts[i];
    if (end < facts.size()) response->set_next_page_token(std::to_string(end));
    return grpc::Status::OK;
  }

  // What explanations say beside the fact, and who asked.
  v1::ExplainFactResponse explanation;
  std::vector<std::string> explained;
  grpc::Status ExplainFact(grpc::ServerContext*, const v1::ExplainFactRequest* request,
                           v1::ExplainFactResponse* response) override {
    *response = explanation;
    explained.push_back(request->name());
    for (const v1::Fact& fact : facts) {
      if (fact.name() == request->name()) *response->mutable_testimony()->mutable_fact() = fact;
    }
    return response->has_testimony() ? grpc::Status::OK
                                     : grpc::Status(grpc::StatusCode::NOT_FOUND, "no fact of this name");
  }

  // A bookmark, then each fact matches, and then it does not; then it ends, each call as `watch_ends` says.
  v1::WatchFactsRequest last_watch;
  std::deque<grpc::Status> watch_ends;
  grpc::Status WatchFacts(grpc::ServerContext*, const v1::WatchFactsRequest* request,
                          grpc::ServerWriter<v1::WatchFactsResponse>* writer) override {
    last_watch = *request;
    v1::WatchFactsResponse bookmark;
    bookmark.set_resume_token("t0");
    writer->Write(bookmark);
    for (const v1::Fact& fact : facts) {
      v1::WatchFactsResponse response;
      v1::WatchEvent* match = response.add_events();
      match->set_kind(v1::WATCH_EVENT_KIND_MATCH);
      match->set_cause(v1::WATCH_EVENT_CAUSE_RECORDED);
      *match->mutable_fact() = fact;
      v1::WatchEvent* unmatch = response.add_events();
      unmatch->set_kind(v1::WATCH_EVENT_KIND_UNMATCH);
      unmatch->set_cause(v1::WATCH_EVENT_CAUSE_CANCELED);
      unmatch->set_fact_name(fact.name());
      unmatch->set_reason("not so");
      unmatch->mutable_record_time()->set_seconds(7);
      v1::WatchEvent* purge = response.add_events();
      purge->set_kind(v1::WATCH_EVENT_KIND_UNMATCH);
      purge->set_cause(v1::WATCH_EVENT_CAUSE_PURGED);
      purge->set_purged_article("articles/a1");
      response.set_resume_token("t1");
      writer->Write(response);
    }
    if (watch_ends.empty()) return grpc::Status(grpc::StatusCode::OUT_OF_RANGE, "begin anew");
    const grpc::Status end = watch_ends.front();
    watch_ends.pop_front();
    return end;
  }

  // One fact a message; the calls break off after so many, those beyond do not.
  std::deque<int> export_breaks;
  grpc::Status ExportFacts(grpc::ServerContext*, const v1::ExportFactsRequest* request,
                           grpc::ServerWriter<v1::ExportFactsResponse>* writer) override {
    size_t next = request->resume_token().empty() ? 0 : std::stoul(request->resume_token());
    const int most = export_breaks.empty() ? 1000 : export_breaks.front();
    if (!export_breaks.empty()) export_breaks.pop_front();
    for (int given = 0; next < facts.size(); ++given) {
      if (given == most) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "gone");
      v1::ExportFactsResponse response;
      *response.add_facts() = facts[next++];
      if (next < facts.size()) response.set_resume_token(std::to_string(next));
      writer->Write(response);
    }
    return grpc::Status::OK;
  }

  v1::SearchFactsRequest last_search;
  grpc::Status SearchFacts(grpc::ServerContext*, const v1::SearchFactsRequest* request,
                           v1::SearchFactsResponse* response) override {
    last_search = *request;
    for (const v1::Fact& fact : facts) {
      v1::FactHit* hit = response->add_hits();
      *hit->mutable_fact() = fact;
      hit->set_score(1.5);
    }
    return grpc::Status::OK;
  }

  v1::AggregateFactsRequest last_aggregation;
  v1::AggregateFactsResponse aggregation;
  grpc::Status AggregateFacts(grpc::ServerContext*, const v1::AggregateFactsRequest* request,
                              v1::AggregateFactsResponse* response) override {
    last_aggregation = *request;
    *response = aggregation;
    return grpc::Status::OK;
  }

  v1::ListCounterpartsRequest last_counterparts;
  grpc::Status ListCounterparts(grpc::ServerContext*, const v1::ListCounterpartsRequest* request,
                                v1::ListCounterpartsResponse* response) override {
    last_counterparts = *request;
    response->add_counterparts()->set_display_name("Anna Kovač");
    response->mutable_counterparts(0)->set_fact_count(3);
    return grpc::Status::OK;
  }

  v1::GetEntityRequest last_entity;
  grpc::Status GetEntity(grpc::ServerContext*, const v1::GetEntityRequest* request,
                         v1::GetEntityResponse* response) override {
    last_entity = *request;
    response->mutable_entity()->set_name(request->name());
    response->mutable_entity()->set_display_name("Bùi Thanh Sơn");
    response->mutable_entity()->set_type(v1::ENTITY_TYPE_PERSON);
    return grpc::Status::OK;
  }

  v1::ResolveEntitiesRequest last_resolution;
  grpc::Status ResolveEntities(grpc::ServerContext*, const v1::ResolveEntitiesRequest* request,
                               v1::ResolveEntitiesResponse* response) override {
    last_resolution = *request;
    for (const std::string& name : entities[request->text()]) {
      v1::ResolvedEntity* resolved = response->add_entities();
      resolved->mutable_entity()->set_name(name);
      resolved->mutable_entity()->set_country_code(request->country_code());
      resolved->set_score(absl::EndsWith(name, "-partly") ? 0.5 : 1);
    }
    return grpc::Status::OK;
  }

  // Reads a change more from question to question where `reads_on`; with the last come `facts_to_come`.
  int64_t applied_offset = 7;
  bool reads_on = false;
  std::vector<v1::Fact> facts_to_come;
  grpc::Status GetIndexStatus(grpc::ServerContext*, const v1::GetIndexStatusRequest*,
                              v1::GetIndexStatusResponse* response) override {
    response->set_applied_offset(reads_on ? applied_offset++ : applied_offset);
    if (response->applied_offset() >= 9) facts.swap(facts_to_come);
    response->set_content_checksum(content_checksum);
    return grpc::Status::OK;
  }
};

// Gives each article two facts; refuses a body with "bad" in it; `requests` remembers what came.
class FakeIngestService final : public v1::IngestService::Service {
 public:
  std::vector<v1::StreamIngestRequest> requests;
  size_t break_after = 1000000;  // answers, then the call fails

  grpc::Status GetArticle(grpc::ServerContext*, const v1::GetArticleRequest*,
                          v1::GetArticleResponse* response) override {
    *response->mutable_article() = MeetingArticle();
    response->mutable_article()->set_byline("Ann Lee");
    response->mutable_article()->set_media_type("text/plain");
    return grpc::Status::OK;
  }

  // Retracts one fact and adds one; remembers the request.
  v1::CorrectArticleRequest correction;
  grpc::Status CorrectArticle(grpc::ServerContext*, const v1::CorrectArticleRequest* request,
                              v1::CorrectArticleResponse* response) override {
    correction = *request;
    response->mutable_article()->set_name(request->article().name());
    response->mutable_article()->set_revision(2);
    response->mutable_article()->set_status(v1::ARTICLE_STATUS_USABLE);
    v1::FactChange* added = response->add_changes();
    added->set_kind(v1::FACT_CHANGE_KIND_ADDED);
    *added->mutable_after() = MeetingFact();
    v1::FactChange* retracted = response->add_changes();
    retracted->set_kind(v1::FACT_CHANGE_KIND_RETRACTED);
    *retracted->mutable_before() = MeetingFact();
    return grpc::Status::OK;
  }

  std::string retraction_etag;
  grpc::Status RetractArticle(grpc::ServerContext*, const v1::RetractArticleRequest* request,
                              v1::RetractArticleResponse* response) override {
    retraction_etag = request->etag();
    response->mutable_article()->set_name(request->name());
    response->mutable_article()->set_reason(request->reason());
    response->mutable_article()->set_status(v1::ARTICLE_STATUS_CANCELED);
    return grpc::Status::OK;
  }

  std::string purge_etag;
  grpc::Status PurgeArticle(grpc::ServerContext*, const v1::PurgeArticleRequest* request,
                            v1::PurgeArticleResponse*) override {
    purge_etag = request->etag();
    return grpc::Status::OK;
  }

  grpc::Status GetPurgeReceipt(grpc::ServerContext*, const v1::GetPurgeReceiptRequest* request,
                               v1::GetPurgeReceiptResponse* response) override {
    response->mutable_receipt()->set_article(request->name());
    response->mutable_receipt()->set_facts(7);
    response->mutable_receipt()->add_confirmations()->set_consumer("query-1");
    response->mutable_receipt()->add_unconfirmed_consumers("query-2");
    return grpc::Status::OK;
  }

  // Is done at the second question.
  int questions = 0;
  grpc::Status ReextractArticles(grpc::ServerContext*, const v1::ReextractArticlesRequest*,
                                 v1::ReextractArticlesResponse* response) override {
    response->mutable_reextraction()->set_name("reextractions/1");
    response->mutable_reextraction()->set_state(v1::REEXTRACTION_STATE_RUNNING);
    return grpc::Status::OK;
  }
  grpc::Status GetReextraction(grpc::ServerContext*, const v1::GetReextractionRequest* request,
                               v1::GetReextractionResponse* response) override {
    response->mutable_reextraction()->set_name(request->name());
    response->mutable_reextraction()->set_facts_confirmed(12);
    response->mutable_reextraction()->set_state(++questions < 2 ? v1::REEXTRACTION_STATE_RUNNING
                                                                : v1::REEXTRACTION_STATE_DONE);
    return grpc::Status::OK;
  }

  grpc::Status StreamIngest(
      grpc::ServerContext*,
      grpc::ServerReaderWriter<v1::StreamIngestResponse, v1::StreamIngestRequest>* stream) override {
    for (v1::StreamIngestRequest request; stream->Read(&request); requests.push_back(request)) {
      if (requests.size() == break_after) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "gone");
      v1::StreamIngestResponse response;
      response.set_index(static_cast<int64_t>(requests.size()));
      if (absl::StrContains(request.article().body(), "bad")) {
        response.mutable_failure()->set_code(3);
        response.mutable_failure()->set_reason(v1::ERROR_REASON_FIELD_INVALID);
        response.mutable_failure()->set_message("article.body: bad");
      } else {
        response.mutable_ingested()->mutable_article()->set_name("articles/a");
        response.mutable_ingested()->add_facts();
        response.mutable_ingested()->add_facts();
      }
      stream->Write(response);
    }
    return grpc::Status::OK;
  }
};

class FakeFeedService final : public v1::FeedService::Service {
 public:
  grpc::Status GetFeedInfo(grpc::ServerContext*, const v1::GetFeedInfoRequest*,
                           v1::GetFeedInfoResponse* response) override {
    response->set_head_offset(9);
    return grpc::Status::OK;
  }
};

// What a command did.
struct CommandResult {
  absl::Status status;
  std::string out;
  std::string err;
};

// Runs the one command that `add` adds. Bad usage is a status UNIMPLEMENTED with CLI11's message.
inline absl::Status RunCommandOn(Console& console, void (*add)(CLI::App&, Action&),
                                 std::vector<std::string> arguments) {
  CLI::App program;
  Action action;
  add(program, action);
  try {
    std::reverse(arguments.begin(), arguments.end());
    program.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    return absl::UnimplementedError(error.what());
  }
  return action(console);
}

inline CommandResult RunCommand(void (*add)(CLI::App&, Action&), std::vector<std::string> arguments,
                                const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out, err;
  Console console = {.in = in, .out = out, .err = err, .width_columns = 60};
  const absl::Status status = RunCommandOn(console, add, std::move(arguments));
  return {.status = status, .out = out.str(), .err = err.str()};
}

// With standard output on a disk without space.
inline absl::Status RunOnFullDisk(void (*add)(CLI::App&, Action&), std::vector<std::string> arguments) {
  std::istringstream in;
  std::ofstream out("/dev/full");
  std::ostringstream err;
  Console console = {.in = in, .out = out, .err = err};
  return RunCommandOn(console, add, std::move(arguments));
}

// The three fakes behind one address.
class FakeServices {
 public:
  FakeServices() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&query);
    builder.RegisterService(&ingest);
    builder.RegisterService(&feed);
    server_ = builder.BuildAndStart();
  }
  ~FakeServices() { server_->Shutdown(); }

  std::string QueryFlag() const { return absl::StrCat("--query=", Address()); }
  std::string IngestFlag() const { return absl::StrCat("--ingest=", Address()); }
  ServiceTarget QueryTarget() const { return {.program = "dateline-query", .option = "--query", .address = Address()}; }

  FakeQueryService query;
  FakeIngestService ingest;
  FakeFeedService feed;

 private:
  std::string Address() const { return absl::StrCat("127.0.0.1:", port_); }

  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace dateline::cli

#endif  // DATELINE_TESTS_CLI_FAKE_SERVICES_H_
