#include "ingest_service/fact_log/article_eraser.h"

#include <fstream>
#include <iterator>
#include <string>

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

TEST_F(ArticleEraserTest, UndoesMergesIntoAPersonWhoIsGone) {
  ASSERT_THAT(Append(OfficeWrite("a", "entities/person.Hidden", "Hidden Person", "VN", "Minister")), IsOk());
  ASSERT_THAT(Append(OfficeWrite("b", "entities/person.short.b", "Hidden", "VN", "Minister")), IsOk());
  ASSERT_THAT(Purge({.name = "articles/a"}), IsOk());
  ExpectSoundFeed(Changes(), log_->Head());
  EXPECT_THAT(BytesOnDisk(), Not(HasSubstr("person.Hidden")));
  EXPECT_THAT(BytesOnDisk(), Not(HasSubstr("Hidden Person")));
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

TEST_F(ArticleEraserTest, RefusesAnArticleThatIsNotThereOrHasChanged) {
  EXPECT_EQ(errors::Reason(Purge({.name = "articles/a"}).status()), "ARTICLE_NOT_FOUND");
  const std::string etag = Append(SampleWrite("a"))->article.etag();
  ASSERT_THAT(Retract({.name = "articles/a"}), IsOk());
  EXPECT_EQ(errors::Reason(Purge({.name = "articles/a", .etag = etag}).status()), "ETAG_MISMATCH");
}

}  // namespace
}  // namespace dateline::fact_log
