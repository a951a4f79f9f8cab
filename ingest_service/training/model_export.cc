#include "ingest_service/training/model_export.h"

#include <algorithm>
#include <cmath>

#include "ingest_service/language/model/section.h"
#include "ingest_service/language/tagging/tagger.h"

namespace dateline::training {
namespace {

using language::SectionWriter;

std::string WriteWords(const Dataset& dataset) {
  SectionWriter writer;
  writer.WriteNumber(static_cast<uint32_t>(dataset.bucket_count));
  writer.WriteStrings(dataset.vocabulary);
  return writer.bytes();
}

std::string WriteTable(const NetworkShape& shape, const std::vector<float>& table) {
  std::vector<int8_t> bytes(table.size());
  std::vector<float> scales(shape.table_rows);
  const size_t width = shape.embedding_width;
  for (int row = 0; row < shape.table_rows; ++row) {
    const float* values = table.data() + row * width;
    float largest = 0;
    for (size_t i = 0; i < width; ++i) largest = std::max(largest, std::abs(values[i]));
    scales[row] = largest / 127;
    for (size_t i = 0; i < width; ++i) {
      bytes[row * width + i] = largest == 0 ? 0 : static_cast<int8_t>(std::lround(values[i] / scales[row]));
    }
  }
  SectionWriter writer;
  writer.WriteNumber(static_cast<uint32_t>(width));
  writer.WriteArray<int8_t>(bytes);
  writer.WriteArray<float>(scales);
  return writer.bytes();
}

std::string WriteTags(const TagInventory& inventory) {
  language::TagSet tags;
  tags.treebank_tags = inventory.treebank_tags;
  tags.features = inventory.features;
  for (const auto& combination : inventory.combinations) {
    tags.combinations.push_back({static_cast<uint16_t>(combination[0]), static_cast<uint16_t>(combination[1]),
                                 static_cast<uint16_t>(combination[2])});
  }
  return language::WriteTagSection(tags);
}

}  // namespace

void AddNetworkSections(const Dataset& dataset, const NetworkShape& shape, const NetworkWeights& weights,
                        language::ModelFileBuilder& model) {
  const absl::Span<const float> dense(weights.dense);
  const size_t layers = language::LayerFloatCount(shape.embedding_width, shape.hidden);
  const size_t scorer = language::ScorerFloatCount(shape.encoded_width(), shape.arc_width, shape.label_width);
  model.Add("encoding/words", WriteWords(dataset));
  model.Add("encoding/table", WriteTable(shape, weights.table));
  SectionWriter layer_writer;
  layer_writer.WriteNumber(static_cast<uint32_t>(shape.hidden));
  layer_writer.WriteArray<float>(dense.first(layers));
  model.Add("encoding/layers", layer_writer.bytes());

  SectionWriter relation_writer;
  std::vector<std::string> relations;
  for (int i = 0; i < language::kRelationCount; ++i) {
    relations.emplace_back(language::RelationName(static_cast<language::Relation>(i)));
  }
  relation_writer.WriteStrings(relations);
  model.Add("parsing/relations", relation_writer.bytes());
  SectionWriter scorer_writer;
  scorer_writer.WriteNumber(static_cast<uint32_t>(shape.arc_width));
  scorer_writer.WriteNumber(static_cast<uint32_t>(shape.label_width));
  scorer_writer.WriteArray<float>(dense.subspan(layers, scorer));
  model.Add("parsing/weights", scorer_writer.bytes());

  model.Add("tagging/tags", WriteTags(dataset.tags));
  SectionWriter tag_writer;
  tag_writer.WriteArray<float>(dense.subspan(layers + scorer));
  model.Add("tagging/weights", tag_writer.bytes());
}

}  // namespace dateline::training
