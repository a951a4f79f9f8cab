#include "ingest_service/language/tagging/tagger.h"

#include "ingest_service/language/encoding/kernels.h"
#include "tests/ingest_service/language/small_model.h"
#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::dateline::testing::AlignedBytes;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;

constexpr int kWidth = 2 * kSmallHidden;

// A tagger of which the first element of a word's vector raises the score of one column.
ModelFileBuilder TaggerThatReads(int column) {
  ModelFileBuilder builder;
  AddSmallTagger(builder);
  std::vector<float> weights((kWidth + 1) * SmallTags().column_count(), 0.0f);
  weights[column] = 1;
  SectionWriter writer;
  writer.WriteArray<float>(weights);
  builder.Add("tagging/weights", writer.bytes());
  return builder;
}

TEST(Tagger, GivesTheCombinationOfTheHighestSum) {
  const AlignedBytes bytes(TaggerThatReads(static_cast<int>(PartOfSpeech::kVerb)).Build());
  const auto model = ModelFile::Parse(bytes.view());
  const auto tagger = Tagger::Load(**model, kWidth);
  ASSERT_THAT(tagger, IsOk());
  std::vector<float> rows(2 * kWidth, 0.0f);
  rows[0] = 1;
  rows[kWidth] = -1;
  std::vector<Token> tokens(2);
  std::vector<float> scores;
  (*tagger)->Tag({rows.data(), kWidth}, {"Held", "Talks"}, scores, absl::MakeSpan(tokens));
  EXPECT_EQ(tokens[0].part_of_speech, PartOfSpeech::kVerb);
  EXPECT_EQ(tokens[0].treebank_tag, "VBD");
  EXPECT_EQ(tokens[0].features, "");
  EXPECT_EQ(tokens[0].lemma, "held");
  EXPECT_EQ(tokens[1].part_of_speech, PartOfSpeech::kNoun);
  EXPECT_EQ(tokens[1].features, "Number=Sing");
}

TEST(Tagger, GivesNoCombinationThatDoesNotOccur) {
  // The features of nouns score highest, the tag of verbs too: together they do not occur.
  const AlignedBytes bytes(TaggerThatReads(kPartOfSpeechCount + 2).Build());
  const auto model = ModelFile::Parse(bytes.view());
  const auto tagger = Tagger::Load(**model, kWidth);
  ASSERT_THAT(tagger, IsOk());
  std::vector<float> rows(kWidth, 0.0f);
  rows[0] = 1;
  std::vector<Token> tokens(1);
  std::vector<float> scores;
  (*tagger)->Tag({rows.data(), kWidth}, {"talk"}, scores, absl::MakeSpan(tokens));
  EXPECT_EQ(tokens[0].treebank_tag, "NN");
}

TEST(Tagger, RefusesWeightsOfAnotherWidth) {
  ModelFileBuilder builder;
  AddSmallTagger(builder);
  const AlignedBytes bytes(builder.Build());
  EXPECT_THAT(Tagger::Load(**ModelFile::Parse(bytes.view()), 2 * kWidth), StatusIs(absl::StatusCode::kDataLoss, _));
}

TEST(Tagger, RefusesACombinationOfTagsThatThereAreNot) {
  ModelFileBuilder builder;
  AddSmallTagger(builder);
  TagSet tags = SmallTags();
  tags.combinations.push_back({0, 2, 0});
  builder.Add("tagging/tags", WriteTagSection(tags));
  const AlignedBytes bytes(builder.Build());
  EXPECT_THAT(Tagger::Load(**ModelFile::Parse(bytes.view()), kWidth), StatusIs(absl::StatusCode::kDataLoss, _));
}

}  // namespace
}  // namespace dateline::language
