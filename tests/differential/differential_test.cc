// The answers of the real index beside those of the model: random histories, states and questions.
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/tokens.h"
#include "query_service/index/index_writer.h"
#include "tests/differential/random_questions.h"
#include "tests/differential/snippet_checks.h"
#include "tests/index_model/index_model.h"
#include "tests/index_model/model_answers.h"
#include "tests/index_model/model_entities.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::testing {
namespace {

using answers::Answers;
using ::testing::_;
using ::testing::ElementsAreArray;

constexpr int kSeeds = 25;
constexpr int kChanges = 300;
constexpr int kStates = 20;
// Of each of nine kinds, at each state.
constexpr int kQuestions = 54;
// Lists, searches and counts with a filter or words; 100,000 of all seeds.
constexpr int kLeastNarrowed = 100'000 / kSeeds;
// Several segments, and parts of one.
constexpr segments::SegmentSizes kSizes = {/*facts_of_segment=*/64, /*facts_of_part=*/8};

template <typename Message>
std::vector<std::string> Bytes(const Message& messages) {
  std::vector<std::string> bytes;
  for (const auto& message : messages) bytes.push_back(message.SerializeAsString());
  return bytes;
}

class Differential : public ::testing::TestWithParam<uint32_t> {
 protected:
  Differential() : questions_(GetParam()), reader_(place_, published_), answers_(reader_, {}) {
    RandomHistory history(GetParam());
    int64_t commit_seconds = RandomHistory::kFirstCommitSeconds;
    while (feed_.records().size() < kChanges) {
      // Several changes of one transaction, two on average, have one time.
      commit_seconds += 1000 * history.Below(4 * RandomHistory::kSecondsOfAChange / 1000);
      for (int count = 1 + history.Below(3); count > 0; --count) feed_.Add({history.NextChange()}, commit_seconds);
    }
  }

  // Gives the index and the model all changes in batches, and calls `after_each` after each of them.
  void Follow(const std::function<void()>& after_each) {
    // Of an empty feed the index is at the head.
    EXPECT_THAT(SampleFeed().Give(Writer(), 1), IsOk());
    while (Head() > at_ && !HasFailure()) {
      if (questions_.Below(8) == 0) writer_.reset();
      EXPECT_THAT(feed_.Give(Writer(), 1 + questions_.Below(60)), IsOk());
      const int64_t position = Writer().Position()->offset;
      while (at_ < position) model_.Take(feed_.records()[static_cast<size_t>(at_++)]);
      after_each();
    }
  }

  index::IndexWriter& Writer() {
    if (writer_ == nullptr) writer_ = *index::IndexWriter::Open(place_, published_, kSizes);
    return *writer_;
  }
  int64_t Head() const { return static_cast<int64_t>(feed_.records().size()); }

  // The newest state, for which nothing needs to be said.
  void ChooseNewest() {
    consistency_.Clear();
    if (questions_.Below(2) == 0) consistency_.set_minimize_latency(true);
    state_ = model_.StateAt(at_);
  }

  // A state and one of the ways to ask for it.
  void ChooseState() {
    consistency_.Clear();
    if (questions_.Below(3) == 0) {
      const auto change = static_cast<size_t>(questions_.Below(static_cast<int>(Head())));
      const int64_t seconds = feed_.records()[change].commit_time().seconds();
      consistency_.mutable_as_of_recorded()->set_seconds(seconds);
      consistency_.mutable_as_of_recorded()->set_nanos(questions_.Below(2) * 999'999'999);
      at_ = model_.OffsetAsOf(seconds);
    } else {
      at_ = questions_.Below(static_cast<int>(Head()) + 1);
      consistency_.set_at_exact(answers::RevisionToken({"feed", at_}));
    }
    state_ = model_.StateAt(at_);
  }

  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(absl::StatusOr<std::string> (Answers::*method)(const Request&, absl::Time) const,
                               Request request) {
    *request.mutable_consistency() = consistency_;
    const absl::StatusOr<std::string> bytes = (answers_.*method)(request, absl::InfiniteFuture());
    if (!bytes.ok()) return bytes.status();
    Response response;
    EXPECT_TRUE(response.ParseFromString(*bytes));
    EXPECT_EQ(response.revision_token(), answers::RevisionToken({"feed", at_}));
    return response;
  }

