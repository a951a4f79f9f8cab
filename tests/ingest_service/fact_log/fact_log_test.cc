#include "ingest_service/fact_log/fact_log.h"

#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <iterator>
#include <map>
#include <optional>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/log_check.h"
#include "ingest_service/fact_log/rows.h"
#include "ingest_service/fact_log/schema.h"
#include "ingest_service/resolution/entity_id.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::OfficeWrite;
using ::dateline::testing::SampleEntity;
using ::dateline::testing::SampleFact;
using ::dateline::testing::SampleWrite;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

using FactLogTest = testing::FactLogFixture;
using testing::ExpectSoundFeed;

TEST_F(FactLogTest, WritesTheArticleThenItsEntitiesThenItsFacts) {
  const auto stored = Append(SampleWrite("a", 2));
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->last_offset, 4);
  EXPECT_EQ(stored->article.revision(), 1);
  EXPECT_EQ(stored->article.status(), v1::ARTICLE_STATUS_USABLE);
  EXPECT_TRUE(stored->article.body().empty());
  EXPECT_EQ(stored->facts[0].article_revision(), 1);
  EXPECT_EQ(Kinds(), (std::vector{v1::Change::kArticleAdded, v1::Change::kEntityChanged, v1::Change::kFactAdded,
                                  v1::Change::kFactAdded}));
  ExpectSoundFeed(Changes(), log_->Head());
}

// The entities as the feed leaves them, by name.
std::map<std::string, std::string> EntitiesOf(const std::vector<StoredChange>& changes) {
  std::map<std::string, std::string> entities;
  for (const StoredChange& stored : changes) {
    v1::Change change;
    EXPECT_TRUE(change.ParseFromString(stored.payload));
    if (!change.has_entity_changed() && !change.has_entity_merged()) continue;
    const v1::Entity& entity =
        change.has_entity_merged() ? change.entity_merged().entity() : change.entity_changed().entity();
    entities[entity.name()] = entity.ShortDebugString();
  }
  return entities;
}

// Articles of a minister, of "Minister Son", and of others of his names.
std::vector<ArticleWrite> ArticlesOfSon() {
  extraction::ArticleEntity son;
  son.display_name = "Son";
  son.names = {"Son"};
  return {OfficeWrite("a", "entities/person.vn.bui-thanh-son", "Bùi Thanh Sơn", "VN", "Minister of Foreign Affairs"),
          OfficeWrite("b", "entities/" + resolution::EntityId(son, "articles/b"), "Son", "VN", "Foreign Minister"),
          OfficeWrite("c", "entities/person.bui-thanh-son", "Bui Thanh Son", "", "Minister of Foreign Affairs"),
          OfficeWrite("d", "entities/person.us.bui-thanh-son", "Bui Thanh Son", "US", "Coach")};
}

TEST_F(FactLogTest, MergesAnEntityBeforeTheFactsOfTheArticleThatSaysWhoItIs) {
  ASSERT_THAT(Append(ArticlesOfSon()[1]), IsOk());
  ASSERT_THAT(Append(ArticlesOfSon()[0]), IsOk());
  EXPECT_EQ(Kinds(), (std::vector{v1::Change::kArticleAdded, v1::Change::kEntityChanged, v1::Change::kFactAdded,
                                  v1::Change::kArticleAdded, v1::Change::kEntityChanged, v1::Change::kEntityMerged,
                                  v1::Change::kFactAdded}));
  ExpectSoundFeed(Changes(), log_->Head());
}

TEST_F(FactLogTest, RemembersMergesWhenItIsOpenedAgain) {
  for (const ArticleWrite& write : ArticlesOfSon()) ASSERT_THAT(Append(write), IsOk());
  Reopen();
  ASSERT_THAT(Append(OfficeWrite("e", "entities/person.vn.le-son", "Lê Sơn", "VN", "Foreign Minister")), IsOk());
  EXPECT_EQ(Kinds()[Kinds().size() - 2], v1::Change::kEntityMerged);
  EXPECT_THAT(EntitiesOf(Changes())[ArticlesOfSon()[1].entities[0].name()], Not(HasSubstr("merged_into")));
  ExpectSoundFeed(Changes(), log_->Head());
}

