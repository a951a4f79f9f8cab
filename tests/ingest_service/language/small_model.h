// A model with random weights: as wide as a few vectors, so that a test sees all the code and none of the training.
#ifndef DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_SMALL_MODEL_H_
#define DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_SMALL_MODEL_H_

#include <random>
#include <string>
#include <vector>

#include "ingest_service/language/encoding/encoder.h"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/model/section.h"
#include "ingest_service/language/parsing/scorer.h"
#include "ingest_service/language/tagging/lemmatizer.h"
#include "ingest_service/language/tagging/tagger.h"

namespace dateline::language {

inline constexpr int kSmallEmbedding = 16, kSmallHidden = 16, kSmallArc = 16, kSmallLabel = 16, kSmallBuckets = 32;

inline std::vector<float> SmallRandomValues(size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(static_cast<int>(random() % 2001) - 1000) / 2000.0f;
  return values;
}

inline void AddSmallEncoder(ModelFileBuilder& model) {
  const std::vector<std::string> words = {"held", "talks"};
  SectionWriter word_writer;
  word_writer.WriteNumber(kSmallBuckets);
  word_writer.WriteStrings(words);
  model.Add("encoding/words", word_writer.bytes());
  const size_t rows = words.size() + 1 + kSmallBuckets;
  std::vector<int8_t> table;
  for (const float value : SmallRandomValues(rows * kSmallEmbedding, 1))
    table.push_back(static_cast<int8_t>(value * 200));
  SectionWriter table_writer;
  table_writer.WriteNumber(kSmallEmbedding);
  table_writer.WriteArray<int8_t>(table);
  table_writer.WriteArray<float>(std::vector<float>(rows, 0.01f));
  model.Add("encoding/table", table_writer.bytes());
  SectionWriter layer_writer;
  layer_writer.WriteNumber(kSmallHidden);
  layer_writer.WriteArray<float>(SmallRandomValues(LayerFloatCount(kSmallEmbedding, kSmallHidden), 2));
  model.Add("encoding/layers", layer_writer.bytes());
}

inline TagSet SmallTags() {
  TagSet tags;
  tags.treebank_tags = {"NN", "VBD"};
  tags.features = {"Number=Sing", ""};
  tags.combinations = {{static_cast<uint16_t>(PartOfSpeech::kNoun), 0, 0},
                       {static_cast<uint16_t>(PartOfSpeech::kVerb), 1, 1}};
  return tags;
}

inline void AddSmallTagger(ModelFileBuilder& model) {
  model.Add("tagging/tags", WriteTagSection(SmallTags()));
  SectionWriter writer;
  writer.WriteArray<float>(SmallRandomValues((2 * kSmallHidden + 1) * SmallTags().column_count(), 3));
  model.Add("tagging/weights", writer.bytes());
  model.Add("tagging/lemmas", WriteLemmaSection({}, {}, {}));
}

inline void AddSmallParser(ModelFileBuilder& model) {
  SectionWriter relation_writer;
  std::vector<std::string> names;
  for (int i = 0; i < kRelationCount; ++i) names.emplace_back(RelationName(static_cast<Relation>(i)));
  relation_writer.WriteStrings(names);
  model.Add("parsing/relations", relation_writer.bytes());
  SectionWriter writer;
  writer.WriteNumber(kSmallArc);
  writer.WriteNumber(kSmallLabel);
  writer.WriteArray<float>(SmallRandomValues(ScorerFloatCount(2 * kSmallHidden, kSmallArc, kSmallLabel), 4));
  model.Add("parsing/weights", writer.bytes());
}

}  // namespace dateline::language

#endif  // DATELINE_TESTS_INGEST_SERVICE_LANGUAGE_SMALL_MODEL_H_
