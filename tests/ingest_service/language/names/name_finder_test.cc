#include "ingest_service/language/names/name_finder.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/language/names/simple_tokenizer.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::string_view kTypeNames[] = {"person", "organization", "country", "place", "nationality"};

class NameFinderTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto finder = NameFinder::Create(DATELINE_DATA_DIRECTORY);
    ASSERT_THAT(finder, dateline::testing::IsOk());
    finder_ = finder->release();
  }
  static void TearDownTestSuite() { delete finder_; }

  // "type words", with " CC" where the country is known; one sentence a line of `text`.
  static std::vector<std::string> Names(absl::string_view text) {
    const SimpleText simple = Tokenize(text);
    std::vector<std::string> found;
    for (const Name& name : finder_->Find(simple.document, simple.tokens, simple.sentences)) {
      const text::Span span = {simple.tokens[name.begin_token].span.begin_byte,
                               simple.tokens[name.end_token - 1].span.end_byte};
      found.push_back(absl::StrCat(kTypeNames[static_cast<int>(name.type)], " ", text::Slice(text, span),
                                   name.country_code.empty() ? "" : " ", name.country_code));
    }
    return found;
  }

  static const NameFinder* finder_;
};
const NameFinder* NameFinderTest::finder_ = nullptr;

TEST_F(NameFinderTest, LeavesTitlesOutside) {
  EXPECT_THAT(Names("Then General Secretary To Lam met King Norodom Sihamoni."),
              ElementsAre("person To Lam", "person Norodom Sihamoni"));
}

TEST_F(NameFinderTest, ReadsThroughCompoundOffices) {
  EXPECT_THAT(Names("the Deputy Prime Minister and Minister of Foreign Affairs and International Cooperation Prak Sokhonn said"),
              ElementsAre("person Prak Sokhonn"));
}

TEST_F(NameFinderTest, PartsNationalityOfficeAndPerson) {
  EXPECT_THAT(Names("the Thai Minister of Foreign Affairs Maris Sangiampongsa said"),
              ElementsAre("nationality Thai TH", "person Maris Sangiampongsa"));
}

TEST_F(NameFinderTest, KeepsDiacriticsAndTheirAbsence) {
  EXPECT_THAT(Names("Foreign Minister Bùi Thanh Sơn came. \nThen Son left and Sơn returned."),
              ElementsAre("person Bùi Thanh Sơn", "person Son", "person Sơn"));
}

TEST_F(NameFinderTest, TakesParticlesIntoPersons) {
  EXPECT_THAT(Names("Crown Prince Mohammed bin Salman met President Alexander van der Bellen"),
              ElementsAre("person Mohammed bin Salman", "person Alexander van der Bellen"));
}

TEST_F(NameFinderTest, TakesHyphenatedArticlesIntoPersons) {
  EXPECT_THAT(Names("when President Bashar al-Assad spoke"), ElementsAre("person Bashar al-Assad"));
}

TEST_F(NameFinderTest, TakesSurnameThatIsSpelledLikeATitle) {
  EXPECT_THAT(Names("with Hun Sen on Thursday"), ElementsAre("person Hun Sen"));
}

TEST_F(NameFinderTest, TakesSurnameThatIsSpelledLikeAMonth) {
  EXPECT_THAT(Names("when Theresa May left on May 5"), ElementsAre("person Theresa May"));
}

TEST_F(NameFinderTest, TakesGivenNameThatIsSpelledLikeAMonth) {
  EXPECT_THAT(Names("when Jan van der Meer left"), ElementsAre("person Jan van der Meer"));
}

TEST_F(NameFinderTest, TakesGenerationSuffix) {
  EXPECT_THAT(Names("as Queen Elizabeth II agreed"), ElementsAre("person Elizabeth II"));
}

TEST_F(NameFinderTest, TakesAdjectiveIntoOrganization) {
  EXPECT_THAT(Names("elected by the Cambodian National Assembly today"),
              ElementsAre("organization Cambodian National Assembly KH"));
}

TEST_F(NameFinderTest, TakesOfAndAndIntoOrganization) {
  EXPECT_THAT(Names("the Ministry of Foreign Affairs and International Cooperation of Cambodia will"),
              ElementsAre("organization Ministry of Foreign Affairs and International Cooperation of Cambodia KH"));
  EXPECT_THAT(Names("the Islamic Revolutionary Guard Corps of Iran said"),
              ElementsAre("organization Islamic Revolutionary Guard Corps of Iran IR"));
}