  // The items of every page; each but the last has as many as were asked for.
  template <typename Response, typename Request, typename Item>
  std::vector<Item> Walk(absl::StatusOr<std::string> (Answers::*method)(const Request&, absl::Time) const,
                         Request request, google::protobuf::RepeatedPtrField<Item>* (Response::*items)()) {
    std::vector<Item> all;
    do {
      request.set_page_size(1 + questions_.Below(40));
      absl::StatusOr<Response> response = Ask<Response>(method, request);
      EXPECT_THAT(response, IsOk()) << request.ShortDebugString();
      if (!response.ok()) return all;
      const auto& page = *((*response).*items)();
      all.insert(all.end(), page.begin(), page.end());
      request.set_page_token(response->next_page_token());
      EXPECT_LE(page.size(), request.page_size());
      EXPECT_TRUE(request.page_token().empty() || page.size() == request.page_size()) << request.ShortDebugString();
    } while (!request.page_token().empty());
    return all;
  }

  RandomQuestions questions_;
  StoreDirectory directory_;
  const index::IndexPlace place_ = {directory_.Store("index.db"), directory_.File("index.db")};
  SampleFeed feed_;
  IndexModel model_;
  index::PublishedIndex published_;
  std::unique_ptr<index::IndexWriter> writer_;
  index::IndexReader reader_;
  Answers answers_;
  int64_t at_ = 0;
  v1::Consistency consistency_;
  ModelState state_;
  std::map<std::string, int> filled_;  // by the kind of question: answers with something in them
  int narrowed_ = 0;                   // questions with a filter or words

  void CheckListFacts() {
    const v1::ListFactsRequest request = questions_.ListFacts();
    narrowed_ += request.filter().ByteSizeLong() > 0;
    std::vector<std::string> expected;
    for (const ModelFact* fact : ListFacts(state_, request.filter(), request.order_by(), request.ascending())) {
      expected.push_back(Show(fact->fact, request.view()).SerializeAsString());
    }
    const auto facts = Walk(&Answers::ListFacts, request, &v1::ListFactsResponse::mutable_facts);
    if (!facts.empty()) ++filled_["ListFacts"];
    EXPECT_THAT(Bytes(facts), ElementsAreArray(expected)) << "at " << at_ << " " << request.ShortDebugString();
  }

  void CheckSearchFacts() {
    const TextQuery query = questions_.Text();
    const v1::SearchFactsRequest request = questions_.SearchFacts(query);
    ++narrowed_;
    const bool by_score =
        request.order_by() == v1::FACT_ORDER_RELEVANCE || request.order_by() == v1::FACT_ORDER_UNSPECIFIED;
    std::vector<const ModelFact*> expected;
    for (const ModelFact* fact : ListFacts(state_, request.filter(), request.order_by(), request.ascending())) {
      if (query.Matches(*fact)) expected.push_back(fact);
    }
    const std::string asked = "at " + std::to_string(at_) + " " + request.ShortDebugString();
    const auto hits = Walk(&Answers::SearchFacts, request, &v1::SearchFactsResponse::mutable_hits);
    if (!hits.empty()) ++filled_["SearchFacts"];
    if (by_score) SortByScore(hits, request.ascending(), expected);
    ASSERT_EQ(hits.size(), expected.size()) << asked;
    for (size_t i = 0; i < hits.size(); ++i) {
      ASSERT_EQ(hits[i].fact().SerializeAsString(), Show(expected[i]->fact, request.view()).SerializeAsString())
          << "hit " << i << " " << asked;
      EXPECT_NEAR(hits[i].score(), Score(state_, query, *expected[i]), 1e-4 * hits[i].score()) << asked;
      CheckSnippets(hits[i], *expected[i], query);
    }
  }

  // Sums of the same numbers may differ in their last bits: equal are those that the index gives the same score.
  static void SortByScore(const std::vector<v1::FactHit>& hits, bool ascending,
                          std::vector<const ModelFact*>& expected) {
    std::map<std::string, double> scores;
    for (const v1::FactHit& hit : hits) scores[hit.fact().name()] = hit.score();
    std::stable_sort(expected.begin(), expected.end(),
                     [](const ModelFact* left, const ModelFact* right) { return left->offset > right->offset; });
    std::stable_sort(expected.begin(), expected.end(), [&](const ModelFact* left, const ModelFact* right) {
      const double left_score = scores[left->fact.name()], right_score = scores[right->fact.name()];
      return ascending ? left_score < right_score : left_score > right_score;
    });
  }

  void CheckAggregateFacts() {
    const TextQuery query = questions_.Text(1);
    const bool has_query = questions_.Below(4) == 0;
    const auto request = questions_.AggregateFacts(has_query ? &query : nullptr);
    narrowed_ += has_query || request.filter().ByteSizeLong() > 0;
    v1::AggregateFactsResponse expected = AggregateFacts(state_, request, has_query ? &query : nullptr);
    expected.set_revision_token(answers::RevisionToken({"feed", at_}));
    const auto response = Ask<v1::AggregateFactsResponse>(&Answers::AggregateFacts, request);
    ASSERT_THAT(response, IsOk());
    if (response->groups_size() > 0) ++filled_["AggregateFacts"];
    EXPECT_EQ(response->ShortDebugString(), expected.ShortDebugString())
        << "at " << at_ << " " << request.ShortDebugString();
  }

