#include "ingest_service/training/raw_text.h"

namespace dateline::training {

std::vector<RawParagraph> JoinParagraphs(const std::vector<TreebankSentence>& sentences) {
  std::vector<RawParagraph> paragraphs;
  for (const TreebankSentence& sentence : sentences) {
    if (sentence.begins_paragraph || paragraphs.empty()) paragraphs.emplace_back();
    RawParagraph& paragraph = paragraphs.back();
    for (const TreebankWord& word : sentence.words) {
      const uint32_t begin = static_cast<uint32_t>(paragraph.text.size());
      paragraph.text += word.form;
      paragraph.words.push_back({begin, static_cast<uint32_t>(paragraph.text.size())});
      if (word.space_after) paragraph.text += ' ';
    }
    paragraph.sentence_lengths.push_back(static_cast<int>(sentence.words.size()));
  }
  return paragraphs;
}

}  // namespace dateline::training