TEST_F(NameFinderTest, TakesPossessiveIntoOrganization) {
  EXPECT_THAT(Names("the Cambodian People’s Party won"), ElementsAre("organization Cambodian People’s Party KH"));
}

TEST_F(NameFinderTest, TakesHyphenCompoundIntoOrganization) {
  EXPECT_THAT(Names("the Thailand-Cambodia Joint Border Committee met"),
              ElementsAre("organization Thailand-Cambodia Joint Border Committee TH"));
  EXPECT_THAT(Names("of the Vietnam -Thailand Joint Commission on Bilateral Cooperation"),
              ElementsAre("organization Vietnam -Thailand Joint Commission on Bilateral Cooperation VN"));
}

TEST_F(NameFinderTest, PartsHyphenatedCountries) {
  EXPECT_THAT(Names("the Vietnam-China community"), ElementsAre("country Vietnam VN", "country China CN"));
}

TEST_F(NameFinderTest, ReadsAcronymByItsDefinition) {
  EXPECT_THAT(Names("the Borneo Rivers Commission (BRC) met.\nThen the BRC voted."),
              ElementsAre("organization Borneo Rivers Commission", "organization BRC", "organization BRC"));
}

TEST_F(NameFinderTest, KnowsAcronymsOfTheWorld) {
  EXPECT_THAT(Names("the EU and ASEAN"), ElementsAre("organization EU", "organization ASEAN"));
}

TEST_F(NameFinderTest, ReadsCountryAcronymInCapitalsOnly) {
  EXPECT_THAT(Names("it told us about US troops"), ElementsAre("country US US"));
}

TEST_F(NameFinderTest, TakesCountryBeforeCompanyWords) {
  EXPECT_THAT(Names("the Soviet Union fell"), ElementsAre("country Soviet Union SU"));
}

TEST_F(NameFinderTest, GivesPlacesTheirCountry) {
  EXPECT_THAT(Names("between Hanoi and East Mosul"), ElementsAre("place Hanoi VN", "place East Mosul IQ"));
}

TEST_F(NameFinderTest, TakesShortNameOfAPersonNamedInFull) {
  EXPECT_THAT(Names("said Alexei Navalny.\nLater Navalny fell ill."),
              ElementsAre("person Alexei Navalny", "person Navalny"));
}

TEST_F(NameFinderTest, TakesShortNameOfAPersonNamedLikeACity) {
  EXPECT_THAT(Names("said Barack Obama.\nLater Obama left."), ElementsAre("person Barack Obama", "person Obama"));
}

TEST_F(NameFinderTest, TakesShortNameThatIsACommonWordAtTheHeadOfASentence) {
  EXPECT_THAT(Names("said Minister Bui Thanh Son.\nSon stressed this."), ElementsAre("person Bui Thanh Son", "person Son"));
}

TEST_F(NameFinderTest, TakesShortNameOfACompany) {
  EXPECT_THAT(Names("it banned Mahan Air.\nThen Mahan protested."),
              ElementsAre("organization Mahan Air", "organization Mahan"));
}

TEST_F(NameFinderTest, TakesNoCapitalAtTheHeadOfASentenceForAName) {
  EXPECT_THAT(Names("Welcoming the outcome, they agreed.\nThe two sides met."), IsEmpty());
}

TEST_F(NameFinderTest, TakesNoDatesAndFaithsForNames) {
  EXPECT_THAT(Names("on Thursday, December 12, the Muslim holiday of Ramadan began"), IsEmpty());
}

TEST_F(NameFinderTest, TakesNoEventForAPerson) {
  EXPECT_THAT(Names("under the Minsk Protocol Agreement"), Not(Contains(::testing::StartsWith("person"))));
}

TEST_F(NameFinderTest, ReadsAnyTextTheSameWayTwice) {
  const std::string text = "U.S. General Services Administration & \"Q-West\" ( al- ) bin -\nof the and\n, , The\nSen. Gen Mr";
  EXPECT_EQ(Names(text), Names(text));
}

TEST_F(NameFinderTest, FindsNothingInNothing) { EXPECT_THAT(Names(""), IsEmpty()); }

}  // namespace
}  // namespace dateline::language
