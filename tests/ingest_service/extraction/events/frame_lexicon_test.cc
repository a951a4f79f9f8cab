#include "ingest_service/extraction/events/frame_lexicon.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::IsOk;
using dateline::testing::StatusIs;
using dateline::testing::Treebank;
using ::testing::HasSubstr;

constexpr char kLexicon[] =
    "# comment\n"
    "v:speak\tCONSULT\t-\tsubject\tA spoke.\n"
    "v:speak +by\tCONSULT\tphone\tmutual\tA spoke by phone.\n"
    "v:reach >deal\tAGREE\t-\tmutual\tA reached a deal.\n"
    "n:talk <phone\tCONSULT\tphone\tmutual\tphone talks\n";

TEST(FrameLexicon, ShippedLexiconLoads) {
  const auto lexicon = FrameLexicon::Load(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(lexicon, IsOk());
  for (const Frame* frame : lexicon->frames()) EXPECT_FALSE(frame->example.empty());
}

TEST(FrameLexicon, MissingFileIsNamed) {
  EXPECT_THAT(FrameLexicon::Load("/nowhere"), StatusIs(absl::StatusCode::kNotFound, HasSubstr("/nowhere/frames.tsv")));
}

TEST(FrameLexicon, MalformedLineIsNamed) {
  EXPECT_THAT(FrameLexicon::Parse("v:speak\tTALK\t-\tsubject\tA spoke.\n"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("frames.tsv:1: unknown event type")));
  EXPECT_THAT(FrameLexicon::Parse("\nv:speak\n"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("frames.tsv:2: a frame has five fields")));
}

TEST(FrameLexicon, MostSpecificFrameWins) {
  const auto lexicon = FrameLexicon::Parse(kLexicon);
  ASSERT_THAT(lexicon, IsOk());
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj\n"
      "spoke speak VERB VBD 0 root\n"
      "by by ADP IN 4 case\n"
      "phone phone NOUN NN 2 obl\n"
      "\n"
      "Son Son PROPN NNP 2 nsubj\n"
      "spoke speak VERB VBD 0 root\n");
  const language::Tree tree(text.analysis);
  EXPECT_EQ(lexicon->Match(tree, text.TokenOf("spoke", 1))->frame->mode, "phone");
  EXPECT_EQ(lexicon->Match(tree, text.TokenOf("spoke", 2))->frame->mode, "");
}

TEST(FrameLexicon, ObjectMayBeAPassiveSubject) {
  const auto lexicon = FrameLexicon::Parse(kLexicon);
  ASSERT_THAT(lexicon, IsOk());
  const Treebank text(
      "deal deal NOUN NN 3 nsubj:pass\n"
      "was be AUX VBD 3 aux:pass\n"
      "reached reach VERB VBN 0 root\n"
      "\n"
      "They they PRON PRP 2 nsubj\n"
      "reached reach VERB VBD 0 root\n"
      "Oslo Oslo PROPN NNP 2 obj\n");
  const language::Tree tree(text.analysis);
  EXPECT_TRUE(lexicon->Match(tree, text.TokenOf("reached", 1)).has_value());
  EXPECT_FALSE(lexicon->Match(tree, text.TokenOf("reached", 2)).has_value());
}

}  // namespace
}  // namespace dateline::extraction