  void CheckListCounterparts() {
    const v1::ListCounterpartsRequest request = questions_.ListCounterparts();
    narrowed_ += request.filter().ByteSizeLong() > 0;
    if (state_.entities.count(request.entity()) == 0) {
      EXPECT_THAT(Ask<v1::ListCounterpartsResponse>(&Answers::ListCounterparts, request),
                  StatusIs(absl::StatusCode::kNotFound, _));
      return;
    }
    const auto counterparts =
        Walk(&Answers::ListCounterparts, request, &v1::ListCounterpartsResponse::mutable_counterparts);
    if (!counterparts.empty()) ++filled_["ListCounterparts"];
    std::vector<std::string> shown, expected;
    for (const v1::Counterpart& counterpart : counterparts) shown.push_back(counterpart.ShortDebugString());
    for (const auto& counterpart : ListCounterparts(state_, request.entity(), request.filter())) {
      expected.push_back(counterpart.ShortDebugString());
    }
    EXPECT_THAT(shown, ElementsAreArray(expected)) << "at " << at_ << " " << request.ShortDebugString();
  }

  void CheckListEntities() {
    const v1::ListEntitiesRequest request = questions_.ListEntities();
    narrowed_ += request.ByteSizeLong() > 0;
    std::vector<std::string> names;
    for (const v1::Entity& entity :
         Walk(&Answers::ListEntities, request, &v1::ListEntitiesResponse::mutable_entities)) {
      names.push_back(entity.name());
      EXPECT_EQ(entity.SerializeAsString(), state_.entities[entity.name()].SerializeAsString());
    }
    if (!names.empty()) ++filled_[request.office().empty() ? "ListEntities" : "entities of an office"];
    EXPECT_THAT(names, ElementsAreArray(ListEntities(state_, request)))
        << "at " << at_ << " " << request.ShortDebugString();
  }

  const ModelFact* Find(const std::string& name) const {
    for (const ModelFact& fact : state_.facts) {
      if (fact.fact.name() == name) return &fact;
    }
    return nullptr;
  }

  void CheckGetFact() {
    v1::GetFactRequest request;
    request.set_name(questions_.FactName());
    const ModelFact* expected = Find(request.name());
    const auto response = Ask<v1::GetFactResponse>(&Answers::GetFact, request);
    if (expected == nullptr) {
      EXPECT_THAT(response, StatusIs(absl::StatusCode::kNotFound, _));
      return;
    }
    ASSERT_THAT(response, IsOk());
    ++filled_["GetFact"];
    EXPECT_EQ(response->fact().SerializeAsString(), expected->fact.SerializeAsString());
  }

  void CheckBatchGetFacts() {
    v1::BatchGetFactsRequest request;
    std::vector<std::string> expected;
    bool are_all_there = true;
    for (int count = 1 + questions_.Below(3); count > 0; --count) {
      request.add_names(questions_.FactName());
      const ModelFact* fact = Find(*request.names().rbegin());
      if (fact == nullptr) are_all_there = false;
      if (fact != nullptr) expected.push_back(fact->fact.SerializeAsString());
    }
    const auto response = Ask<v1::BatchGetFactsResponse>(&Answers::BatchGetFacts, request);
    if (!are_all_there) {
      EXPECT_THAT(response, StatusIs(absl::StatusCode::kNotFound, _));
      return;
    }
    ASSERT_THAT(response, IsOk());
    ++filled_["BatchGetFacts"];
    EXPECT_THAT(Bytes(response->facts()), ElementsAreArray(expected));
  }

  void CheckGetEntity() {
    v1::GetEntityRequest request;
    request.set_name(questions_.EntityName());
    const auto response = Ask<v1::GetEntityResponse>(&Answers::GetEntity, request);
    const auto expected = state_.entities.find(request.name());
    if (expected == state_.entities.end()) {
      EXPECT_THAT(response, StatusIs(absl::StatusCode::kNotFound, _));
      return;
    }
    ASSERT_THAT(response, IsOk());
    ++filled_["GetEntity"];
    CheckEntity(response->entity(), expected->second);
    EXPECT_THAT(Bytes(response->entity().offices()), ElementsAreArray(Bytes(OfficesOf(state_, request.name()))))
        << "at " << at_ << " " << request.name();
    if (response->entity().offices_size() > 0) ++filled_["offices of an entity"];
    EXPECT_THAT(Bytes(response->fact_type_counts()), ElementsAreArray(Bytes(CountTypes(state_, request.name()))))
        << "at " << at_ << " " << request.name();
    EXPECT_EQ(response->fact_count(), CountFacts(request.name()));
  }

