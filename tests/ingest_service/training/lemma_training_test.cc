#include "ingest_service/training/lemma_training.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "ingest_service/language/tagging/lemmatizer.h"
#include "ingest_service/training/treebank.h"
#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::training {
namespace {

using language::PartOfSpeech;

// A section of sentences of one word each: form, lemma, part of speech, tag.
std::string Section(const std::vector<std::array<absl::string_view, 4>>& words) {
  std::string treebank;
  for (const auto& [form, lemma, part_of_speech, tag] : words)
    absl::StrAppend(&treebank, "1\t", form, "\t", lemma, "\t", part_of_speech, "\t", tag, "\t_\t0\troot\t_\t_\n\n");
  language::ModelFileBuilder builder;
  builder.Add("tagging/lemmas", TrainLemmas(*ParseConllu(treebank)));
  return builder.Build();
}

class TrainLemmasTest : public ::testing::Test {
 protected:
  std::string Lemma(absl::string_view form, PartOfSpeech part_of_speech, absl::string_view tag) const {
    return (*lemmatizer_)->Lemma(form, part_of_speech, tag);
  }

 private:
  const testing::AlignedBytes bytes_{Section({{"met", "meet", "VERB", "VBD"},
                                              {"Talked", "talk", "VERB", "VBD"},
                                              {"asked", "ask", "VERB", "VBD"},
                                              {"turned", "turn", "VERB", "VBD"},
                                              {"sang", "sing", "VERB", "VBD"},
                                              {"I", "I", "PRON", "PRP"},
                                              {"I", "I", "PRON", "PRP"},
                                              {"i", "I", "PRON", "PRP"},
                                              {"Kerala", "Kerala", "PROPN", "NNP"},
                                              {"NATO", "NATO", "PROPN", "NNP"}})};
  const absl::StatusOr<std::unique_ptr<const language::ModelFile>> model_ = language::ModelFile::Parse(bytes_.view());
  const absl::StatusOr<std::unique_ptr<const language::Lemmatizer>> lemmatizer_ = language::Lemmatizer::Load(**model_);
};

TEST_F(TrainLemmasTest, LearnsExceptions) {
  EXPECT_EQ(Lemma("met", PartOfSpeech::kVerb, "VBD"), "meet");
  EXPECT_EQ(Lemma("Asked", PartOfSpeech::kVerb, "VBD"), "ask");
}

TEST_F(TrainLemmasTest, LearnsAnEndingThatThreeWordsShare) {
  EXPECT_EQ(Lemma("walked", PartOfSpeech::kVerb, "VBD"), "walk");
  EXPECT_NE(Lemma("rang", PartOfSpeech::kVerb, "VBD"), "ring");
}

TEST_F(TrainLemmasTest, GivesAWordOneLemmaHoweverItsLettersAre) {
  EXPECT_EQ(Lemma("i", PartOfSpeech::kPron, "PRP"), "I");
  EXPECT_EQ(Lemma("I", PartOfSpeech::kPron, "PRP"), "I");
  EXPECT_EQ(Lemma("KERALA", PartOfSpeech::kPropn, "NNP"), "Kerala");
  EXPECT_EQ(Lemma("kerala", PartOfSpeech::kPropn, "NNP"), "Kerala");
  EXPECT_EQ(Lemma("NATO", PartOfSpeech::kPropn, "NNP"), "NATO");
}

}  // namespace
}  // namespace dateline::training
