#include "tests/disk_faults/simulated_file.h"

#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::Each;

// What 500 power cuts leave.
std::set<std::string> Outcomes(const SimulatedFile& file, Survival survival) {
  std::mt19937_64 random(7);
  std::set<std::string> outcomes;
  for (int i = 0; i < 500; ++i) outcomes.insert(file.AfterPowerCut(survival, random));
  return outcomes;
}

std::string Sectors(const std::string& letters) {
  std::string content;
  for (const char letter : letters) content.append(512, letter);
  return content;
}

TEST(SimulatedFile, NeverLosesWhatWasSynced) {
  SimulatedFile file;
  file.Write(0, Sectors("ab"));
  file.Sync();
  for (const Survival survival : {Survival::kNothing, Survival::kEverything, Survival::kUpToAMoment,
                                  Survival::kSectorsAlone, Survival::kPagesAlone}) {
    EXPECT_THAT(Outcomes(file, survival), Each(Sectors("ab")));
  }
}

TEST(SimulatedFile, TearsTheLastWriteBetweenSectors) {
  SimulatedFile file(Sectors("ab"));
  file.Write(0, Sectors("xy"));
  EXPECT_EQ(Outcomes(file, Survival::kUpToAMoment),
            (std::set<std::string>{Sectors("ab"), Sectors("xb"), Sectors("xy")}));
}

TEST(SimulatedFile, KeepsALaterWriteWithoutAnEarlierOne) {
  SimulatedFile file(Sectors("ab"));
  file.Write(0, Sectors("x"));
  file.Write(512, Sectors("y"));
  EXPECT_EQ(Outcomes(file, Survival::kSectorsAlone),
            (std::set<std::string>{Sectors("ab"), Sectors("xb"), Sectors("ay"), Sectors("xy")}));
  EXPECT_EQ(Outcomes(file, Survival::kPagesAlone),
            (std::set<std::string>{Sectors("ab"), Sectors("xb"), Sectors("xy")}));
}

TEST(SimulatedFile, GivesEachSectorAVersionThatItHad) {
  SimulatedFile file(Sectors("a"));
  file.Write(10, "1");
  file.Write(20, "2");
  std::string first = Sectors("a"), second;
  first[10] = '1';
  second = first;
  second[20] = '2';
  EXPECT_EQ(Outcomes(file, Survival::kSectorsAlone), (std::set<std::string>{Sectors("a"), first, second}));
}

TEST(SimulatedFile, MayGrowWithoutWhatWasWritten) {
  SimulatedFile file(Sectors("a"));
  file.Write(512, Sectors("b"));
  const std::set<std::string> outcomes = Outcomes(file, Survival::kSectorsAlone);
  EXPECT_THAT(outcomes, Contains(Sectors("a") + std::string(512, '\0')));
  EXPECT_THAT(outcomes, Contains(Sectors("a")));
  EXPECT_THAT(outcomes, Contains(Sectors("ab")));
}

TEST(SimulatedFile, MayForgetATruncation) {
  SimulatedFile file(Sectors("ab"));
  file.Truncate(512);
  EXPECT_THAT(Outcomes(file, Survival::kUpToAMoment), Each(AnyOf(Sectors("a"), Sectors("ab"))));
  EXPECT_THAT(Outcomes(file, Survival::kSectorsAlone), Contains(Sectors("ab")));
}

}  // namespace
}  // namespace dateline::testing
