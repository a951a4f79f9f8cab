#include "ingest_service/training/name_corpus.h"

#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace dateline::training {
namespace {

using language::LabeledSpan;
using language::LabelType;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

absl::StatusOr<std::vector<NamedDocument>> Read(const std::string& text, NameFormat format) {
  const std::filesystem::path path = std::filesystem::path(::testing::TempDir()) / "name_corpus";
  std::ofstream(path) << text;
  return ReadNamedDocuments(path.string(), format);
}

TEST(ReadNamedDocuments, ReadsUniversalNer) {
  const auto documents = Read("# newdoc id = a\n1\tin\tO\t-\t-\n2\tTampa\tB-LOC\t-\tx\n3\tBay\tI-LOC\t-\tx\n\n",
                              NameFormat::kUniversalNer);
  ASSERT_THAT(documents, dateline::testing::IsOk());
  ASSERT_EQ(documents->size(), 1u);
  EXPECT_EQ((*documents)[0].document.text, "in Tampa Bay");
  EXPECT_THAT((*documents)[0].names[0], ElementsAre(LabeledSpan{1, 3, LabelType::kLocation}));
}

TEST(ReadNamedDocuments, TakesOtherNamesForNone) {
  const auto documents = Read("1\tAmerican\tB-OTH\t-\t-\n2\tx\tO\t-\t-\n", NameFormat::kUniversalNer);
  ASSERT_THAT(documents, dateline::testing::IsOk());
  EXPECT_THAT((*documents)[0].names[0], IsEmpty());
}

TEST(ReadNamedDocuments, BeginsADocumentWhereTheCorpusDoes) {
  const auto documents = Read("# newdoc id = a\n1\tx\tO\n\n# newdoc id = b\n1\ty\tO\n\n", NameFormat::kUniversalNer);
  ASSERT_THAT(documents, dateline::testing::IsOk());
  EXPECT_EQ(documents->size(), 2u);
}

TEST(ReadNamedDocuments, ReadsTagsThatOnlySayInside) {
  const auto documents = Read("The I-ORG\nMad I-ORG\nHatter I-PER\nis O\nGood I-MISC\n\n", NameFormat::kConll);
  ASSERT_THAT(documents, dateline::testing::IsOk());
  EXPECT_THAT((*documents)[0].names[0],
              ElementsAre(LabeledSpan{0, 2, LabelType::kOrganization}, LabeledSpan{2, 3, LabelType::kPerson}));
}

std::string GumRow(int number, const std::string& word, const std::string& tag, int head, const std::string& misc) {
  return std::to_string(number) + "\t" + word + "\t_\t" + tag + "\t_\t_\t" + std::to_string(head) + "\tdep\t_\t" +
         misc + "\n";
}

TEST(ReadNamedDocuments, TakesTheNameOutOfAMention) {
  const auto documents =
      Read(GumRow(1, "President", "PROPN", 0, "Entity=(3-person-new-cf1-2-sgl") +
               GumRow(2, "Talon", "PROPN", 1, "Entity=3)") + GumRow(3, "spoke", "VERB", 1, "_") + "\n",
           NameFormat::kGum);
  ASSERT_THAT(documents, dateline::testing::IsOk());
  EXPECT_THAT((*documents)[0].names[0], ElementsAre(LabeledSpan{1, 2, LabelType::kPerson}));
}

TEST(ReadNamedDocuments, LeavesOutMentionsThatAreNoNames) {
  const auto documents = Read(
      GumRow(1, "the", "DET", 2, "Entity=(3-person-new-cf1-2-sgl") + GumRow(2, "mayor", "NOUN", 0, "Entity=3)") + "\n",
      NameFormat::kGum);
  ASSERT_THAT(documents, dateline::testing::IsOk());
  EXPECT_THAT((*documents)[0].names[0], IsEmpty());
}

TEST(ReadNamedDocuments, KeepsTheOutermostOfNestedNames) {
  const auto documents = Read(GumRow(1, "University", "PROPN", 0, "Entity=(8-organization-new-cf3-3-sgl-X") +
                                  GumRow(2, "of", "ADP", 3, "_") +
                                  GumRow(3, "Portsmouth", "PROPN", 1, "Entity=(9-place-new-cf4-3-sgl)8)") + "\n",
                              NameFormat::kGum);
  ASSERT_THAT(documents, dateline::testing::IsOk());
  EXPECT_THAT((*documents)[0].names[0], ElementsAre(LabeledSpan{0, 3, LabelType::kOrganization}));
}

TEST(ReadNamedDocuments, NamesTheLineThatIsNotOfTheFormat) {
  EXPECT_THAT(Read("1\tx\tO\nbroken\n", NameFormat::kUniversalNer),
              dateline::testing::StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(":2:")));
}

TEST(ReadNamedDocuments, NamesTheMissingFile) {
  EXPECT_THAT(ReadNamedDocuments("/no/such/file", NameFormat::kConll),
              dateline::testing::StatusIs(absl::StatusCode::kNotFound, HasSubstr("/no/such/file")));
}

}  // namespace
}  // namespace dateline::training
