// Questions about the sample articles through both services: search, counts, counterparts, times, orders.
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "platform/encoding/sha256.h"
#include "tests/testing/directories.h"
#include "tests/testing/service_pair.h"

namespace dateline {
namespace {

using ::dateline::testing::CallContext;
using ::dateline::testing::FinishedProgram;
using ::dateline::testing::ServicePair;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSamples[] = DATELINE_SOURCE_DIRECTORY "/deploy/samples";

// One pair that has read the samples, for all tests.
class Questions : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    pair_ = new ServicePair(DATELINE_PROGRAM_DIRECTORY);
    pair_->StartIngest();
    pair_->StartQuery();
    EXPECT_EQ(pair_->RunCommand({"ingest", kSamples}).exit_code, 0);
    pair_->WaitUntilCaughtUp();
  }
  static void TearDownTestSuite() { delete pair_; }

  template <typename Request, typename Response>
  static Response Ask(grpc::Status (v1::QueryService::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                      const Request& request) {
    Response response;
    const grpc::Status status = (pair_->Query().get()->*method)(CallContext().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  static std::string Show(std::vector<std::string> arguments) {
    arguments.push_back("--format=text");
    const FinishedProgram program = pair_->RunCommand(arguments);
    EXPECT_EQ(program.exit_code, 0) << program.err;
    return program.out;
  }

  static ServicePair* pair_;
};

ServicePair* Questions::pair_ = nullptr;

TEST_F(Questions, SearchFindsWordsAndShowsThem) {
  v1::SearchFactsRequest request;
  request.set_query("diesel");
  const v1::SearchFactsResponse found = Ask(&v1::QueryService::Stub::SearchFacts, request);
  ASSERT_GT(found.hits_size(), 0);
  for (const v1::FactHit& hit : found.hits()) {
    ASSERT_GT(hit.snippets_size(), 0);
    const v1::Snippet& snippet = hit.snippets(0);
    const v1::Highlight& mark = snippet.highlights(0);
    EXPECT_THAT(snippet.text().substr(mark.begin_byte(), mark.end_byte() - mark.begin_byte()),
                ::testing::AnyOf("diesel", "Diesel"));
  }
  EXPECT_THAT(Show({"search", "\"Central Highway\" NOT merger"}),
              AllOf(HasSubstr("Central Highway"), HasSubstr("~~~")));
  EXPECT_EQ(Show({"search", "diesel -diesels zyzzyva"}), "0 facts\n");
}

TEST_F(Questions, ABrokenSearchSaysWhereItBreaks) {
  const FinishedProgram program = pair_->RunCommand({"search", "diesel (price"});
  EXPECT_EQ(program.exit_code, 1);
  EXPECT_THAT(program.err, HasSubstr("byte"));
}

TEST_F(Questions, CountsAddUp) {
  v1::AggregateFactsRequest request;
  request.add_group_by(v1::FACT_DIMENSION_KIND);
  const v1::AggregateFactsResponse counted = Ask(&v1::QueryService::Stub::AggregateFacts, request);
  int64_t sum = 0;
  for (const v1::FactGroup& group : counted.groups()) sum += group.fact_count();
  EXPECT_EQ(sum, counted.total_facts());
  EXPECT_EQ(counted.total_facts(),
            Ask(&v1::QueryService::Stub::GetIndexStatus, v1::GetIndexStatusRequest()).fact_count());
  EXPECT_THAT(Show({"timeline", "--by=year"}), AllOf(HasSubstr("2025"), HasSubstr("█")));
  EXPECT_THAT(Show({"aggregate", "--by=entity,kind", "--limit=5"}), HasSubstr("5 of them shown"));
}

TEST_F(Questions, CounterpartsAreThoseMet) {
  EXPECT_THAT(Show({"counterparts", "Cagri Sukruoglu"}),
              AllOf(HasSubstr("Stanisław Żółkiewicz"), Not(HasSubstr("Çağrı Şükrüoğlu"))));
}

TEST_F(Questions, OrdersAreKept) {
  v1::ListFactsRequest request;
  request.set_order_by(v1::FACT_ORDER_CONFIDENCE);
  request.set_ascending(true);
  request.set_view(v1::FACT_VIEW_BASIC);
  double before = 0;
  const v1::ListFactsResponse listed = Ask(&v1::QueryService::Stub::ListFacts, request);
  ASSERT_GT(listed.facts_size(), 1);
  for (const v1::Fact& fact : listed.facts()) {
    EXPECT_LE(before, fact.confidence());
    EXPECT_FALSE(fact.has_evidence());
    before = fact.confidence();
  }
}

TEST_F(Questions, WhatWasKnownThenStaysWhatWasKnownThen) {
  v1::AggregateFactsRequest request;
  request.add_group_by(v1::FACT_DIMENSION_KIND);
  const absl::Time moment = absl::Now();
  *request.mutable_consistency()->mutable_as_of_recorded() =
      google::protobuf::util::TimeUtil::NanosecondsToTimestamp(absl::ToUnixNanos(moment));
  const v1::AggregateFactsResponse then = Ask(&v1::QueryService::Stub::AggregateFacts, request);
  absl::SleepFor(absl::Milliseconds(5));
  v1::IngestArticleRequest article;
  article.mutable_article()->set_body("PARIS - President Anne Dubois met Prime Minister Karl Weber on Monday.");
  v1::IngestArticleResponse ingested;
  ASSERT_TRUE(pair_->Ingest()->IngestArticle(CallContext().get(), article, &ingested).ok());
  ASSERT_GT(ingested.facts_size(), 0);
  pair_->WaitUntilCaughtUp();
  EXPECT_EQ(Ask(&v1::QueryService::Stub::AggregateFacts, request).total_facts(), then.total_facts());
  request.clear_consistency();
  EXPECT_EQ(Ask(&v1::QueryService::Stub::AggregateFacts, request).total_facts(),
            then.total_facts() + ingested.facts_size());
}

TEST_F(Questions, WhoeverHasTheBodyChecksEveryTestimony) {
  const auto ingest = pair_->Ingest();
  const v1::ListFactsResponse listed = Ask(&v1::QueryService::Stub::ListFacts, v1::ListFactsRequest());
  int testimonies = 0;
  for (const v1::Fact& fact : listed.facts()) {
    v1::ExplainFactRequest request;
    request.set_name(fact.name());
    const v1::ExplainFactResponse explained = Ask(&v1::QueryService::Stub::ExplainFact, request);
    std::vector<v1::Testimony> given = {explained.testimony()};
    for (const v1::ClaimVersion& version : explained.versions()) {
      given.insert(given.end(), version.testimonies().begin(), version.testimonies().end());
    }
    for (const v1::Testimony& testimony : given) {
      v1::GetArticleRequest get;
      get.set_name(testimony.article().name());
      v1::GetArticleResponse article;
      ASSERT_TRUE(ingest->GetArticle(CallContext().get(), get, &article).ok()) << get.name();
      const std::string& body = article.article().body();
      EXPECT_EQ(encoding::Sha256Hex(body), testimony.article().sha256());
      const v1::Fact& said = testimony.fact();
      const auto begin = static_cast<size_t>(said.evidence().begin_byte());
      const auto end = static_cast<size_t>(said.evidence().end_byte());
      ASSERT_TRUE(said.evidence_prefix().size() <= begin && begin < end && end <= body.size()) << said.name();
      EXPECT_EQ(body.substr(begin, end - begin), said.evidence().text());
      const std::string around = said.evidence_prefix() + said.evidence().text() + said.evidence_suffix();
      EXPECT_EQ(body.substr(begin - said.evidence_prefix().size(), around.size()), around);
      ++testimonies;
    }
  }
  EXPECT_GT(testimonies, 50);
}

TEST_F(Questions, TheCommandsExportAndExplainAndOrderBySources) {
  v1::ListFactsRequest request;
  request.mutable_filter()->add_kinds(v1::FACT_KIND_EVENT);
  request.set_page_size(1000);
  request.set_order_by(v1::FACT_ORDER_SOURCES);
  const v1::ListFactsResponse listed = Ask(&v1::QueryService::Stub::ListFacts, request);
  ASSERT_GT(listed.facts_size(), 1);
  const FinishedProgram exported = pair_->RunCommand({"export", "--kind=event"});
  EXPECT_EQ(exported.exit_code, 0) << exported.err;
  EXPECT_EQ(std::count(exported.out.begin(), exported.out.end(), '\n'), listed.facts_size());
  const FinishedProgram shown =
      pair_->RunCommand({"facts", "--all", "--kind=event", "--order=sources", "--format=json"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  size_t position = 0;
  for (const v1::Fact& fact : listed.facts()) {
    const std::string name = absl::StrCat("\"", fact.name(), "\"");
    EXPECT_THAT(exported.out, HasSubstr(name));
    position = shown.out.find(name, position);
    ASSERT_NE(position, std::string::npos) << name << " is not there, or not in its order";
  }
  EXPECT_THAT(Show({"explain", listed.facts(0).name()}), HasSubstr("EVENT"));
}

TEST_F(Questions, ATypoStillFindsTheName) {
  v1::ResolveEntitiesRequest request;
  request.set_text("Sukruoglo");
  const v1::ResolveEntitiesResponse resolved = Ask(&v1::QueryService::Stub::ResolveEntities, request);
  ASSERT_GT(resolved.entities_size(), 0);
  EXPECT_EQ(resolved.entities(0).entity().display_name(), "Çağrı Şükrüoğlu");
  EXPECT_LT(resolved.entities(0).score(), 0.95);
}

TEST_F(Questions, OfficesSayWhoseWordTheyAre) {
  v1::ResolveEntitiesRequest request;
  request.set_text("le hoang khai");
  request.set_office("prime minister");
  const v1::ResolveEntitiesResponse resolved = Ask(&v1::QueryService::Stub::ResolveEntities, request);
  ASSERT_EQ(resolved.entities_size(), 1);
  v1::GetEntityRequest get;
  get.set_name(resolved.entities(0).entity().name());
  const v1::GetEntityResponse entity = Ask(&v1::QueryService::Stub::GetEntity, get);
  ASSERT_GT(entity.entity().offices_size(), 0);
  EXPECT_THAT(entity.entity().offices(0).evidence(), Not(::testing::IsEmpty()));
  EXPECT_GT(entity.entity().offices(0).first_recorded_time().seconds(), 0);
  int64_t sum = 0;
  for (const v1::FactTypeCount& count : entity.fact_type_counts()) sum += count.fact_count();
  EXPECT_EQ(sum, entity.fact_count());
}

}  // namespace
}  // namespace dateline
