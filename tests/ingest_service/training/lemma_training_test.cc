#include "ingest_service/training/lemma_training.h"

#include "ingest_service/language/tagging/lemmatizer.h"
#include "tests/ingest_service/training/sample_treebank.h"
#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::training {
namespace {

using language::PartOfSpeech;

TEST(TrainLemmas, LearnsEndingsAndExceptions) {
  language::ModelFileBuilder builder;
  builder.Add("tagging/lemmas", TrainLemmas(SampleTreebank(1)));
  const testing::AlignedBytes bytes(builder.Build());
  const auto model = language::ModelFile::Parse(bytes.view());
  const auto lemmatizer = language::Lemmatizer::Load(**model);
  ASSERT_THAT(lemmatizer, testing::IsOk());
  EXPECT_EQ((*lemmatizer)->Lemma("met", PartOfSpeech::kVerb, "VBD"), "meet");
  EXPECT_EQ((*lemmatizer)->Lemma("Ministers", PartOfSpeech::kNoun, "NNS"), "minister");
  EXPECT_EQ((*lemmatizer)->Lemma("walked", PartOfSpeech::kVerb, "VBD"), "walk");
  EXPECT_EQ((*lemmatizer)->Lemma("talks", PartOfSpeech::kNoun, "NNS"), "talk");
}

}  // namespace
}  // namespace dateline::training
