#include "ingest_service/training/evaluation.h"

namespace dateline::training {

AnnotationScores ScoreAnnotations(const language::Annotator& annotator, const std::vector<TreebankSentence>& sentences) {
  language::AnnotatorWorkspace workspace;
  AnnotationScores scores;
  for (const TreebankSentence& sentence : sentences) {
    const int length = static_cast<int>(sentence.words.size());
    std::vector<absl::string_view> words;
    for (const TreebankWord& word : sentence.words) words.push_back(word.form);
    std::vector<language::Token> tokens(length);
    annotator.Annotate(words, {length}, 0, workspace, absl::MakeSpan(tokens));
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
  for (double* score : {&scores.part_of_speech, &scores.treebank_tag, &scores.features, &scores.lemma, &scores.unlabeled_attachment,
                        &scores.labeled_attachment}) {
    *score *= 100.0 / scores.words;
  }
  return scores;
}

}  // namespace dateline::training