  int64_t CountFacts(const std::string& entity) const {
    v1::FactFilter filter;
    filter.add_entities(entity);
    return static_cast<int64_t>(ListFacts(state_, filter, v1::FACT_ORDER_RECORDED, false).size());
  }

  // As it is stored, but for its offices and the names of those that are merged into it.
  void CheckEntity(v1::Entity entity, const v1::Entity& expected) const {
    std::set<std::string> aliases(entity.aliases().begin(), entity.aliases().end());
    aliases.erase(entity.display_name());
    EXPECT_EQ(aliases, AliasesOf(state_, expected.name())) << "at " << at_ << " " << expected.name();
    *entity.mutable_aliases() = expected.aliases();
    entity.clear_offices();
    EXPECT_EQ(entity.ShortDebugString(), expected.ShortDebugString());
  }

  // Those that have the words as they are written, with their scores; slips and titles may find others, less well.
  void CheckResolveEntities() {
    const v1::ResolveEntitiesRequest request = questions_.ResolveEntities();
    const std::string asked = "at " + std::to_string(at_) + " " + request.ShortDebugString();
    const auto response = Ask<v1::ResolveEntitiesResponse>(&Answers::ResolveEntities, request);
    ASSERT_THAT(response, IsOk()) << asked;
    std::map<std::string, double> expected = ScoresOfNames(state_, request);
    if (!expected.empty()) ++filled_["ResolveEntities"];
    std::vector<std::tuple<double, int64_t, std::string>> order;
    std::set<std::string> names;
    for (const v1::ResolvedEntity& resolved : response->entities()) {
      const std::string& name = resolved.entity().name();
      ASSERT_TRUE(names.insert(name).second && MayBeMeant(state_, name, request)) << name << " " << asked;
      CheckEntity(resolved.entity(), state_.entities.at(name));
      EXPECT_EQ(resolved.fact_count(), CountFacts(name)) << name << " " << asked;
      const double score = resolved.score();
      const auto written = expected.extract(name);
      EXPECT_TRUE(written.empty() ? score > 0 && score <= 0.9 : std::abs(score - written.mapped()) < 1e-6)
          << score << " of " << name << " " << asked;
      order.emplace_back(-resolved.score(), -resolved.fact_count(), name);
    }
    EXPECT_TRUE(expected.empty()) << expected.begin()->first << " is missing " << asked;
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end())) << asked;
  }

  void AskEverything() {
    CheckListFacts();
    CheckSearchFacts();
    CheckAggregateFacts();
    CheckListCounterparts();
    CheckListEntities();
    CheckGetFact();
    CheckBatchGetFacts();
    CheckGetEntity();
    CheckResolveEntities();
  }
};

TEST_P(Differential, EveryAnswerIsThatOfTheModel) {
  Follow([this] {
    ChooseNewest();
    if (!HasFailure()) AskEverything();
  });
  for (int state = 0; state < kStates && !HasFailure(); ++state) {
    ChooseState();
    for (int question = 0; question < kQuestions && !HasFailure(); ++question) AskEverything();
  }
  if (HasFailure()) return;
  for (const char* const kind :
       {"ListFacts", "SearchFacts", "AggregateFacts", "ListCounterparts", "ListEntities", "GetFact", "BatchGetFacts",
        "GetEntity", "ResolveEntities", "offices of an entity", "entities of an office"}) {
    EXPECT_GT(filled_[kind], 0) << kind;
  }
  EXPECT_GE(narrowed_, kLeastNarrowed);
}

TEST_P(Differential, BrokenSearchesAreRefused) {
  Follow([] {});
  ChooseState();
  for (const char* query : {"(", ")", "trade OR", "OR trade", "-trade", "\"trade", "tra*de", "*", "a*", "NOT trade",
                            "trade AND", "trade (deal", "()", "&", "trade OR -deal", "\"tra* deal\""}) {
    v1::SearchFactsRequest request;
    request.set_query(query);
    EXPECT_THAT(Ask<v1::SearchFactsResponse>(&Answers::SearchFacts, request),
                StatusIs(absl::StatusCode::kInvalidArgument, _))
        << query;
  }
}

TEST_P(Differential, GetIndexStatusCountsWhatHolds) {
  Follow([] {});
  const absl::StatusOr<v1::GetIndexStatusResponse> status = answers_.GetIndexStatus();
  ASSERT_THAT(status, IsOk());
  const ModelState newest = model_.StateAt(Head());
  EXPECT_EQ(status->fact_count(), static_cast<int64_t>(newest.facts.size()));
  EXPECT_EQ(status->entity_count(), static_cast<int64_t>(newest.entities.size()));
}

INSTANTIATE_TEST_SUITE_P(Seeds, Differential, ::testing::Range<uint32_t>(1, kSeeds + 1));

}  // namespace
}  // namespace dateline::testing
