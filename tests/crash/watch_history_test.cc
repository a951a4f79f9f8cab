#include "tests/crash/watch_history.h"

#include <string>

#include "gmock/gmock.h"

namespace dateline::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

v1::WatchFactsResponse Told(v1::WatchEventKind kind, const std::string& name, const std::string& after = "") {
  static int responses = 0;
  v1::WatchFactsResponse response;
  response.set_resume_token(std::to_string(++responses));
  v1::WatchEvent& event = *response.add_events();
  event.set_kind(kind);
  event.set_fact_name(name);
  if (kind != v1::WATCH_EVENT_KIND_UNMATCH) event.mutable_fact()->set_name(after.empty() ? name : after);
  return response;
}

std::vector<std::string> Names(const WatchHistory& history) {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : history.facts()) names.push_back(name);
  return names;
}

TEST(WatchHistory, KnowsWhatMatches) {
  WatchHistory history;
  history.Take(Told(v1::WATCH_EVENT_KIND_MATCH, "articles/a/facts/1"));
  history.Take(Told(v1::WATCH_EVENT_KIND_MATCH, "articles/a/facts/2"));
  history.Take(Told(v1::WATCH_EVENT_KIND_CHANGE, "articles/a/facts/1", "articles/a/facts/3"));
  history.Take(Told(v1::WATCH_EVENT_KIND_UNMATCH, "articles/a/facts/2"));
  EXPECT_THAT(Names(history), ElementsAre("articles/a/facts/3"));
  EXPECT_THAT(history.violations(), IsEmpty());
}

TEST(WatchHistory, FindsWhatIsToldTwiceOrNotAtAll) {
  WatchHistory history;
  history.Take(Told(v1::WATCH_EVENT_KIND_MATCH, "articles/a/facts/1"));
  history.Take(Told(v1::WATCH_EVENT_KIND_MATCH, "articles/a/facts/1"));
  history.Take(Told(v1::WATCH_EVENT_KIND_CHANGE, "articles/a/facts/2"));
  history.Take(Told(v1::WATCH_EVENT_KIND_UNMATCH, "articles/a/facts/3"));
  EXPECT_THAT(history.violations(), SizeIs(3));
}

// An event of a fact that is new, at this second.
v1::WatchFactsResponse ToldAt(int seconds, const std::string& name) {
  v1::WatchFactsResponse response = Told(v1::WATCH_EVENT_KIND_MATCH, name);
  response.mutable_events(0)->mutable_record_time()->set_seconds(seconds);
  response.set_resume_token(name);
  return response;
}

TEST(WatchHistory, FindsWhatComesOutOfOrder) {
  WatchHistory history;
  history.Take(ToldAt(2, "articles/a/facts/1"));
  history.Take(ToldAt(2, "articles/a/facts/2"));
  EXPECT_THAT(history.violations(), IsEmpty());
  history.Take(ToldAt(1, "articles/a/facts/3"));
  EXPECT_THAT(history.violations(), SizeIs(1));
}

TEST(WatchHistory, FindsWhatComesAfterTheEndOfItsTransaction) {
  WatchHistory history;
  v1::WatchFactsResponse whole = ToldAt(1, "articles/a/facts/1");
  *whole.add_events() = ToldAt(1, "articles/a/facts/2").events(0);
  whole.set_revision_token("first");
  history.Take(whole);
  history.Take(ToldAt(2, "articles/a/facts/3"));
  history.Take(ToldAt(2, "articles/a/facts/4"));
  EXPECT_THAT(history.violations(), IsEmpty());
  v1::WatchFactsResponse bookmark;
  bookmark.set_revision_token("second");
  history.Take(bookmark);
  history.Take(ToldAt(2, "articles/a/facts/5"));
  EXPECT_THAT(history.violations(), SizeIs(1));
}

TEST(WatchHistory, FindsATokenThatComesAgainWithEvents) {
  WatchHistory history;
  history.Take(ToldAt(1, "articles/a/facts/1"));
  v1::WatchFactsResponse bookmark;
  bookmark.set_resume_token("articles/a/facts/1");
  history.Take(bookmark);
  EXPECT_THAT(history.violations(), IsEmpty());
  v1::WatchFactsResponse again = ToldAt(2, "articles/a/facts/2");
  again.set_resume_token("articles/a/facts/1");
  history.Take(again);
  EXPECT_THAT(history.violations(), SizeIs(1));
}

TEST(WatchHistory, DropsWhatIsPurged) {
  WatchHistory history;
  history.Take(Told(v1::WATCH_EVENT_KIND_MATCH, "articles/a/facts/1"));
  history.Take(Told(v1::WATCH_EVENT_KIND_MATCH, "articles/ab/facts/1"));
  v1::WatchFactsResponse purge = Told(v1::WATCH_EVENT_KIND_UNMATCH, "");
  purge.mutable_events(0)->set_cause(v1::WATCH_EVENT_CAUSE_PURGED);
  purge.mutable_events(0)->set_purged_article("articles/a");
  history.Take(purge);
  EXPECT_THAT(Names(history), ElementsAre("articles/ab/facts/1"));
}

}  // namespace
}  // namespace dateline::testing
