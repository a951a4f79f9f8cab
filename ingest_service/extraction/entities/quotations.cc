#include "ingest_service/extraction/entities/quotations.h"

#include <algorithm>

#include "ingest_service/extraction/entities/noun_phrase.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;

constexpr int kMaxSpeakerTokens = 12;  // between a quotation and the name of its speaker

bool IsOpening(absl::string_view word) {
  return word == "“" || word == "``" || word == "«" || word == "„" || word == "‘‘";
}
bool IsClosing(absl::string_view word) { return word == "”" || word == "»" || word == "’’"; }
bool IsEitherMark(absl::string_view word) { return word == "\"" || word == "''" || word == "'''"; }

// True if `t`, an opening mark, stands right behind a word and not before one: “Not at all,“ he said.
bool StandsBehindWord(const ArticleView& article, int t) {
  const auto& tokens = article.analysis().tokens;
  const bool behind = t > 0 && tokens[t - 1].span.end_byte == tokens[t].span.begin_byte;
  return behind && (t + 1 == article.size() || tokens[t + 1].span.begin_byte > tokens[t].span.end_byte);
}

int BlockOf(const ArticleView& article, int t) { return article.analysis().sentences[article.sentence_of(t)].block; }

// The mention with its head in [begin, end) that speaks: the subject of a verb there, but for "I" and "we".
int SpeakerIn(const ArticleView& article, const std::vector<Mention>& mentions, int begin, int end, bool nearest_last) {
  const auto from = std::lower_bound(mentions.begin(), mentions.end(), begin,
                                     [](const Mention& mention, int token) { return mention.begin_token < token; });
  int found = -1;
  for (auto mention = from; mention != mentions.end() && mention->begin_token < end; ++mention) {
    if (mention->end_token > end || mention->entities.empty()) continue;
    const bool subject = IsSubject(article, mention->head_token) || !article.has_tree(mention->head_token);
    if (!subject) continue;
    found = static_cast<int>(mention - mentions.begin());
    if (!nearest_last) break;
  }
  return found;
}

bool HasVerb(const ArticleView& article, int begin, int end) {
  for (int t = begin; t < end; ++t) {
    if (article.pos(t) == PartOfSpeech::kVerb) return true;
  }
  return false;
}

}  // namespace

Quotations::Quotations(const ArticleView& article) : at_(article.size(), -1) {
  int begin = -1;
  for (int t = 0; t < article.size(); ++t) {
    if (begin >= 0 && BlockOf(article, t) != BlockOf(article, begin)) {
      Close(begin, t);
      begin = -1;
    }
    const absl::string_view word = article.word(t);
    if (begin < 0 && (IsOpening(word) || IsEitherMark(word))) {
      begin = t;
    } else if (begin >= 0 &&
               (IsClosing(word) || IsEitherMark(word) || (IsOpening(word) && StandsBehindWord(article, t)))) {
      Close(begin, t + 1);
      begin = -1;
    }
  }
  if (begin >= 0) Close(begin, article.size());
}

void Quotations::Close(int begin, int end) {
  std::fill(at_.begin() + begin, at_.begin() + end, static_cast<int>(all_.size()));
  all_.push_back({begin, end});
}

std::vector<int> Quotations::FindSpeakers(const ArticleView& article, const std::vector<Mention>& mentions) const {
  std::vector<int> speakers(all_.size(), -1);
  for (size_t q = 0; q < all_.size(); ++q) {
    const Quotation& quotation = all_[q];
    const int next = q + 1 < all_.size() ? all_[q + 1].begin_token : article.size();
    const int after_end =
        quotation.end_token < article.size() && article.same_sentence(quotation.end_token, quotation.end_token - 1)
            ? std::min({next, article.sentence_end(quotation.end_token), quotation.end_token + kMaxSpeakerTokens})
            : quotation.end_token;
    if (HasVerb(article, quotation.end_token, after_end)) {
      speakers[q] = SpeakerIn(article, mentions, quotation.end_token, after_end, false);
    }
    if (speakers[q] >= 0) continue;
    const int previous = q > 0 ? all_[q - 1].end_token : 0;
    const int before_begin = std::max(previous, article.sentence_begin(quotation.begin_token));
    if (HasVerb(article, before_begin, quotation.begin_token)) {
      speakers[q] = SpeakerIn(article, mentions, before_begin, quotation.begin_token, true);
    }
    const bool near = q > 0 && BlockOf(article, quotation.begin_token) - BlockOf(article, all_[q - 1].begin_token) <= 1;
    if (speakers[q] < 0 && near) speakers[q] = speakers[q - 1];
  }
  return speakers;
}

}  // namespace dateline::extraction
