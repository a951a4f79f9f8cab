#include "ingest_service/training/evaluation.h"

#include <set>

namespace dateline::training {
namespace {

// From the first word's begin to the last word's end.
std::vector<text::Span> SentenceSpans(const std::vector<text::Span>& words, const std::vector<int>& lengths) {
  std::vector<text::Span> spans;
  size_t begin = 0;
  for (const int length : lengths) {
    spans.push_back({words[begin].begin_byte, words[begin + length - 1].end_byte});
    begin += length;
  }
  return spans;
}

struct SpanCounts {
  int gold = 0, found = 0, right = 0;

  void Add(const std::vector<text::Span>& gold_spans, const std::vector<text::Span>& found_spans) {
    const std::set<text::Span> in_gold(gold_spans.begin(), gold_spans.end());
    gold += static_cast<int>(gold_spans.size());
    found += static_cast<int>(found_spans.size());
    for (const text::Span& span : found_spans) right += in_gold.contains(span);
  }

  double PercentF1() const { return gold + found == 0 ? 0 : 200.0 * right / (gold + found); }
};

}  // namespace

AnnotationScores ScoreAnnotations(const language::Annotator& annotator, const language::VerbForms& verbs,
                                  const std::vector<TreebankSentence>& sentences) {
  language::AnnotatorWorkspace workspace;
  AnnotationScores scores;
  for (const TreebankSentence& sentence : sentences) {
    const int length = static_cast<int>(sentence.words.size());
    std::vector<absl::string_view> words;
    for (const TreebankWord& word : sentence.words) words.push_back(word.form);
    std::vector<language::Token> tokens(length);
    annotator.Annotate(words, {length}, 0, workspace, absl::MakeSpan(tokens));
    verbs.Correct(words, absl::MakeSpan(tokens));
    for (int i = 0; i < length; ++i) {
      const TreebankWord& gold = sentence.words[i];
      const language::Token& token = tokens[i];
      const bool right_head = token.head + 1 == gold.head;
      scores.part_of_speech += token.part_of_speech == gold.part_of_speech;
      scores.treebank_tag += token.treebank_tag == gold.treebank_tag;
      scores.features += token.features == gold.features;
      scores.lemma += token.lemma == gold.lemma;
      scores.unlabeled_attachment += right_head;
      scores.labeled_attachment += right_head && token.relation == gold.relation;
    }
    scores.words += length;
  }
  for (double* score : {&scores.part_of_speech, &scores.treebank_tag, &scores.features, &scores.lemma,
                        &scores.unlabeled_attachment, &scores.labeled_attachment}) {
    *score *= 100.0 / scores.words;
  }
  return scores;
}

SegmentationScores ScoreSegmentation(const language::Segmenter& segmenter,
                                     const std::vector<RawParagraph>& paragraphs) {
  language::SegmenterWorkspace workspace;
  SpanCounts words, sentences;
  for (const RawParagraph& paragraph : paragraphs) {
    std::vector<text::Span> found;
    std::vector<int> lengths;
    segmenter.Segment(paragraph.text, {0, static_cast<uint32_t>(paragraph.text.size())}, workspace, found, lengths);
    words.Add(paragraph.words, found);
    sentences.Add(SentenceSpans(paragraph.words, paragraph.sentence_lengths), SentenceSpans(found, lengths));
  }
  return {words.PercentF1(), sentences.PercentF1()};
}

}  // namespace dateline::training
