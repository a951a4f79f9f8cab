#include "ingest_service/extraction/offices/find_offices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest_service/extraction/entities/find_entities.h"
#include "tests/testing/annotated.h"
#include "tests/testing/directories.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Candidate> OfficesOf(const Annotated& article) {
  static const EntityLexicon lexicon = EntityLexicon::Load(DATELINE_DATA_DIRECTORY).value();
  return FindOffices(FindEntities(article.document, article.analysis, lexicon));
}

TEST(FindOffices, GivesHolderAndCountry) {
  const Annotated article({"[NATIONALITY:VN Vietnamese/JJ ] PM/NNP [PERSON Bùi/NNP Sơn/NNP ] left/VBD"});
  const std::vector<Candidate> offices = OfficesOf(article);
  ASSERT_THAT(offices, SizeIs(1));
  EXPECT_EQ(offices[0].kind, Kind::kOffice);
  EXPECT_EQ(offices[0].office_title, "PM");
  EXPECT_EQ(offices[0].normalized_title, "Prime Minister");
  EXPECT_EQ(text::Slice(article.document.text, offices[0].trigger), "PM");
  ASSERT_THAT(offices[0].participants, SizeIs(2));
  EXPECT_EQ(offices[0].participants[0].role, Role::kHolder);
  EXPECT_EQ(offices[0].participants[1].role, Role::kCountry);
  EXPECT_EQ(text::Slice(article.document.text, offices[0].participants[1].mention), "Vietnamese");
}

TEST(FindOffices, GivesOneTitleOnceAtItsFullestMention) {
  const Annotated article({"President/NNP [PERSON Jane/NNP Roe/NNP ] left/VBD",
                           "[COUNTRY:US US/NNP ] President/NNP [PERSON Roe/NNP ] returned/VBD"});
  const std::vector<Candidate> offices = OfficesOf(article);
  ASSERT_THAT(offices, SizeIs(1));
  EXPECT_THAT(offices[0].participants, SizeIs(2));
  EXPECT_EQ(offices[0].trigger, article.analysis.tokens[article.TokenOf("President", 2)].span);
}

TEST(FindOffices, TrustsFormerOfficeLess) {
  const std::vector<Candidate> now = OfficesOf(Annotated({"President/NNP [PERSON Jane/NNP Roe/NNP ] left/VBD"}));
  const std::vector<Candidate> once =
      OfficesOf(Annotated({"Former/JJ President/NNP [PERSON Jane/NNP Roe/NNP ] left/VBD"}));
  ASSERT_THAT(now, SizeIs(1));
  ASSERT_THAT(once, SizeIs(1));
  EXPECT_LT(once[0].reliability, now[0].reliability);
}

TEST(FindOffices, LeavesHonorificsOut) {
  EXPECT_THAT(OfficesOf(Annotated({"Mr./NNP [PERSON Roe/NNP ] left/VBD"})), IsEmpty());
}

}  // namespace
}  // namespace dateline::extraction
