#include "ingest_service/fact_log/article_eraser.h"

#include <fstream>
#include <future>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "ingest_service/fact_log/rows.h"
#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::ExpectSoundFeed;
using ::dateline::testing::IsOk;
using ::dateline::testing::OfficeWrite;
using ::dateline::testing::ParsedChange;
using ::dateline::testing::SampleEntity;
using ::dateline::testing::SampleWrite;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class ArticleEraserTest : public testing::FactLogFixture {
 protected:
  bool IsMerged() {
    for (const StoredChange& change : Changes()) {
      if (ParsedChange(change).entity_merged().entity().merged_into() == "entities/person.Hidden") return true;
    }
    return false;
  }

  // With traces that may be old. The log is closed for it.
  void Erase(const std::string& article, const ArticleTraces& traces) {
    log_.reset();
    {
      const auto database = directory_.OpenStore("log");
      auto transaction = store::Transaction::BeginWrite(*database);
      ChangeWriter writer(*database, *ReadHead(*database), absl::Now());
      absl::StatusOr<PurgedArticle> purged;
      EXPECT_THAT(EraseArticle({.name = article}, traces, writer, purged), IsOk());
      EXPECT_THAT(purged, IsOk());
      EXPECT_THAT(writer.StoreHead(), IsOk());
      EXPECT_THAT(transaction->Commit(), IsOk());
    }
    Reopen();  // finishes the purge
  }

  // The bytes of the store's files; of PostgreSQL, those of its rows, for what they leave behind is VACUUM's.
  std::string BytesOnDisk() {
    std::string bytes;
    if (testing::StoreDirectory::IsPostgres()) {
      for (const char* const select :
           {"SELECT payload FROM feed_log", "SELECT body FROM article", "SELECT payload FROM entity_source",
            "SELECT response FROM ingest_request", "SELECT receipt FROM purge", "SELECT name FROM person"}) {
        EXPECT_THAT(ForEachRow(*directory_.OpenStore("log"), select, {},
                               [&](const store::Statement& row) {
                                 absl::StrAppend(&bytes, row.Bytes(0));
                                 return absl::OkStatus();
                               }),
                    IsOk());
      }
      return bytes;
    }
    for (const char* const suffix : {"", "-wal"}) {
      std::ifstream file(absl::StrCat(directory_.File("log"), suffix), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
  }
};

// An article whose every text holds "Hidden", and which names "Sơn" as others do.
ArticleWrite SecretWrite(const std::string& body = "Hidden body") {
  ArticleWrite write = SampleWrite("secret", 2, body);
  write.article.set_title("Hidden title");
  for (v1::Fact& fact : write.facts) fact.mutable_evidence()->set_text("Hidden evidence");
  write.entities.push_back(SampleEntity("entities/person.Hidden-name", "Hidden Name"));
  write.request_id = "request-1";
  write.request_digest = "digest";
  return write;
}

TEST_F(ArticleEraserTest, LeavesNothingOfTheArticleOnDisk) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  ASSERT_THAT(Append(SecretWrite()), IsOk());
  ArticleWrite correction = SecretWrite("Hidden corrected body");
  correction.request_id = "request-2";
  ASSERT_THAT(Correct(correction), IsOk());
  ASSERT_THAT(BytesOnDisk(), HasSubstr("Hidden"));
  const auto purged = Purge({.name = "articles/secret", .reason = "court order"});
  ASSERT_THAT(purged, IsOk());
  EXPECT_EQ(purged->receipt.revisions(), 2);
  EXPECT_EQ(purged->receipt.facts(), 2);
  EXPECT_THAT(BytesOnDisk(), Not(HasSubstr("Hidden")));
  EXPECT_THAT(BytesOnDisk(), HasSubstr("Body of a"));
  EXPECT_EQ(errors::Reason(log_->reader().ReadArticle("articles/secret").status()), "ARTICLE_NOT_FOUND");
  ExpectSoundFeed(Changes(), log_->Head());
}

TEST_F(ArticleEraserTest, KeepsEntitiesThatOthersName) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  ASSERT_THAT(Append(SecretWrite()), IsOk());
  ASSERT_THAT(Purge({.name = "articles/secret"}), IsOk());
  const v1::Change purged = ParsedChange(Changes().back());
  EXPECT_EQ(purged.article_purged().entity_sha256_size(), 1);  // not entities/p-son
}

TEST_F(ArticleEraserTest, TakesAnAliasThatItAloneGaveFromAnEntityThatOthersName) {
  ASSERT_THAT(Append(SampleWrite("a")), IsOk());
  ArticleWrite write = SampleWrite("secret");
  write.entities[0].add_aliases("Hidden alias");
  ASSERT_THAT(Append(write), IsOk());
  ASSERT_THAT(Purge({.name = "articles/secret"}), IsOk());
  EXPECT_THAT(BytesOnDisk(), Not(HasSubstr("Hidden")));
  EXPECT_EQ(ParsedChange(Changes().back()).entity_changed().entity().display_name(), "Bùi Thanh Sơn");
}

// "b" names the person of "a" without a country, and is merged into it.
ArticleWrite MergedWrite() { return OfficeWrite("b", "entities/person.b", "Some Person", "", "Minister"); }

TEST_F(ArticleEraserTest, UndoesMergesIntoAPersonWhoIsGone) {
  ASSERT_THAT(Append(OfficeWrite("a", "entities/person.Hidden", "Some Person", "VN", "Minister")), IsOk());
  ASSERT_THAT(Append(MergedWrite()), IsOk());
  ASSERT_TRUE(IsMerged());
  ASSERT_THAT(Purge({.name = "articles/a"}), IsOk());
  ExpectSoundFeed(Changes(), log_->Head());
  EXPECT_THAT(BytesOnDisk(), Not(HasSubstr("person.Hidden")));
}

