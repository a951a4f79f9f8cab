#include <algorithm>

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

using ::testing::ElementsAre;

// Five facts, named 0 to 4.
void AddFiveFacts(FakeServices& services) {
  for (int i = 0; i < 5; ++i) {
    services.query.facts.push_back(MeetingFact());
    services.query.facts.back().set_name(absl::StrCat(i));
  }
}

TEST(FactsCommand, AllWalksEveryPage) {
  FakeServices services;
  AddFiveFacts(services);
  const CommandResult result = RunCommand(AddFactsCommand, {"facts", "--all", "--format=jsonl", services.QueryFlag()});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 5);
}

TEST(FactsCommand, LimitStopsInTheMiddleOfAPage) {
  FakeServices services;
  AddFiveFacts(services);
  const CommandResult result =
      RunCommand(AddFactsCommand, {"facts", "--limit=3", "--format=jsonl", services.QueryFlag()});
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 3);
}

TEST(FactsCommand, TextSaysThatThereIsMore) {
  FakeServices services;
  AddFiveFacts(services);
  const CommandResult result =
      RunCommand(AddFactsCommand, {"facts", "--limit=1", "--format=text", services.QueryFlag()});
  EXPECT_THAT(result.out, HasSubstr("1 fact shown; there are more"));
}

TEST(FactsCommand, JsonIsOneListFactsResponse) {
  FakeServices services;
  AddFiveFacts(services);
  const CommandResult result = RunCommand(AddFactsCommand, {"facts", "--all", services.QueryFlag()});
  v1::ListFactsResponse response;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(result.out, &response).ok());
  EXPECT_EQ(response.facts_size(), 5);
}

TEST(FactsCommand, EveryFlagReachesTheFilter) {
  FakeServices services;
  services.query.entities["Sơn"] = {"entities/son"};
  services.query.entities["Sokhonn"] = {"entities/sokhonn"};
  const CommandResult result = RunCommand(AddFactsCommand, {"facts",
                                                            services.QueryFlag(),
                                                            "--entity=Sơn",
                                                            "--entity=entities/x",
                                                            "--role=actor,speaker",
                                                            "--counterpart=Sokhonn",
                                                            "--kind=event",
                                                            "--type=consult",
                                                            "--type=agree",
                                                            "--modality=planned",
                                                            "--since=2025-08",
                                                            "--until=2025-08",
                                                            "--article=articles/a",
                                                            "--publisher=Viet Nam News, Hanoi",
                                                            "--mode=visit",
                                                            "--context=economic",
                                                            "--negated=no",
                                                            "--published-since=2025",
                                                            "--recorded-until=1970",
                                                            "--country=VN",
                                                            "--place=entities/hanoi",
                                                            "--speaker=Sơn",
                                                            "--min-confidence=0.5",
                                                            "--min-sources=2"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(
      services.query.last_request.filter().ShortDebugString(),
      "entities: \"entities/son\" entities: \"entities/x\" roles: PARTICIPANT_ROLE_ACTOR roles: "
      "PARTICIPANT_ROLE_SPEAKER counterpart: \"entities/sokhonn\" kinds: FACT_KIND_EVENT event_types: "
      "EVENT_TYPE_CONSULT event_types: EVENT_TYPE_AGREE modalities: MODALITY_PLANNED valid_time { first { year: 2025 "
      "month: 8 day: 1 } last { year: 2025 month: 8 day: 31 } } article: \"articles/a\" publishers: \"Viet Nam News, "
      "Hanoi\" modes: \"visit\" contexts: \"economic\" negated: false published { first { year: 2025 month: 1 day: 1 } "
      "} "
      "recorded { end_time { seconds: 31536000 } } countries: \"VN\" places: \"entities/hanoi\" speakers: "
      "\"entities/son\" min_confidence: 0.5 min_independent_sources: 2");
}

TEST(FactsCommand, OrderViewAndMomentReachTheService) {
  FakeServices services;
  const CommandResult result = RunCommand(
      AddFactsCommand,
      {"facts", services.QueryFlag(), "--order=time", "--ascending", "--view=basic", "--as-of=1970-01-01T00:00:07Z"});
  ASSERT_THAT(result.status, IsOk());
  EXPECT_EQ(
      services.query.last_request.ShortDebugString(),
      "filter { } page_size: 50 consistency { as_of_recorded { seconds: 7 } } order_by: FACT_ORDER_TIME ascending: "
      "true view: FACT_VIEW_BASIC");
}

TEST(FactsCommand, UnknownNameIsAnError) {
  FakeServices services;
  EXPECT_THAT(RunCommand(AddFactsCommand, {"facts", services.QueryFlag(), "--entity=Nobody"}).status,
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("'Nobody'")));
}

TEST(FactsCommand, UnknownKindIsBadUsage) {
  EXPECT_THAT(RunCommand(AddFactsCommand, {"facts", "--query=x", "--kind=rumour"}).status,
              StatusIs(absl::StatusCode::kUnimplemented, HasSubstr("rumour")));
}

TEST(FactsCommand, MissingAddressIsBadUsage) {
  EXPECT_THAT(RunCommand(AddFactsCommand, {"facts"}).status,
              StatusIs(absl::StatusCode::kUnimplemented, HasSubstr("--query")));
}

}  // namespace
}  // namespace dateline::cli
