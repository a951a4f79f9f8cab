#include "ingest_service/fact_log/person_registry.h"

#include <algorithm>
#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "ingest_service/fact_log/schema.h"
#include "tests/testing/random_evidence.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

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
    EXPECT_THAT(database_->Execute("PRAGMA synchronous=OFF"), IsOk());
  }

  std::vector<MergeChange> Add(const std::vector<PersonEvidence>& evidence) {
    auto transaction = sqlite::Transaction::BeginWrite(*database_);
    auto changes = AddEvidence(*database_, evidence);
    EXPECT_THAT(changes, IsOk());
    EXPECT_THAT(transaction->Commit(), IsOk());
    return *std::move(changes);
  }

  void Empty() {
    EXPECT_THAT(database_->Execute("DELETE FROM person; DELETE FROM person_office; DELETE FROM person_word"), IsOk());
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<sqlite::Database> database_ =
      *sqlite::Database::OpenWriter(directory_.File("log"), sqlite::Durability::kFull);
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

}  // namespace
}  // namespace dateline::fact_log
