#include "ingest_service/language/names/name_finder.h"

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/language/names/simple_tokenizer.h"
#include "tests/testing/directories.h"
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
  EXPECT_THAT(
      Names(
          "the Deputy Prime Minister and Minister of Foreign Affairs and International Cooperation Prak Sokhonn said"),
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
  EXPECT_THAT(Names("said Minister Bui Thanh Son.\nSon stressed this."),
              ElementsAre("person Bui Thanh Son", "person Son"));
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
  const std::string text =
      "U.S. General Services Administration & \"Q-West\" ( al- ) bin -\nof the and\n, , The\nSen. Gen Mr";
  EXPECT_EQ(Names(text), Names(text));
}

TEST_F(NameFinderTest, FindsNothingInNothing) { EXPECT_THAT(Names(""), IsEmpty()); }

// The shipped model with the rules.
class TrainedNameFinderTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto model = ModelFile::Open(DATELINE_DATA_DIRECTORY "/english.model");
    ASSERT_THAT(model, dateline::testing::IsOk());
    model_ = model->release();
    auto finder = NameFinder::Create(DATELINE_DATA_DIRECTORY, *model_);
    ASSERT_THAT(finder, dateline::testing::IsOk());
    finder_ = finder->release();
  }
  static void TearDownTestSuite() {
    delete finder_;
    delete model_;
  }

  static std::vector<Name> Find(const SimpleText& simple) {
    return finder_->Find(simple.document, simple.tokens, simple.sentences);
  }
  // The words of the names of a type.
  static std::vector<std::string> Words(absl::string_view text, NameType type) {
    const SimpleText simple = Tokenize(text);
    std::vector<std::string> words;
    for (const Name& name : Find(simple)) {
      const uint32_t begin_byte = simple.tokens[name.begin_token].span.begin_byte;
      const uint32_t end_byte = simple.tokens[name.end_token - 1].span.end_byte;
      if (name.type == type) words.push_back(simple.document.text.substr(begin_byte, end_byte - begin_byte));
    }
    return words;
  }

  static const ModelFile* model_;
  static const NameFinder* finder_;
};
const ModelFile* TrainedNameFinderTest::model_ = nullptr;
const NameFinder* TrainedNameFinderTest::finder_ = nullptr;

constexpr absl::string_view kNews =
    "Vietnamese Party General Secretary To Lam spoke with President of the Cambodian People's Party (CPP) Hun Sen on "
    "Thursday.\n"
    "Foreign Minister Bùi Thanh Sơn met his Thai counterpart Maris Sangiampongsa in Kuala Lumpur.\n"
    "Son said ASEAN and the CPP would support Việt Nam and Cambodia.";

TEST_F(TrainedNameFinderTest, FindsPersonsOfTheWorld) {
  EXPECT_THAT(Words(kNews, NameType::kPerson),
              ElementsAre("To Lam", "Hun Sen", "Bùi Thanh Sơn", "Maris Sangiampongsa", "Son"));
}

TEST_F(TrainedNameFinderTest, FindsOrganizationsAndTheirAcronyms) {
  EXPECT_THAT(Words(kNews, NameType::kOrganization), ElementsAre("Cambodian People's Party", "CPP", "ASEAN", "CPP"));
}

TEST_F(TrainedNameFinderTest, TellsCountriesPlacesAndNationalitiesApart) {
  EXPECT_THAT(Words(kNews, NameType::kCountry), ElementsAre("Việt Nam", "Cambodia"));
  EXPECT_THAT(Words(kNews, NameType::kPlace), ElementsAre("Kuala Lumpur"));
  EXPECT_THAT(Words(kNews, NameType::kNationality), ElementsAre("Vietnamese", "Thai"));
}

TEST_F(TrainedNameFinderTest, KeepsNamesApartAndInsideSentencesWhateverTheText) {
  uint32_t state = 1;
  const absl::string_view pieces[] = {
      "US",   "President", "-",   "of",   "and", "the", "Hun", "Sen", "al",       "Bank", "(",
      "CPP",  ")",         "'s",  "Thai", "May", "5",   "Đà",  "\n",  "ministry", "U.S.", "\xF0\x9F\x98\x80",
      "Inc.", ",",         "van", "Mahan"};
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) {
      state = state * 1664525 + 1013904223;
      absl::StrAppend(&text, pieces[(state >> 16) % std::size(pieces)], state >> 30 == 0 ? "" : " ");
    }
    const SimpleText simple = Tokenize(text);
    int last = 0;
    for (const Name& name : Find(simple)) {
      EXPECT_LE(last, name.begin_token) << text;
      EXPECT_LT(name.begin_token, name.end_token) << text;
      last = name.end_token;
      const bool inside = std::any_of(simple.sentences.begin(), simple.sentences.end(), [&](const Sentence& sentence) {
        return sentence.begin_token <= name.begin_token && name.end_token <= sentence.end_token;
      });
      EXPECT_TRUE(inside) << text;
    }
  }
}

TEST_F(TrainedNameFinderTest, GivesTheSameNamesOnEveryThread) {
  const SimpleText simple = Tokenize(kNews);
  const size_t expected = Find(simple).size();
  std::vector<size_t> found(4);
  std::vector<std::thread> threads;
  for (size_t& count : found) threads.emplace_back([&simple, &count] { count = Find(simple).size(); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(found, ::testing::Each(expected));
}

TEST(NameFinderModel, RefusesAModelWithoutTheRecognizer) {
  const std::string bytes = ModelFileBuilder().Build();
  std::vector<char> storage(bytes.size() + 64);
  char* const begin = storage.data() + (64 - reinterpret_cast<uintptr_t>(storage.data()) % 64) % 64;
  std::copy(bytes.begin(), bytes.end(), begin);
  const auto model = ModelFile::Parse(absl::string_view(begin, bytes.size()));
  ASSERT_THAT(model, dateline::testing::IsOk());
  EXPECT_THAT(NameFinder::Create(DATELINE_DATA_DIRECTORY, **model),
              dateline::testing::StatusIs(absl::StatusCode::kFailedPrecondition, ::testing::_));
}

}  // namespace
}  // namespace dateline::language