// Makes a store of an older version that holds what the store in `made` does, as far as it has columns for it.
void MakeOlderStore(const std::string& path, int version, const std::string& made) {
  std::string create_sql = kCreateVersion1;
  if (version >= 2) create_sql += kCreatePersons;
  if (version >= 3) create_sql += kCreateArticleLife;
  const auto database = store::Database::OpenWriter(path);
  ASSERT_THAT(database, IsOk());
  ASSERT_THAT((*database)->sqlite()->EnsureSchema({kSqliteSchema.application_id, version, create_sql}), IsOk());
  std::string copy_sql = absl::StrCat("ATTACH '", made, "' AS made;");
  const absl::Status read = ForEachRow(
      **database,
      "SELECT tables.name, (SELECT group_concat(name) FROM pragma_table_info(tables.name)) FROM sqlite_schema AS tables"
      " WHERE type = 'table'",
      {}, [&](const store::Statement& row) {
        absl::StrAppend(&copy_sql, "INSERT INTO main.", row.Text(0), " (", row.Text(1), ") SELECT ", row.Text(1),
                        " FROM made.", row.Text(0), ";");
        return absl::OkStatus();
      });
  ASSERT_THAT(read, IsOk());
  ASSERT_THAT((*database)->Execute(copy_sql), IsOk());
}

TEST_F(FactLogTest, LosesNoAcknowledgedArticleWithTheSessionsOfADatabase) {
  if (!testing::StoreDirectory::IsPostgres()) GTEST_SKIP() << "SQLite has no sessions";
  std::atomic<bool> is_done = false;
  std::thread ender([&] {
    while (!is_done) directory_.EndOtherSessions();
  });
  std::vector<std::string> acknowledged;
  for (int i = 0; i < 200; ++i) {
    const auto stored = Append(SampleWrite(absl::StrCat(i)));
    if (stored.ok()) acknowledged.push_back(stored->article.name());
    EXPECT_TRUE(stored.ok() || errors::Reason(stored.status()) == "STORE_UNAVAILABLE") << stored.status();
  }
  is_done = true;
  ender.join();
  EXPECT_FALSE(acknowledged.empty());
  Reopen();
  for (const std::string& name : acknowledged) EXPECT_THAT(log_->reader().ReadArticle(name), IsOk());
  ExpectSoundFeed(Changes(), log_->Head());
}

class OlderStoreTest : public FactLogTest, public ::testing::WithParamInterface<int> {};

TEST_P(OlderStoreTest, IsUpgradedAndGoesOn) {
  if (testing::StoreDirectory::IsPostgres()) GTEST_SKIP() << "the versions are SQLite's";
  ArticleWrite write = SampleWrite("a", 2);
  write.request_id = "request-1";
  write.request_digest = "digest";
  const auto first = Append(write);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(Append(ArticlesOfSon()[1]), IsOk());  // articles/b
  const int64_t head_offset = log_->Head().offset;
  log_.reset();
  MakeOlderStore(directory_.File("older"), GetParam(), directory_.File("log"));
  auto log = FactLog::Open(directory_.File("older"), {}, [](const FeedHead&) {});
  ASSERT_THAT(log, IsOk());
  log_ = *std::move(log);

  const auto again = Append(write);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->article.SerializeAsString(), first->article.SerializeAsString());
  EXPECT_EQ(again->facts.size(), 2u);
  EXPECT_EQ(again->last_offset, first->last_offset);
  EXPECT_EQ(log_->Head().offset, head_offset);
  const auto corrected = Correct(SampleWrite("a", 1, "Another body"));
  ASSERT_THAT(corrected, IsOk());
  EXPECT_EQ(corrected->article.revision(), 2);
  EXPECT_EQ(corrected->changes.size(), 2u);  // one confirmed, one retracted
  const auto purged = Purge({.name = "articles/a"});
  ASSERT_THAT(purged, IsOk());
  EXPECT_EQ(purged->receipt.revisions(), 2);
  EXPECT_EQ(errors::Reason(Append(write).status()), "ARTICLE_PURGED");
  ASSERT_THAT(Append(ArticlesOfSon()[2]), IsOk());
  ExpectSoundFeed(Changes(), log_->Head());
  log_.reset();
  const auto checked = CheckLog(**store::Database::OpenReader(directory_.File("older")));
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(checked->entities, GetParam() < 3 ? 3 : 2);  // before version 3 nobody knew that only articles/a named one
}

INSTANTIATE_TEST_SUITE_P(OfVersion, OlderStoreTest, ::testing::Values(1, 2, 3));

