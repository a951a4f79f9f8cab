#include "ingest_service/language/analyzer.h"

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "ingest_service/language/analysis/conllu.h"
#include "tests/ingest_service/language/analysis_invariants.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

text::Document OneBlock(std::string text) {
  text::Document document;
  document.text = std::move(text);
  document.blocks.push_back({{0, static_cast<uint32_t>(document.text.size())}});
  return document;
}

const Analyzer& SharedAnalyzer() {
  static const auto* analyzer =
      new absl::StatusOr<std::unique_ptr<const Analyzer>>(Analyzer::Create(DATELINE_DATA_DIRECTORY));
  return ***analyzer;
}

const Token& TokenOf(const text::Document& document, const Analysis& analysis, absl::string_view form) {
  for (const Token& token : analysis.tokens) {
    if (text::Slice(document.text, token.span) == form) return token;
  }
  ADD_FAILURE() << "no token " << form;
  return analysis.tokens.front();
}

TEST(Analyzer, ReadsASentence) {
  const text::Document document = OneBlock("The two ministers held talks in Hanoi on Thursday.");
  const Analysis analysis = SharedAnalyzer().Analyze(document);
  ASSERT_EQ(analysis.sentences.size(), 1u);
  EXPECT_EQ(analysis.tokens.size(), 10u);
  const Token& held = TokenOf(document, analysis, "held");
  EXPECT_EQ(held.lemma, "hold");
  EXPECT_EQ(held.part_of_speech, PartOfSpeech::kVerb);
  EXPECT_EQ(held.treebank_tag, "VBD");
  EXPECT_EQ(held.features, "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin");
  EXPECT_EQ(held.relation, Relation::kRoot);
  EXPECT_EQ(TokenOf(document, analysis, "ministers").relation, Relation::kNsubj);
  EXPECT_EQ(TokenOf(document, analysis, "ministers").head, 3);
  EXPECT_EQ(TokenOf(document, analysis, "talks").relation, Relation::kObj);
  EXPECT_EQ(TokenOf(document, analysis, "Hanoi").part_of_speech, PartOfSpeech::kPropn);
}

TEST(Analyzer, KnowsThePassive) {
  const text::Document document = OneBlock("The agreement was signed by the minister.");
  const Analysis analysis = SharedAnalyzer().Analyze(document);
  EXPECT_EQ(TokenOf(document, analysis, "agreement").relation, Relation::kNsubjPass);
  EXPECT_EQ(TokenOf(document, analysis, "was").relation, Relation::kAuxPass);
  EXPECT_EQ(TokenOf(document, analysis, "minister").relation, Relation::kOblAgent);
}

TEST(Analyzer, TakesACurrencysCountryForNoName) {
  const text::Document document = OneBlock("Exports to Japan rose to US$5 billion.");
  const Analysis analysis = SharedAnalyzer().Analyze(document);
  ASSERT_EQ(analysis.names.size(), 1u);
  EXPECT_EQ(text::Slice(document.text, analysis.tokens[analysis.names[0].begin_token].span), "Japan");
}

TEST(Analyzer, LeavesOutWhatHasMoreWordsThanProse) {
  std::string figures;
  for (int i = 0; i < 5000; ++i) figures += "1,";
  const text::Document document = OneBlock(figures);
  const Analysis analysis = SharedAnalyzer().Analyze(document);
  EXPECT_GT(analysis.tokens.size(), 1000u);
  EXPECT_LT(analysis.tokens.size(), 1000 + figures.size() / 4);
  EXPECT_EQ(BrokenInvariant(document, analysis), "");
}

TEST(Analyzer, NeverLetsASentenceCrossBlocks) {
  text::Document document;
  document.text = "Talks held\nin Hanoi";
  document.blocks = {{{0, 10}}, {{11, 19}}};
  const Analysis analysis = SharedAnalyzer().Analyze(document);
  ASSERT_EQ(analysis.sentences.size(), 2u);
  EXPECT_EQ(analysis.sentences[1].block, 1);
  EXPECT_EQ(BrokenInvariant(document, analysis), "");
}

TEST(Analyzer, ReadsOnlyBlocks) {
  text::Document document;
  document.text = "HANOI - They met.";
  document.blocks = {{{8, 17}}};
  EXPECT_EQ(SharedAnalyzer().Analyze(document).tokens.size(), 3u);
}

TEST(Analyzer, FindsNothingWithoutBlocks) { EXPECT_TRUE(SharedAnalyzer().Analyze(text::Document()).tokens.empty()); }

class HostileText : public ::testing::TestWithParam<std::string> {};

