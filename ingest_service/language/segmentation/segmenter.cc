#include "ingest_service/language/segmentation/segmenter.h"

#include <map>
#include <utility>

#include "ingest_service/language/encoding/word_features.h"
#include "ingest_service/language/model/section.h"

namespace dateline::language {
namespace {

bool IsPowerOfTwo(size_t count) { return count != 0 && (count & (count - 1)) == 0; }

absl::Status DoesNotFit() { return absl::DataLossError("the model's segmentation sections do not fit together"); }

BoundaryWord MakeBoundaryWord(absl::string_view form, bool space_after) {
  return {NormalizeWord(form), WordShape(form), space_after};
}

}  // namespace

absl::StatusOr<std::unique_ptr<const Segmenter>> Segmenter::Load(const ModelFile& model) {
  const absl::StatusOr<absl::string_view> token_section = model.Section("segmentation/tokens");
  if (!token_section.ok()) return token_section.status();
  const absl::StatusOr<absl::string_view> sentence_section = model.Section("segmentation/sentences");
  if (!sentence_section.ok()) return sentence_section.status();
  SectionReader token_reader(*token_section);
  const absl::Span<const int16_t> token_weights = token_reader.ReadArray<int16_t>();
  const uint32_t fused_count = token_reader.ReadNumber();
  FusedWords fused_words;
  for (uint32_t i = 0; i < fused_count && token_reader.status().ok(); ++i) {
    std::string word(token_reader.ReadString());
    const uint32_t boundary = token_reader.ReadNumber();
    if (boundary == 0 || boundary >= word.size()) return DoesNotFit();
    fused_words.emplace(std::move(word), static_cast<int>(boundary));
  }
  SectionReader sentence_reader(*sentence_section);
  const absl::Span<const int16_t> sentence_weights = sentence_reader.ReadArray<int16_t>();
  if (!token_reader.status().ok() || !sentence_reader.status().ok() || !IsPowerOfTwo(token_weights.size()) ||
      !IsPowerOfTwo(sentence_weights.size())) {
    return DoesNotFit();
  }
  return std::unique_ptr<const Segmenter>(
      new Segmenter(TokenSplitter(LinearClassifier(token_weights), std::move(fused_words)),
                    SentenceSplitter(LinearClassifier(sentence_weights))));
}

void Segmenter::Segment(absl::string_view text, text::Span block, SegmenterWorkspace& workspace,
                        std::vector<text::Span>& words, std::vector<int>& sentence_lengths) const {
  ScanBlock(text, block.begin_byte, block.end_byte, workspace.characters);
  const std::vector<BlockCharacter>& characters = workspace.characters;
  const int count = static_cast<int>(characters.size());
  workspace.words.clear();
  int begin = 0;
  while (begin < count) {
    if (characters[begin].character_class == ' ') {
      ++begin;
      continue;
    }
    int end = begin;
    while (characters[end].character_class != ' ') ++end;
    workspace.word_ends.clear();
    tokens_.Split(characters, begin, end, workspace.features, workspace.word_ends);
    for (const int word_end : workspace.word_ends) {
      words.push_back({characters[begin].begin_byte, characters[word_end].begin_byte});
      workspace.words.push_back(MakeBoundaryWord(text::Slice(text, words.back()), word_end == end));
      begin = word_end;
    }
  }
  sentences_.Split(workspace.words, workspace.features, sentence_lengths);
}

std::string WriteTokenSection(const std::vector<int16_t>& weights, const FusedWords& fused_words) {
  SectionWriter writer;
  writer.WriteArray<int16_t>(weights);
  const std::map<std::string, int> sorted(fused_words.begin(), fused_words.end());
  writer.WriteNumber(static_cast<uint32_t>(sorted.size()));
  for (const auto& [word, boundary] : sorted) {
    writer.WriteString(word);
    writer.WriteNumber(static_cast<uint32_t>(boundary));
  }
  return writer.bytes();
}

std::string WriteSentenceSection(const std::vector<int16_t>& weights) {
  SectionWriter writer;
  writer.WriteArray<int16_t>(weights);
  return writer.bytes();
}

}  // namespace dateline::language
