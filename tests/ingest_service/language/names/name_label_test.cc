#include "ingest_service/language/names/name_label.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::language {
namespace {

using ::testing::ElementsAre;

TEST(NameLabel, ComesApartIntoTypeAndPart) {
  for (LabelType type : {LabelType::kPerson, LabelType::kOrganization, LabelType::kLocation}) {
    for (LabelPart part : {LabelPart::kBegin, LabelPart::kInside, LabelPart::kEnd, LabelPart::kSingle}) {
      const NameLabel label = MakeNameLabel(type, part);
      EXPECT_LT(label, kNameLabels);
      EXPECT_NE(label, kOutside);
      EXPECT_EQ(TypeOfLabel(label), type);
      EXPECT_EQ(PartOfLabel(label), part);
    }
  }
}

TEST(NameLabel, EndsANameBeforeAnotherBegins) {
  const NameLabel begin = MakeNameLabel(LabelType::kPerson, LabelPart::kBegin);
  const NameLabel end = MakeNameLabel(LabelType::kPerson, LabelPart::kEnd);
  EXPECT_TRUE(MayFollow(begin, end));
  EXPECT_TRUE(MayFollow(end, begin));
  EXPECT_FALSE(MayFollow(begin, kOutside));
  EXPECT_FALSE(MayFollow(kOutside, end));
  EXPECT_FALSE(MayFollow(begin, MakeNameLabel(LabelType::kOrganization, LabelPart::kEnd)));
}

TEST(LabelsOfSpans, MarksParts) {
  const std::vector<NameLabel> labels = LabelsOfSpans({{0, 1, LabelType::kLocation}, {1, 4, LabelType::kPerson}}, 5);
  EXPECT_THAT(labels, ElementsAre(MakeNameLabel(LabelType::kLocation, LabelPart::kSingle),
                                  MakeNameLabel(LabelType::kPerson, LabelPart::kBegin),
                                  MakeNameLabel(LabelType::kPerson, LabelPart::kInside),
                                  MakeNameLabel(LabelType::kPerson, LabelPart::kEnd), kOutside));
}

TEST(SpansOfLabels, UndoesLabelsOfSpans) {
  const std::vector<LabeledSpan> spans = {
      {1, 2, LabelType::kLocation}, {2, 5, LabelType::kOrganization}, {6, 8, LabelType::kPerson}};
  EXPECT_EQ(SpansOfLabels(LabelsOfSpans(spans, 8)), spans);
}

}  // namespace
}  // namespace dateline::language
