#include "ingest_service/language/names/gazetteer.h"

#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::testing::HasSubstr;

class GazetteerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto gazetteer = Gazetteer::Create(DATELINE_DATA_DIRECTORY);
    ASSERT_THAT(gazetteer, dateline::testing::IsOk());
    gazetteer_ = gazetteer->release();
  }
  static void TearDownTestSuite() { delete gazetteer_; }
  static const Gazetteer* gazetteer_;
};
const Gazetteer* GazetteerTest::gazetteer_ = nullptr;

TEST_F(GazetteerTest, FindsCountryByAnySpellingOfItsName) {
  for (const char* name : {"Vietnam", "Viet Nam", "Việt Nam", "VIET NAM", "Socialist Republic of Vietnam"}) {
    EXPECT_EQ(gazetteer_->FindCountryCode(name), "VN") << name;
  }
}

TEST_F(GazetteerTest, FindsCountryByAdjectiveAndDemonym) {
  EXPECT_EQ(gazetteer_->FindCountryCode("Vietnamese"), "VN");
  EXPECT_EQ(gazetteer_->FindCountryCode("Thai"), "TH");
  EXPECT_EQ(gazetteer_->FindCountryCode("Iraqis"), "IQ");
  EXPECT_EQ(gazetteer_->FindCountryCode("Saudi"), "SA");
  EXPECT_EQ(gazetteer_->FindCountryCode("English"), "GB");
  EXPECT_EQ(gazetteer_->FindCountryCode("Dutch"), "NL");
  EXPECT_EQ(gazetteer_->FindCountryCode("French"), "FR");
}

TEST_F(GazetteerTest, FindsAcronymOnlyInCapitals) {
  EXPECT_EQ(gazetteer_->FindCountryCode("US"), "US");
  EXPECT_EQ(gazetteer_->FindCountryCode("U.S."), "US");
  EXPECT_EQ(gazetteer_->FindCountryCode("us"), std::nullopt);
}

TEST_F(GazetteerTest, TellsTheTwoKoreasAndTheTwoCongosApart) {
  EXPECT_EQ(gazetteer_->FindCountryCode("DPRK"), "KP");
  EXPECT_EQ(gazetteer_->FindCountryCode("Republic of Korea"), "KR");
  EXPECT_EQ(gazetteer_->FindCountryCode("DR Congo"), "CD");
  EXPECT_EQ(gazetteer_->FindCountryCode("Republic of the Congo"), "CG");
}

TEST_F(GazetteerTest, TakesNoCapitalForACountry) {
  EXPECT_EQ(gazetteer_->FindCountryCode("Hanoi"), std::nullopt);
  const std::vector<Sense> senses = gazetteer_->Find("Hanoi");
  ASSERT_FALSE(senses.empty());
  EXPECT_EQ(senses[0].kind, SenseKind::kCapital);
  EXPECT_EQ(senses[0].country_code, "VN");
}

TEST_F(GazetteerTest, NamesCountryOfCode) {
  EXPECT_EQ(gazetteer_->CountryName("KH"), "Cambodia");
  EXPECT_EQ(gazetteer_->CountryName("SU"), "Soviet Union");
  EXPECT_EQ(gazetteer_->CountryName("QQ"), "");
}

TEST_F(GazetteerTest, EveryCodeHasAName) {
  for (const char* name : {"Kosovo", "Palestine", "Taiwan", "Türkiye", "Turkey", "Côte d'Ivoire", "Eswatini"}) {
    const auto code = gazetteer_->FindCountryCode(name);
    ASSERT_TRUE(code.has_value()) << name;
    EXPECT_EQ(code->size(), 2u);
    EXPECT_NE(gazetteer_->CountryName(*code), "") << name;
  }
}

TEST_F(GazetteerTest, GivesNoCountryForAPlaceNameOfSeveral) {
  const std::vector<Sense> senses = gazetteer_->Find("Birmingham");
  ASSERT_FALSE(senses.empty());
  EXPECT_EQ(senses[0].kind, SenseKind::kCity);
  EXPECT_EQ(senses[0].country_code, "");
}

TEST_F(GazetteerTest, SpellsOutOrganizations) {
  const std::vector<Sense> senses = gazetteer_->Find("ASEAN");
  ASSERT_FALSE(senses.empty());
  EXPECT_EQ(senses[0].kind, SenseKind::kOrganization);
  EXPECT_EQ(senses[0].display_name, "Association of Southeast Asian Nations");
}

TEST_F(GazetteerTest, NormalizesTitles) {
  EXPECT_EQ(gazetteer_->FindTitle("PM")->normalized, "Prime Minister");
  EXPECT_EQ(gazetteer_->FindTitle("FM")->normalized, "Minister of Foreign Affairs");
  EXPECT_EQ(gazetteer_->FindTitle("Lt. Gen.")->normalized, "Lieutenant General");
  EXPECT_EQ(gazetteer_->FindTitle("prime ministers")->normalized, "Prime Minister");
  EXPECT_EQ(gazetteer_->FindTitle("pm"), nullptr);
}

TEST_F(GazetteerTest, KnowsTheGenderThatATitleTells) {
  EXPECT_EQ(gazetteer_->FindTitle("King")->gender, Gender::kMale);
  EXPECT_EQ(gazetteer_->FindTitle("Queen")->gender, Gender::kFemale);
  EXPECT_EQ(gazetteer_->FindTitle("Ms")->gender, Gender::kFemale);
  EXPECT_EQ(gazetteer_->FindTitle("President")->gender, Gender::kUnknown);
}

TEST_F(GazetteerTest, KnowsTheKindOfATitle) {
  EXPECT_EQ(gazetteer_->FindTitle("General")->kind, TitleKind::kRank);
  EXPECT_EQ(gazetteer_->FindTitle("Mr")->kind, TitleKind::kHonorific);
  EXPECT_EQ(gazetteer_->FindTitle("Deputy")->kind, TitleKind::kModifier);
  EXPECT_EQ(gazetteer_->FindTitle("Foreign Affairs")->kind, TitleKind::kPortfolio);
}

TEST(GazetteerFiles, NamesTheMissingFile) {
  EXPECT_THAT(Gazetteer::Create("/no/such/directory"),
              dateline::testing::StatusIs(absl::StatusCode::kNotFound, HasSubstr("/no/such/directory/countries.tsv")));
}

TEST(GazetteerFiles, NamesTheLineThatCannotBeRead) {
  const std::filesystem::path directory = std::filesystem::path(::testing::TempDir()) / "damaged_gazetteer";
  std::filesystem::create_directories(directory);
  for (const auto& entry : std::filesystem::directory_iterator(DATELINE_DATA_DIRECTORY)) {
    if (entry.is_regular_file()) {
      std::filesystem::copy(entry, directory, std::filesystem::copy_options::overwrite_existing);
    }
  }
  std::ofstream(directory / "titles.tsv") << "# header\nKing\tKing\tmonarch\tmale\n";
  EXPECT_THAT(Gazetteer::Create(directory.string()),
              dateline::testing::StatusIs(absl::StatusCode::kDataLoss, HasSubstr("titles.tsv:2")));
}

}  // namespace
}  // namespace dateline::language