TEST_F(ArticleEraserTest, FindsWhatCameBehindItsTraces) {
  ASSERT_THAT(Append(OfficeWrite("a", "entities/person.Hidden", "Some Person", "VN", "Minister")), IsOk());
  const auto traces = log_->reader().FindTraces({.name = "articles/a"}, false);
  ASSERT_THAT(traces, IsOk());
  ASSERT_THAT(Append(MergedWrite()), IsOk());
  ASSERT_TRUE(IsMerged());
  Erase("articles/a", *traces);
  EXPECT_FALSE(IsMerged());
  ExpectSoundFeed(Changes(), log_->Head());
  EXPECT_THAT(BytesOnDisk(), Not(HasSubstr("person.Hidden")));
}

// What was read of a feed whose end a failover has lost.
TEST_F(ArticleEraserTest, LooksAgainInAnotherFeed) {
  ASSERT_THAT(Append(OfficeWrite("a", "entities/person.Hidden", "Hidden Person", "VN", "Minister")), IsOk());
  auto traces = log_->reader().FindTraces({.name = "articles/a"}, false);
  ASSERT_THAT(traces, IsOk());
  ++traces->last_chain_crc;
  traces->offsets.clear();
  Erase("articles/a", *traces);
  ExpectSoundFeed(Changes(), log_->Head());
  EXPECT_THAT(BytesOnDisk(), Not(HasSubstr("Hidden")));
}

TEST_F(ArticleEraserTest, LooksAgainForEntitiesThatWereNamedSince) {
  ASSERT_THAT(Append(OfficeWrite("b", "entities/person.Hidden-name", "Hidden Name", "VN", "Minister")), IsOk());
  ASSERT_THAT(Append(SampleWrite("secret", 2)), IsOk());
  const auto traces = log_->reader().FindTraces({.name = "articles/secret"}, false);
  ASSERT_THAT(traces, IsOk());
  ASSERT_THAT(Correct(SecretWrite("Hidden corrected body")), IsOk());
  ASSERT_THAT(Purge({.name = "articles/b"}), IsOk());  // what it alone gives now is in the feed from before
  Erase("articles/secret", *traces);
  ExpectSoundFeed(Changes(), log_->Head());
  EXPECT_THAT(BytesOnDisk(), Not(HasSubstr("Hidden")));
}

TEST_F(ArticleEraserTest, KeepsTheNameTaken) {
  ASSERT_THAT(Append(SecretWrite()), IsOk());
  ASSERT_THAT(Purge({.name = "articles/secret"}), IsOk());
  Reopen();
  EXPECT_EQ(errors::Reason(Append(SecretWrite()).status()), "ARTICLE_PURGED");
  ArticleWrite without_request = SecretWrite();
  without_request.request_id = "";
  EXPECT_EQ(errors::Reason(Append(without_request).status()), "ARTICLE_PURGED");
  EXPECT_EQ(errors::Reason(Correct(without_request).status()), "ARTICLE_PURGED");
  EXPECT_EQ(errors::Reason(Retract({.name = "articles/secret"}).status()), "ARTICLE_PURGED");
}

TEST_F(ArticleEraserTest, AnswersARepeatedPurgeWithItsReceipt) {
  ASSERT_THAT(Append(SecretWrite()), IsOk());
  const auto first = Purge({.name = "articles/secret", .reason = "court order"});
  const auto second = Purge({.name = "articles/secret", .reason = "another"});
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->receipt.SerializeAsString(), first->receipt.SerializeAsString());
}

TEST_F(ArticleEraserTest, AnswersPurgesOfOneArticleAtOnceWithOneReceipt) {
  ASSERT_THAT(Append(SecretWrite()), IsOk());
  std::vector<std::promise<absl::StatusOr<PurgedArticle>>> answers(3);
  for (auto& answer : answers) {
    log_->Purge({.name = "articles/secret"},
                [&answer](absl::StatusOr<PurgedArticle> purged) { answer.set_value(std::move(purged)); });
  }
  std::set<std::string> receipts;
  for (auto& answer : answers) {
    const absl::StatusOr<PurgedArticle> purged = answer.get_future().get();
    ASSERT_THAT(purged, IsOk());
    receipts.insert(purged->receipt.SerializeAsString());
  }
  EXPECT_EQ(receipts.size(), 1u);
}

TEST_F(ArticleEraserTest, ErasesNothingWhenTheServiceEnds) {
  ASSERT_THAT(Append(SecretWrite()), IsOk());
  log_->EndPurges();
  EXPECT_EQ(errors::Reason(Purge({.name = "articles/secret"}).status()), "SHUTTING_DOWN");
  EXPECT_THAT(log_->reader().ReadArticle("articles/secret"), IsOk());
  EXPECT_THAT(Append(SampleWrite("a")), IsOk());
}

TEST_F(ArticleEraserTest, RefusesAnArticleThatIsNotThereOrHasChanged) {
  EXPECT_EQ(errors::Reason(Purge({.name = "articles/a"}).status()), "ARTICLE_NOT_FOUND");
  const std::string etag = Append(SampleWrite("a"))->article.etag();
  ASSERT_THAT(Retract({.name = "articles/a"}), IsOk());
  EXPECT_EQ(errors::Reason(Purge({.name = "articles/a", .etag = etag}).status()), "ETAG_MISMATCH");
}

}  // namespace
}  // namespace dateline::fact_log
