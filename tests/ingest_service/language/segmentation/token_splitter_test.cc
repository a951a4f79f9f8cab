#include "ingest_service/language/segmentation/token_splitter.h"

#include <string>

#include "gmock/gmock.h"

namespace dateline::language {
namespace {

using ::testing::ElementsAre;

std::vector<BlockCharacter> Scan(absl::string_view text) {
  std::vector<BlockCharacter> characters;
  ScanBlock(text, 0, static_cast<uint32_t>(text.size()), characters);
  return characters;
}

bool IsOpen(absl::string_view text, int position) { return IsOpenBoundary(Scan(text), 0, position); }

TEST(IsOpenBoundary, IsClosedInsideWordsAndNumbers) {
  EXPECT_FALSE(IsOpen("held", 2));
  EXPECT_FALSE(IsOpen("2025", 2));
  EXPECT_FALSE(IsOpen("So\u031Bn", 2));
}

TEST(IsOpenBoundary, IsOpenAtPunctuationAndBetweenDigitsAndLetters) {
  EXPECT_TRUE(IsOpen("long-term", 4));
  EXPECT_TRUE(IsOpen("5km", 1));
  EXPECT_TRUE(IsOpen("end.", 3));
}

TEST(IsOpenBoundary, IsOpenBeforeNegation) {
  EXPECT_TRUE(IsOpen("don't", 2));
  EXPECT_TRUE(IsOpen("don’t", 2));
  EXPECT_FALSE(IsOpen("dont", 2));
}

std::string Address(absl::string_view text) {
  const std::vector<BlockCharacter> characters = Scan(text);
  const CharacterRange range = FindAddress(characters, 0, static_cast<int>(characters.size()) - 1);
  return std::string(text.substr(range.begin, range.end - range.begin));
}

TEST(FindAddress, FindsWebAddressesWithoutWhatSurroundsThem) {
  EXPECT_EQ(Address("(http://example.org/a-b)."), "http://example.org/a-b");
  EXPECT_EQ(Address("www.example.org,"), "www.example.org");
}

TEST(FindAddress, FindsMailAddresses) { EXPECT_EQ(Address("<ann.lee@example.org>,"), "ann.lee@example.org"); }

TEST(FindAddress, FindsNoneInWords) {
  EXPECT_EQ(Address("and/or"), "");
  EXPECT_EQ(Address("://"), "");
  EXPECT_EQ(Address("@"), "");
}

// A classifier that always says the same: the feature that every question has weighs `weight`.
class ConstantClassifier {
 public:
  explicit ConstantClassifier(int16_t weight) : weights_(1 << 20, weight) {}
  LinearClassifier View() const { return LinearClassifier(weights_); }

 private:
  std::vector<int16_t> weights_;
};

std::vector<int> Ends(const TokenSplitter& splitter, absl::string_view text) {
  const std::vector<BlockCharacter> characters = Scan(text);
  FeatureList features;
  std::vector<int> ends;
  splitter.Split(characters, 0, static_cast<int>(characters.size()) - 1, features, ends);
  return ends;
}

TEST(TokenSplitter, SplitsFusedWordsThatStandAlone) {
  const ConstantClassifier never(-1);
  const TokenSplitter splitter(never.View(), {{"cannot", 3}});
  EXPECT_THAT(Ends(splitter, "Cannot"), ElementsAre(3, 6));
  EXPECT_THAT(Ends(splitter, "cannots"), ElementsAre(7));
}

TEST(TokenSplitter, SplitsEveryOpenBoundaryThatTheClassifierAffirms) {
  const ConstantClassifier always(1);
  EXPECT_THAT(Ends(TokenSplitter(always.View(), {}), "long-term,"), ElementsAre(4, 5, 9, 10));
}

TEST(TokenSplitter, CutsEndlessWords) {
  const ConstantClassifier never(-1);
  const std::vector<int> ends = Ends(TokenSplitter(never.View(), {}), std::string(1000, 'a'));
  EXPECT_THAT(ends, ElementsAre(256, 512, 768, 1000));
}

}  // namespace
}  // namespace dateline::language
