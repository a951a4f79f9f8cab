#include "ingest_service/fact_log/person_registry.h"

#include <algorithm>
#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "ingest_service/fact_log/schema.h"
#include "tests/testing/random_evidence.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::RandomEvidence;
using resolution::Merges;
using resolution::PersonEvidence;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PersonRegistryTest : public ::testing::Test {
 protected:
  PersonRegistryTest() {
    EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk());
    EXPECT_THAT(database_->Execute(testing::StoreDirectory::IsPostgres() ? "SET synchronous_commit = off"
                                                                         : "PRAGMA synchronous=OFF"),
                IsOk());
  }

  // By an article of its own.
  std::vector<MergeChange> Add(const std::vector<PersonEvidence>& evidence) {
    return Set(absl::StrCat("articles/", ++articles_), evidence, true);
  }

  std::vector<MergeChange> Set(const std::string& article, const std::vector<PersonEvidence>& evidence, bool is_first) {
    auto transaction = store::Transaction::BeginWrite(*database_);
    auto changes = SetEvidence(*database_, article, evidence, is_first);
    EXPECT_THAT(changes, IsOk());
    EXPECT_THAT(transaction->Commit(), IsOk());
    return *std::move(changes);
  }

  void Empty() {
    EXPECT_THAT(database_->Execute("DELETE FROM person; DELETE FROM person_office; DELETE FROM person_word;"
                                   "DELETE FROM person_evidence"),
                IsOk());
  }

  int articles_ = 0;
  testing::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_ = directory_.OpenStore("log");
};

const PersonEvidence kMinister{"entities/person.vn.bui-thanh-son", "bui thanh son", false, "VN", {{"minister", 2024}}};
const PersonEvidence kSon{"entities/person.son.a", "son", true, "VN", {{"minister", 2025}}};
const PersonEvidence kNamesake{"entities/person.vn.le-son", "le son", false, "VN", {{"minister", 2025}}};

TEST_F(PersonRegistryTest, MergesWhenTheLaterOfTwoComes) {
  EXPECT_THAT(Add({kSon}), IsEmpty());
  const auto changes = Add({kMinister});
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].entity, kSon.entity);
  EXPECT_EQ(changes[0].merged_into, kMinister.entity);
}

TEST_F(PersonRegistryTest, UndoesAMergeWhenAnotherMayBeMeant) {
  Add({kSon, kMinister});
  const auto changes = Add({kNamesake});
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].entity, kSon.entity);
  EXPECT_EQ(changes[0].merged_into, "");
}

TEST_F(PersonRegistryTest, SaysNothingOfWhatItKnows) {
  Add({kSon, kMinister});
  EXPECT_THAT(Add({kSon, kMinister}), IsEmpty());
}

TEST_F(PersonRegistryTest, UndoesAMergeWhenItsEvidenceIsTakenBack) {
  Add({kSon});
  Add({kMinister});
  const auto changes = Set("articles/2", {}, false);
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].entity, kSon.entity);
  EXPECT_EQ(changes[0].merged_into, "");
}

TEST_F(PersonRegistryTest, KeepsWhatAnotherArticleSaysToo) {
  Add({kSon});
  Add({kMinister});
  Add({kMinister});
  EXPECT_THAT(Set("articles/2", {}, false), IsEmpty());
}

// What the registry has said so far.
void Follow(const std::vector<MergeChange>& changes, Merges& merges) {
  for (const MergeChange& change : changes) {
    if (change.merged_into.empty()) {
      EXPECT_EQ(merges.erase(change.entity), 1u);
    } else {
      merges[change.entity] = change.merged_into;
    }
  }
}

TEST_F(PersonRegistryTest, GivesTheMergesOfAllEvidenceInAnyOrderAndAnyParts) {
  std::mt19937 random(11);
  for (int round = 0; round < 400; ++round) {
    std::vector<PersonEvidence> evidence = RandomEvidence(14, random);
    std::shuffle(evidence.begin(), evidence.end(), random);
    Merges merges;
    for (size_t begin = 0; begin < evidence.size();) {
      const size_t end = std::min(evidence.size(), begin + 1 + random() % 3);
      Follow(Add({evidence.begin() + begin, evidence.begin() + end}), merges);
      begin = end;
      ASSERT_EQ(merges, resolution::FindMerges(absl::MakeSpan(evidence).first(end))) << "round " << round;
    }
    Empty();
  }
}

TEST_F(PersonRegistryTest, GivesTheMergesOfTheEvidenceThatArticlesGiveNow) {
  std::mt19937 random(12);
  for (int round = 0; round < 150; ++round) {
    std::map<std::string, std::vector<PersonEvidence>> articles;
    Merges merges;
    for (int step = 0; step < 12; ++step) {
      const std::string article = absl::StrCat("articles/", random() % 4);
      const bool is_first = !articles.contains(article);
      articles[article] = random() % 3 == 0 ? std::vector<PersonEvidence>() : RandomEvidence(4, random);
      // A short name is one article's.
      for (PersonEvidence& person : articles[article]) {
        if (person.is_short) person.entity += article;
      }
      Follow(Set(article, articles[article], is_first), merges);
      std::vector<PersonEvidence> all;
      for (const auto& [name, evidence] : articles) all.insert(all.end(), evidence.begin(), evidence.end());
      ASSERT_EQ(merges, resolution::FindMerges(all)) << "round " << round << " step " << step;
    }
    Empty();
  }
}

}  // namespace
}  // namespace dateline::fact_log
