// Blocks of text -> words and sentences, to the conventions of Universal Dependencies.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_SEGMENTER_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_SEGMENTER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/language/model/model_file.h"
#include "ingest_service/language/segmentation/sentence_splitter.h"
#include "ingest_service/language/segmentation/token_splitter.h"
#include "ingest_service/text/span.h"

namespace dateline::language {

// Memory of one Segment call, kept for the next. Not shared between threads.
struct SegmenterWorkspace {
  std::vector<BlockCharacter> characters;
  std::vector<int> word_ends;
  std::vector<BoundaryWord> words;
  FeatureList features;
};

// Sections: `segmentation/tokens` (weights, fused words), `segmentation/sentences` (weights). Thread safety: const.
class Segmenter {
 public:
  // The model must outlive the segmenter. FAILED_PRECONDITION or DATA_LOSS: the sections are missing or do not fit.
  static absl::StatusOr<std::unique_ptr<const Segmenter>> Load(const ModelFile& model);

  // Appends the spans of the words of `block` and the number of words of each of its sentences. Every character but
  // white space, controls and invisible ones is in one word. A block without any has no sentence. REQUIRES: `text` is
  // UTF-8 and `block` cuts no code point.
  void Segment(absl::string_view text, text::Span block, SegmenterWorkspace& workspace, std::vector<text::Span>& words,
               std::vector<int>& sentence_lengths) const;

 private:
  Segmenter(TokenSplitter tokens, SentenceSplitter sentences) : tokens_(std::move(tokens)), sentences_(sentences) {}

  TokenSplitter tokens_;
  SentenceSplitter sentences_;
};

// What Load reads.
std::string WriteTokenSection(const std::vector<int16_t>& weights, const FusedWords& fused_words);
std::string WriteSentenceSection(const std::vector<int16_t>& weights);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_SEGMENTATION_SEGMENTER_H_
