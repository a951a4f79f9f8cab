// Watches of an index in a folder of its own.
#ifndef DATELINE_TESTS_QUERY_SERVICE_WATCHES_WATCH_FIXTURE_H_
#define DATELINE_TESTS_QUERY_SERVICE_WATCHES_WATCH_FIXTURE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "query_service/watches/watch.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::watches {

class WatchFixture : public testing::AnswerFixture {
 protected:
  WatchFixture() : hub_(reader_, answers_.corroboration(), 5000) {}

  // As one transaction, which the hub hears of.
  void Commit(const std::vector<v1::Change>& changes) {
    feed_.Add(changes, ++seconds_);
    GiveAll();
  }

  // What was added to the feed; then the hub hears of it.
  void GiveAll() {
    ASSERT_THAT(feed_.Give(*writer_), testing::IsOk());
    hub_.Advance();
    while (hub_.followed() < TakeSnapshot().state().position.offset) absl::SleepFor(absl::Milliseconds(1));
  }

  std::unique_ptr<Watch> Open(const v1::WatchFactsRequest& request, const WatchLimits& limits = {}) {
    auto watch = Watch::Create(request, answers_, reader_, hub_, limits);
    EXPECT_THAT(watch, testing::IsOk());
    return *std::move(watch);
  }

  // Everything that there is now; `request` then resumes behind it.
  static std::vector<v1::WatchEvent> DrainEvents(Watch& watch, v1::WatchFactsRequest& request) {
    std::vector<v1::WatchEvent> events;
    while (true) {
      const auto response = watch.Next(/*bookmark_due=*/false);
      EXPECT_THAT(response, testing::IsOk());
      if (!response.ok() || !response->has_value()) return events;
      events.insert(events.end(), (*response)->events().begin(), (*response)->events().end());
      request.set_resume_token((*response)->resume_token());
    }
  }
  // One line an event.
  static std::vector<std::string> Drain(Watch& watch, v1::WatchFactsRequest& request) {
    std::vector<std::string> lines;
    for (const v1::WatchEvent& event : DrainEvents(watch, request)) lines.push_back(Line(event));
    return lines;
  }

  // "match recorded NAME AFTER"
  static std::string Line(const v1::WatchEvent& event) {
    const std::string kind = v1::WatchEventKind_Name(event.kind()).substr(17);
    const std::string cause = v1::WatchEventCause_Name(event.cause()).substr(18);
    const std::string& named = event.purged_article().empty() ? event.fact_name() : event.purged_article();
    return absl::StrCat(absl::AsciiStrToLower(kind), " ", absl::AsciiStrToLower(cause), " ", named, " ",
                        event.fact().name());
  }

  int64_t seconds_ = 1'800'000'000;
  WatchHub hub_;
};

}  // namespace dateline::watches

#endif  // DATELINE_TESTS_QUERY_SERVICE_WATCHES_WATCH_FIXTURE_H_
