#include "ingest_service/training/segmentation_training.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "ingest_service/language/encoding/word_features.h"
#include "ingest_service/language/segmentation/segmenter.h"
#include "ingest_service/training/averaged_perceptron.h"

namespace dateline::training {
namespace {

using language::BlockCharacter;

constexpr int kMinFusedCount = 2;

// One stretch of a paragraph without white space, and where its words begin.
struct Stretch {
  int begin;
  int end;
  std::set<int> word_begins;
};

std::vector<Stretch> FindStretches(const RawParagraph& paragraph, const std::vector<BlockCharacter>& characters) {
  std::set<uint32_t> begin_bytes;
  for (const text::Span& word : paragraph.words) begin_bytes.insert(word.begin_byte);
  std::vector<Stretch> stretches;
  bool inside = false;
  for (int i = 0; i < static_cast<int>(characters.size()); ++i) {
    const bool blank = characters[i].character_class == ' ';
    if (!blank && !inside) stretches.push_back({i, i, {}});
    inside = !blank;
    if (blank) continue;
    stretches.back().end = i + 1;
    if (begin_bytes.contains(characters[i].begin_byte)) stretches.back().word_begins.insert(i);
  }
  return stretches;
}

void AddTokenExamples(const std::vector<BlockCharacter>& characters, const Stretch& stretch,
                      std::vector<BinaryExample>& examples) {
  language::FeatureList features;
  const language::CharacterRange address = language::FindAddress(characters, stretch.begin, stretch.end);
  int word_begin = stretch.begin;
  for (int position = stretch.begin + 1; position < stretch.end; ++position) {
    const bool splits = stretch.word_begins.contains(position);
    if (!address.HasInside(position) && language::IsOpenBoundary(characters, stretch.begin, position)) {
      features.Clear();
      language::AddTokenBoundaryFeatures(characters, stretch.begin, stretch.end, word_begin, position, features);
      examples.push_back({features.hashes(), splits});
    }
    if (splits) word_begin = position;
  }
}

// How often a run of letters that stands alone is one word (0), or two, the second from the given character on.
using RunCounts = std::map<std::string, std::map<int, int>>;

void CountRuns(const RawParagraph& paragraph, const std::vector<BlockCharacter>& characters, const Stretch& stretch,
               RunCounts& counts) {
  int begin = stretch.begin;
  while (begin < stretch.end) {
    if (!language::IsLetterClass(characters[begin].character_class)) {
      ++begin;
      continue;
    }
    int end = begin;
    int boundary = 0;
    for (; end < stretch.end && language::IsLetterClass(characters[end].character_class); ++end) {
      if (end > begin && boundary == 0 && stretch.word_begins.contains(end)) boundary = end - begin;
    }
    const bool before_apostrophe = end < stretch.end && characters[end].character_class == '\'';
    if (!before_apostrophe) {
      const uint32_t begin_byte = characters[begin].begin_byte;
      ++counts[language::NormalizeWord(paragraph.text.substr(begin_byte, characters[end].begin_byte - begin_byte))]
              [boundary];
    }
    begin = end;
  }
}

language::FusedWords FindFusedWords(const RunCounts& counts) {
  language::FusedWords fused_words;
  for (const auto& [word, boundaries] : counts) {
    int total = 0;
    std::pair<int, int> best{0, 0};  // count, boundary
    for (const auto& [boundary, count] : boundaries) {
      total += count;
      best = std::max(best, std::pair(count, boundary));
    }
    const auto& [count, boundary] = best;
    if (boundary > 0 && count >= kMinFusedCount && 2 * count > total) fused_words.emplace(word, boundary);
  }
  return fused_words;
}

void AddSentenceExamples(const RawParagraph& paragraph, std::vector<BinaryExample>& examples) {
  std::vector<language::BoundaryWord> words;
  for (size_t i = 0; i < paragraph.words.size(); ++i) {
    const absl::string_view form = text::Slice(paragraph.text, paragraph.words[i]);
    const bool space_after =
        i + 1 == paragraph.words.size() || paragraph.words[i].end_byte != paragraph.words[i + 1].begin_byte;
    words.push_back({language::NormalizeWord(form), language::WordShape(form), space_after});
  }
  language::FeatureList features;
  int index = 0;
  for (const int length : paragraph.sentence_lengths) {
    language::SentenceState state;
    for (int i = 0; i < length; ++i, ++index) {
      state.Read(words[index]);
      if (index + 1 == static_cast<int>(words.size()) || !language::MayEndSentence(words, index)) continue;
      features.Clear();
      language::AddSentenceBoundaryFeatures(words, index, state, features);
      examples.push_back({features.hashes(), i + 1 == length});
    }
  }
}

}  // namespace

void TrainSegmentation(const std::vector<RawParagraph>& paragraphs, language::ModelFileBuilder& model) {
  std::vector<BinaryExample> token_examples, sentence_examples;
  RunCounts run_counts;
  for (const RawParagraph& paragraph : paragraphs) {
    std::vector<BlockCharacter> characters;
    language::ScanBlock(paragraph.text, 0, static_cast<uint32_t>(paragraph.text.size()), characters);
    for (const Stretch& stretch : FindStretches(paragraph, characters)) {
      AddTokenExamples(characters, stretch, token_examples);
      CountRuns(paragraph, characters, stretch, run_counts);
    }
    AddSentenceExamples(paragraph, sentence_examples);
  }
  model.Add("segmentation/tokens", language::WriteTokenSection(TrainPerceptron(token_examples, PerceptronOptions()),
                                                               FindFusedWords(run_counts)));
  model.Add("segmentation/sentences",
            language::WriteSentenceSection(TrainPerceptron(sentence_examples, PerceptronOptions())));
}

}  // namespace dateline::training
