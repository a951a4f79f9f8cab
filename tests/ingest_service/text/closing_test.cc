#include "ingest_service/text/closing.h"

#include "gtest/gtest.h"

namespace dateline::text {
namespace {

TEST(IsClosingLine, KnowsCredits) {
  EXPECT_TRUE(IsClosingLine("(Reporting by Jane Doe; editing by John Roe)"));
  EXPECT_TRUE(IsClosingLine("Source: VNA"));
  EXPECT_TRUE(IsClosingLine("With inputs from agencies."));
}

TEST(IsClosingLine, KnowsSignatures) {
  EXPECT_TRUE(IsClosingLine("Viet Nam News"));
  EXPECT_TRUE(IsClosingLine("ENDS"));
  EXPECT_TRUE(IsClosingLine("###"));
}

TEST(IsClosingLine, LeavesSentences) {
  EXPECT_FALSE(IsClosingLine("Talks go on."));
  EXPECT_FALSE(IsClosingLine("\"We Are Ready.\""));
  EXPECT_FALSE(IsClosingLine("Ministers to meet again"));
}

TEST(CreditOf, NamesTheCredited) {
  EXPECT_EQ(CreditOf("(Reporting by Jane Doe)"), "Reporting by Jane Doe");
  EXPECT_EQ(CreditOf("Asia News Network"), "Asia News Network");
  EXPECT_EQ(CreditOf("© 2025 The Paper"), "");
  EXPECT_EQ(CreditOf("ENDS"), "");
}

void ExpectSigned(absl::string_view paragraph, absl::string_view text, absl::string_view signature) {
  const SignedParagraph split = SplitSignature(paragraph);
  EXPECT_EQ(paragraph.substr(0, split.text_bytes), text);
  EXPECT_EQ(split.signature, signature);
}

TEST(SplitSignature, TakesTheAgencyOff) {
  ExpectSigned("They agreed. — VNS", "They agreed.", "VNS");
  ExpectSigned("They agreed. (AP)", "They agreed.", "AP");
  ExpectSigned("They agreed./.", "They agreed.", "");
  ExpectSigned("They agreed. - Viet Nam News", "They agreed.", "Viet Nam News");
}

TEST(SplitSignature, LeavesTheUnsigned) {
  ExpectSigned("They agreed.", "They agreed.", "");
  ExpectSigned("It was his party — Labour", "It was his party — Labour", "");
}

}  // namespace
}  // namespace dateline::text