TEST_F(FactLogTest, EndsWithTheSameEntitiesInWhicheverOrderArticlesCome) {
  std::vector<ArticleWrite> writes = ArticlesOfSon();
  std::map<std::string, std::string> expected;
  std::vector<size_t> order = {0, 1, 2, 3};
  do {
    testing::StoreDirectory directory;
    log_ = *FactLog::Open(directory.Store("log"), {}, [](const FeedHead&) {});
    for (const size_t i : order) ASSERT_THAT(Append(writes[i]), IsOk());
    ExpectSoundFeed(Changes(), log_->Head());
    if (expected.empty()) expected = EntitiesOf(Changes());
    EXPECT_EQ(EntitiesOf(Changes()), expected);
    log_.reset();
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_THAT(expected["entities/person.bui-thanh-son"],
              HasSubstr("merged_into: \"entities/person.vn.bui-thanh-son\""));
}

TEST_F(FactLogTest, ChangesAnEntityOnlyWhenItGainsAName) {
  ASSERT_THAT(Append(SampleWrite("a", 0)), IsOk());
  ASSERT_THAT(Append(SampleWrite("b", 0)), IsOk());
  ArticleWrite write = SampleWrite("c", 0);
  write.entities = {SampleEntity("entities/p-son", "Bùi Thanh Sơn", {"Mr Sơn"})};
  ASSERT_THAT(Append(write), IsOk());
  EXPECT_EQ(Kinds(), (std::vector{v1::Change::kArticleAdded, v1::Change::kEntityChanged, v1::Change::kArticleAdded,
                                  v1::Change::kArticleAdded, v1::Change::kEntityChanged}));
}

TEST_F(FactLogTest, GivesARepeatedRequestItsFirstAnswer) {
  ArticleWrite write = SampleWrite("a", 2);
  write.request_id = "request-1";
  write.request_digest = "digest";
  const auto first = Append(write);
  ASSERT_THAT(first, IsOk());
  Reopen();
  const auto second = Append(write);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->article.SerializeAsString(), first->article.SerializeAsString());
  ASSERT_EQ(second->facts.size(), 2u);
  EXPECT_EQ(second->facts[1].SerializeAsString(), first->facts[1].SerializeAsString());
  EXPECT_EQ(second->epoch, first->epoch);
  EXPECT_EQ(second->last_offset, first->last_offset);
  EXPECT_EQ(log_->Head().offset, 4);
}

TEST_F(FactLogTest, RefusesARequestIdForAnotherRequest) {
  ArticleWrite write = SampleWrite("a");
  write.request_id = "request-1";
  write.request_digest = "digest";
  ASSERT_THAT(Append(write), IsOk());
  ArticleWrite other = SampleWrite("b");
  other.request_id = "request-1";
  other.request_digest = "another digest";
  const auto refused = Append(other);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kAlreadyExists, HasSubstr("request-1")));
  EXPECT_EQ(errors::Reason(refused.status()), "REQUEST_ID_REUSED");
  EXPECT_EQ(log_->Head().offset, 4);
}

TEST_F(FactLogTest, GivesTheSameArticleItsFirstAnswerAndRemembersTheNewRequest) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  ArticleWrite again = SampleWrite("a");
  again.request_id = "request-1";
  again.request_digest = "digest";
  EXPECT_THAT(Append(again), IsOk());
  EXPECT_EQ(log_->Head().offset, 4);
  again.request_digest = "another digest";
  EXPECT_EQ(errors::Reason(Append(again).status()), "REQUEST_ID_REUSED");
}

TEST_F(FactLogTest, RefusesAnotherBodyUnderTheSameName) {
  ASSERT_THAT(Append(SampleWrite("a", 1, "One body")), IsOk());
  const auto refused = Append(SampleWrite("a", 1, "Another body"));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kAlreadyExists, HasSubstr("articles/a is stored with another body")));
  EXPECT_EQ(errors::Reason(refused.status()), "ARTICLE_EXISTS");
}

TEST_F(FactLogTest, KeepsEverythingOverARestart) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  const FeedHead before = log_->Head();
  Reopen();
  EXPECT_EQ(log_->Head().feed_id, before.feed_id);
  EXPECT_EQ(log_->Head().epoch, before.epoch + 1);
  ASSERT_THAT(Append(SampleWrite("b")), IsOk());
  ExpectSoundFeed(Changes(), log_->Head());
  EXPECT_EQ(log_->reader().ReadArticle("articles/a")->body(), "Body of a");
}

TEST_F(FactLogTest, FailsABadArticleAloneInItsGroup) {
  ArticleWrite bad = SampleWrite("bad", 0);
  bad.facts = {SampleFact("articles/bad", "same"), SampleFact("articles/bad", "same")};
  std::vector<std::future<absl::StatusOr<StoredArticle>>> answers;
  for (ArticleWrite write : {SampleWrite("a"), bad, SampleWrite("b")}) {
    auto answer = std::make_shared<std::promise<absl::StatusOr<StoredArticle>>>();
    answers.push_back(answer->get_future());
    log_->Append(std::move(write), [answer](absl::StatusOr<StoredArticle> stored) { answer->set_value(stored); });
  }
  EXPECT_THAT(answers[0].get(), IsOk());
  EXPECT_THAT(answers[1].get(), StatusIs(absl::StatusCode::kInternal, ::testing::_));
  EXPECT_THAT(answers[2].get(), IsOk());
  ExpectSoundFeed(Changes(), log_->Head());
}

