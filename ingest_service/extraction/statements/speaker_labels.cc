#include "ingest_service/extraction/statements/speaker_labels.h"

#include <algorithm>
#include <optional>

#include "ingest_service/extraction/statements/phrases.h"
#include "ingest_service/extraction/statements/sentence_layout.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Tree;

constexpr int kMaxLabel = 8;    // tokens before the colon
constexpr int kMinContent = 2;  // tokens after it

// The colon behind the words that begin at `begin`, if they can name somebody; -1: there is none.
int ColonAfterName(const Tree& tree, int begin, int end) {
  for (int token = begin; token < std::min(end, begin + kMaxLabel + 1); ++token) {
    if (tree[token].lemma == ":") return token > begin ? token : -1;
    switch (tree[token].part_of_speech) {
      case PartOfSpeech::kPropn:
      case PartOfSpeech::kNoun:
      case PartOfSpeech::kAdj:
        break;
      default:
        return -1;
    }
  }
  return -1;
}

// The head of the words [begin, end): the last that no other of them governs.
int HeadOf(const Tree& tree, int begin, int end) {
  int head = begin;
  while (tree[head].head >= begin && tree[head].head < end) head = tree[head].head;
  return head;
}

}  // namespace

std::vector<Attribution> FindSpeakerLabels(const Tree& tree) {
  static const Cue* const colon = new Cue{.reports = true, .clause = true, .prepositions = {}};
  const auto& sentences = tree.analysis().sentences;
  std::vector<Attribution> labels;
  for (size_t first = 0, next = 0; first < sentences.size(); first = next) {
    while (next < sentences.size() && sentences[next].block == sentences[first].block) ++next;
    const int begin = sentences[first].begin_token;
    const int cue = ColonAfterName(tree, begin, sentences[first].end_token);
    if (cue < 0) continue;
    const TokenRange content = Trimmed(tree, {cue + 1, sentences[next - 1].end_token});
    const bool named = tree[cue - 1].part_of_speech == PartOfSpeech::kPropn;
    if (content.end - content.begin < kMinContent || (!named && !HasFiniteVerb(tree, content))) continue;
    Attribution label;
    label.cue = colon;
    label.cue_token = cue;
    label.cue_words = {cue, cue + 1};
    label.source_token = HeadOf(tree, begin, cue);
    label.source = {begin, cue};
    label.content = {content};
    labels.push_back(std::move(label));
  }
  return labels;
}

}  // namespace dateline::extraction
