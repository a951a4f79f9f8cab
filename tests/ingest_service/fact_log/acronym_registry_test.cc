#include "ingest_service/fact_log/acronym_registry.h"

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
using ::dateline::testing::RandomAcronyms;
using resolution::AcronymEvidence;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

using Evidence = std::vector<AcronymEvidence>;

class AcronymRegistryTest : public ::testing::Test {
 protected:
  AcronymRegistryTest() {
    EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk());
    EXPECT_THAT(database_->Execute(testing::StoreDirectory::IsPostgres() ? "SET synchronous_commit = off"
                                                                         : "PRAGMA synchronous=OFF"),
                IsOk());
  }

  // What the article says from now on; the merges that change, by entity.
  std::map<std::string, std::string> Set(const std::string& article, const Evidence& evidence) {
    auto transaction = store::Transaction::BeginWrite(*database_);
    const bool is_first = articles_.insert_or_assign(article, evidence).second;
    const auto changes = SetAcronyms(*database_, article, evidence, is_first);
    EXPECT_THAT(changes, IsOk());
    EXPECT_THAT(transaction->Commit(), IsOk());
    std::map<std::string, std::string> merges;
    for (const MergeChange& change : *changes) merges[change.entity] = change.merged_into;
    return merges;
  }

  Evidence SaidNow() const {
    Evidence all;
    for (const auto& [article, evidence] : articles_) all.insert(all.end(), evidence.begin(), evidence.end());
    return all;
  }

  std::map<std::string, Evidence> articles_;
  testing::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_ = directory_.OpenStore("log");
};

const AcronymEvidence kOnly{"mwb", "entities/organization.mwb", "", false};
const AcronymEvidence kWater{"mwb", "entities/organization.mekong-water-board", "", true};
const AcronymEvidence kWheat{"mwb", "entities/organization.midwest-wheat-board", "", true};

TEST_F(AcronymRegistryTest, MergesWhenTheLaterOfTwoComes) {
  EXPECT_THAT(Set("articles/1", {kOnly}), IsEmpty());
  EXPECT_THAT(Set("articles/2", {kWater}), ElementsAre(Pair(kOnly.entity, kWater.entity)));
  EXPECT_THAT(Set("articles/3", {kWater, kOnly}), IsEmpty());
}

TEST_F(AcronymRegistryTest, UndoesAMergeWhenAnotherDefinesTheAcronym) {
  Set("articles/1", {kOnly, kWater});
  EXPECT_THAT(Set("articles/2", {kWheat}), ElementsAre(Pair(kOnly.entity, "")));
  EXPECT_THAT(Set("articles/1", {kOnly}), ElementsAre(Pair(kOnly.entity, kWheat.entity)));
}

TEST_F(AcronymRegistryTest, KeepsWhatAnotherArticleSaysToo) {
  Set("articles/1", {kOnly, kWater});
  Set("articles/2", {kWater});
  EXPECT_THAT(Set("articles/1", {kOnly}), IsEmpty());
  EXPECT_THAT(Set("articles/2", {}), ElementsAre(Pair(kOnly.entity, "")));
}

TEST_F(AcronymRegistryTest, GivesTheMergesOfTheEvidenceThatArticlesGiveNow) {
  std::mt19937 random(13);
  for (int round = 0; round < 150; ++round) {
    resolution::Merges merges;
    for (int step = 0; step < 12; ++step) {
      const Evidence evidence = random() % 3 == 0 ? Evidence() : RandomAcronyms(4, random);
      for (const auto& [entity, full] : Set(absl::StrCat("articles/", random() % 4), evidence)) {
        if (full.empty()) {
          EXPECT_EQ(merges.erase(entity), 1u);
        } else {
          merges[entity] = full;
        }
      }
      ASSERT_EQ(merges, resolution::FindAcronymMerges(SaidNow())) << "round " << round << " step " << step;
    }
    for (const auto& [article, evidence] : std::map(articles_)) Set(article, {});
    articles_.clear();
  }
}

}  // namespace
}  // namespace dateline::fact_log