TEST_F(FactLogTest, OffersAPurgeAgainWhenItHasNoRoom) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  log_.reset();
  const CommitOptions narrow{.group_window = absl::Milliseconds(300), .max_waiting_articles = 1};
  log_ = *FactLog::Open(directory_.Store("log"), narrow, [](const FeedHead&) {});
  std::promise<absl::Status> appended;
  log_->Append(SampleWrite("b"), [&](const auto& stored) { appended.set_value(stored.status()); });
  EXPECT_EQ(errors::Reason(Append(SampleWrite("c")).status()), "OVERLOADED");
  EXPECT_THAT(Purge({.name = "articles/a"}), IsOk());
  EXPECT_THAT(appended.get_future().get(), IsOk());
}

TEST_F(FactLogTest, StaysSoundUnderManyWriters) {
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([this, writer] {
      for (int i = 0; i < 25; ++i) EXPECT_THAT(Append(SampleWrite(absl::StrCat("w", writer, "-", i))), IsOk());
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(log_->Head().offset, 4 * 25 * 3 + 1);  // an article and two facts each, and one entity
  ExpectSoundFeed(Changes(), log_->Head());
}

#ifdef DATELINE_FAIL_POINTS

// What a process that is killed at a fail-point leaves behind.
class FactLogDeathTest : public ::testing::TestWithParam<const char*> {
 protected:
  FactLogDeathTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

// A folder for a test and for the processes that run it again up to their death.
class SharedDirectory {
 public:
  SharedDirectory() {
    const char* const inherited = getenv(kVariable);
    if (inherited == nullptr) setenv(kVariable, own_.emplace().path().c_str(), 1);
    path_ = getenv(kVariable);
  }
  ~SharedDirectory() {
    if (own_.has_value()) unsetenv(kVariable);
  }

  const std::string& path() const { return path_; }

 private:
  static constexpr char kVariable[] = "DATELINE_TEST_DIRECTORY";
  std::optional<testing::TemporaryDirectory> own_;  // unset: another process removes it
  std::string path_;
};

// Appends articles from `first` on, three at a time, and writes the number of each that is acknowledged to
// `acknowledged`.
void AppendUntilKilled(const std::string& store, const std::string& acknowledged, int first) {
  std::ofstream acknowledgements(acknowledged, std::ios::app);
  auto log = FactLog::Open(store, {}, [](const FeedHead&) {});
  for (int i = first; i < first + 300; i += 3) {
    std::vector<std::promise<void>> answers(3);
    for (int j = 0; j < 3; ++j) {
      (*log)->Append(SampleWrite(absl::StrCat(i + j), 1), [&, i, j](const absl::StatusOr<StoredArticle>& stored) {
        if (stored.ok()) acknowledgements << i + j << std::endl;
        answers[j].set_value();
      });
    }
    for (std::promise<void>& answer : answers) answer.get_future().wait();
  }
}

std::vector<int> ReadNumbers(const std::string& path) {
  std::ifstream file(path);
  return {std::istream_iterator<int>(file), std::istream_iterator<int>()};
}

TEST_P(FactLogDeathTest, LosesNothingAcknowledgedAndTearsNothing) {
  if (testing::StoreDirectory::IsPostgres()) GTEST_SKIP() << "what a killed process leaves is the server's matter";
  const SharedDirectory shared;
  const std::string& directory = shared.path();
  for (int cycle = 1; cycle <= 5; ++cycle) {
    EXPECT_EXIT(
        {
          setenv("DATELINE_FAIL_POINT", absl::StrCat(GetParam(), ":", cycle * 2).c_str(), 1);
          AppendUntilKilled(directory + "/log", directory + "/acknowledged", cycle * 1000);
        },
        ::testing::KilledBySignal(SIGKILL), "");
    const auto log = FactLog::Open(directory + "/log", {}, [](const FeedHead&) {});
    ASSERT_THAT(log, IsOk());
    for (const int number : ReadNumbers(directory + "/acknowledged")) {
      EXPECT_THAT((*log)->reader().ReadArticle(absl::StrCat("articles/", number)), IsOk());
    }
    const auto changes = (*log)->reader().ReadChanges(
        0, {.last_offset = (*log)->Head().offset, .max_changes = 100000, .max_bytes = 100 << 20});
    ExpectSoundFeed(*changes, (*log)->Head());
  }
  EXPECT_FALSE(ReadNumbers(directory + "/acknowledged").empty());
}

INSTANTIATE_TEST_SUITE_P(AtEvery, FactLogDeathTest, ::testing::Values("before_commit", "after_commit"));

#endif  // DATELINE_FAIL_POINTS

}  // namespace
}  // namespace dateline::fact_log
