#include "ingest_service/training/model_export.h"

#include "ingest_service/training/evaluation.h"
#include "ingest_service/training/lemma_training.h"
#include "ingest_service/training/network_trainer.h"
#include "tests/ingest_service/training/sample_treebank.h"
#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::training {
namespace {

// From sentences to a model that reads them: every step of training but for its size.
TEST(AddNetworkSections, GivesAModelThatKnowsWhatItLearnt) {
  const std::vector<TreebankSentence> sentences = SampleTreebank(4);
  const Dataset dataset = BuildDataset(sentences, 256);
  NetworkShape shape;
  shape.embedding_width = 32;
  shape.hidden = 16;
  shape.arc_width = 16;
  shape.label_width = 16;
  shape.table_rows = static_cast<int>(dataset.vocabulary.size()) + 1 + dataset.bucket_count;
  shape.tag_counts = {language::kPartOfSpeechCount, static_cast<int>(dataset.tags.treebank_tags.size()),
                      static_cast<int>(dataset.tags.features.size())};
  NetworkTrainingOptions options;
  options.epochs = 60;
  options.batch_words = 12;
  options.learning_rate = 0.02f;
  const NetworkWeights weights =
      TrainNetwork(shape, dataset.examples, options, [](int, const Losses&, const NetworkWeights&) {});
  language::ModelFileBuilder builder;
  AddNetworkSections(dataset, shape, weights, builder);
  builder.Add("tagging/lemmas", TrainLemmas(sentences));
  const testing::AlignedBytes bytes(builder.Build());
  const auto model = language::ModelFile::Parse(bytes.view());
  const auto annotator = language::Annotator::Load(**model);
  ASSERT_THAT(annotator, testing::IsOk());
  const AnnotationScores scores = ScoreAnnotations(**annotator, language::VerbForms::Parse(""), sentences);
  EXPECT_EQ(scores.words, 36);
  EXPECT_EQ(scores.part_of_speech, 100);
  EXPECT_EQ(scores.lemma, 100);
  EXPECT_EQ(scores.labeled_attachment, 100);
}

}  // namespace
}  // namespace dateline::training
