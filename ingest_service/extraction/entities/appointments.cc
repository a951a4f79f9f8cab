#include "ingest_service/extraction/entities/appointments.h"

#include <algorithm>

namespace dateline::extraction {
namespace {

constexpr int kMaxTokensBack = 14;       // from "his election" to the title
constexpr size_t kMaxMentionsBack = 16;  // looked at for the possessor

}  // namespace

int Appointments::HolderOf(int p) {
  const int holder = FindHolder(p);
  if (holder >= 0) {
    last_phrase_ = p;
    last_holder_ = holder;
  }
  return holder;
}

int Appointments::FindHolder(int p) const {
  const ArticleView& article = reading_.article;
  const int begin = phrases_[p].phrase_begin;
  const int floor = std::max(article.sentence_begin(begin), begin - kMaxTokensBack);
  if (begin - 1 <= floor) return -1;
  const bool joined =
      p > 0 && last_phrase_ == p - 1 && article.folded(begin - 1) == "and" && begin - phrases_[p - 1].phrase_end == 1;
  if (joined) return last_holder_;
  if (article.folded(begin - 1) != "as") return -1;
  for (int t = begin - 2; t > floor; --t) {
    if ((reading_.lexicon.TitleWordClasses(article.lemma(t)) & kAppointingNoun) != 0) return PersonAt(t - 1);
  }
  return -1;
}

// The one person whom the mention at `t` stands for; -1: none.
int Appointments::PersonAt(int t) const {
  const std::vector<Mention>& mentions = reading_.result.mentions;
  for (size_t back = 1; back <= mentions.size() && back < kMaxMentionsBack; ++back) {
    const Mention& mention = mentions[mentions.size() - back];
    if (mention.head_token != t || mention.entities.size() != 1) continue;
    return reading_.IsPerson(mention.entities[0]) ? mention.entities[0] : -1;
  }
  return -1;
}

}  // namespace dateline::extraction