INSTANTIATE_TEST_SUITE_P(Analyzer, HostileText,
                         ::testing::Values(std::string(3, '\0') + "a" + std::string(2, '\0'), "\u0301",
                                           "\u0301\u0301 \u0301a", "👩\u200D👩\u200D👧 met 🇻🇳", "\u202Eאבג דה\u202C",
                                           "مرحبا بالعالم.", "北京。你好！", "\u200D\u200D", "\uFEFF", ".", "\"",
                                           "((((", "'''''", "--------", "a.b.c.d.e", "@@@ ::// www. @a.b", "n't", "'s",
                                           "%$#\u00A0\u2028\u2029x", "1,2.3/4-5:6"));

TEST_P(HostileText, KeepsTheInvariants) {
  const text::Document document = OneBlock(GetParam());
  EXPECT_EQ(BrokenInvariant(document, SharedAnalyzer().Analyze(document)), "");
}

// Random mixtures of words, punctuation, marks and other scripts.
TEST(Analyzer, KeepsTheInvariantsOnRandomText) {
  const std::vector<std::string> pieces = {"Son",     "held",   " ", " ",      " ", ". ", "\n", "'s",
                                           "n't",     "\u0301", "😀", "\u200D", "“", "”",  "7",  "Việt",
                                           ",",       "(",      ")", "-",      "$", "的", "א",  std::string(1, '\0'),
                                           "http://", "@"};
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) text += pieces[random() % pieces.size()];
    const text::Document document = OneBlock(text);
    ASSERT_EQ(BrokenInvariant(document, SharedAnalyzer().Analyze(document)), "") << text;
  }
}

TEST(Analyzer, CutsAnEndlessSentence) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "and ";
  const text::Document document = OneBlock(text);
  const Analysis analysis = SharedAnalyzer().Analyze(document);
  EXPECT_EQ(analysis.tokens.size(), 5000u);
  for (const Sentence& sentence : analysis.sentences) EXPECT_LE(sentence.end_token - sentence.begin_token, 400);
  EXPECT_EQ(BrokenInvariant(document, analysis), "");
}

TEST(Analyzer, GivesEqualAnalysesOnManyThreads) {
  const text::Document document =
      OneBlock("Mr. Lee said talks will continue. The two sides didn't agree on trade, he added.");
  const std::string expected = WriteConllu(document, SharedAnalyzer().Analyze(document));
  std::vector<std::string> found(8);
  std::vector<std::thread> threads;
  for (std::string& conllu : found) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) conllu = WriteConllu(document, SharedAnalyzer().Analyze(document));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(found, ::testing::Each(expected));
}

TEST(Analyzer, GivesASentenceTheSameTreeWhereverItStands) {
  const std::string sentence = "The two ministers held talks in Hanoi on Thursday.";
  const text::Document alone = OneBlock(sentence);
  text::Document twice = OneBlock(sentence + "\n" + sentence);
  const auto length = static_cast<uint32_t>(sentence.size());
  twice.blocks = {{{0, length}}, {{length + 1, 2 * length + 1}}};
  const Analysis expected = SharedAnalyzer().Analyze(alone);
  const Analysis analysis = SharedAnalyzer().Analyze(twice);
  ASSERT_EQ(analysis.tokens.size(), 2 * expected.tokens.size());
  for (size_t i = 0; i < expected.tokens.size(); ++i) {
    EXPECT_EQ(analysis.tokens[i].margin, expected.tokens[i].margin);
    EXPECT_EQ(analysis.tokens[i + expected.tokens.size()].margin, expected.tokens[i].margin);
  }
}

// A data directory that holds only `model`.
std::string DirectoryWith(const std::string& model) {
  const std::string directory = ::testing::TempDir() + "/analyzer_test";
  std::filesystem::create_directories(directory);
  std::ofstream(directory + "/english.model", std::ios::binary | std::ios::trunc) << model;
  return directory;
}

std::string ShippedModel() {
  std::ifstream file(std::string(DATELINE_DATA_DIRECTORY) + "/english.model", std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

TEST(Analyzer, SaysThatTheModelIsMissing) {
  EXPECT_THAT(Analyzer::Create("/nowhere"), StatusIs(absl::StatusCode::kNotFound, HasSubstr("/nowhere/english.model")));
}

TEST(Analyzer, RefusesADamagedModel) {
  std::string model = ShippedModel();
  model[model.size() / 2] ^= 1;
  EXPECT_THAT(Analyzer::Create(DirectoryWith(model)), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("checksum")));
}

TEST(Analyzer, RefusesATruncatedModel) {
  const std::string model = ShippedModel();
  EXPECT_THAT(Analyzer::Create(DirectoryWith(model.substr(0, model.size() / 2))),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("bytes")));
}

TEST(Analyzer, RefusesAModelOfAnotherVersion) {
  std::string model = ShippedModel();
  model[8] = 9;
  EXPECT_THAT(Analyzer::Create(DirectoryWith(model)),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("version 9")));
}

}  // namespace
}  // namespace dateline::language
