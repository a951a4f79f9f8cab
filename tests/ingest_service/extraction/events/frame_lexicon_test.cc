#include "ingest_service/extraction/events/frame_lexicon.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
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

constexpr char kConditions[] =
    "v:beat\tASSAULT\tbeat\tobject\tA beat B.\n"
    "v:beat >record\t-\t-\tsubject\tA beat the record.\n"
    "v:free >prisoner\tRETREAT\trelease\tobject\tA freed the prisoners.\n"
    "v:name >@\tAPPOINT\t-\tobject\tA named B.\n"
    "v:convict +of\tSANCTION\tconvict\taddressee\tA convicted B of fraud.\n"
    "v:withdraw +from\tSANCTION\twithdraw\tsubject\tA withdrew from the treaty.\n"
    "v:withdraw >troop\tRETREAT\twithdraw\tsubject\tA withdrew its troops.\n";

// The type at `verb` of a sentence that is all of `lines`; kNone: no frame.
EventType TypeAt(absl::string_view verb, absl::string_view lines) {
  const auto lexicon = FrameLexicon::Parse(kConditions);
  EXPECT_THAT(lexicon, IsOk());
  const Treebank text(lines);
  const auto match = lexicon->Match(language::Tree(text.analysis), text.TokenOf(verb));
  return match.has_value() ? match->frame->type : EventType::kNone;
}

TEST(FrameLexicon, FrameOfNoEventWinsOverAnotherThatAsksLess) {
  EXPECT_EQ(TypeAt("beat", "beat beat VERB VBD 0 root\nrecord record NOUN NN 1 obj\n"), EventType::kNone);
  EXPECT_EQ(TypeAt("beat", "beat beat VERB VBD 0 root\nguard guard NOUN NN 1 obj\n"), EventType::kAssault);
}

TEST(FrameLexicon, QuantityIsSeenThrough) {
  EXPECT_EQ(TypeAt("freed",
                   "freed free VERB VBD 0 root\n"
                   "dozens dozen NOUN NNS 1 obj\n"
                   "of of ADP IN 4 case\n"
                   "prisoners prisoner NOUN NNS 2 nmod\n"),
            EventType::kRetreat);
}

TEST(FrameLexicon, NameMayBeAsked) {
  EXPECT_EQ(TypeAt("named", "named name VERB VBD 0 root\nSon Son PROPN NNP 1 obj\n"), EventType::kAppoint);
  EXPECT_EQ(TypeAt("named", "named name VERB VBD 0 root\nhorse horse NOUN NN 1 obj\n"), EventType::kNone);
}

TEST(FrameLexicon, ComplementMayHangOnTheObject) {
  EXPECT_EQ(TypeAt("convicted",
                   "convicted convict VERB VBD 0 root\n"
                   "Son Son PROPN NNP 1 obj\n"
                   "of of ADP IN 4 case\n"
                   "fraud fraud NOUN NN 2 nmod\n"),
            EventType::kSanction);
}

TEST(FrameLexicon, ObjectSaysMoreThanComplement) {
  EXPECT_EQ(TypeAt("withdrew",
                   "withdrew withdraw VERB VBD 0 root\n"
                   "troops troop NOUN NNS 1 obj\n"
                   "from from ADP IN 4 case\n"
                   "Laos Laos PROPN NNP 1 obl\n"),
            EventType::kRetreat);
}

}  // namespace
}  // namespace dateline::extraction
