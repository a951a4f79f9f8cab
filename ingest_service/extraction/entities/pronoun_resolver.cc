#include "ingest_service/extraction/entities/pronoun_resolver.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "ingest_service/extraction/entities/noun_phrase.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Relation;

constexpr int kMaxSentencesBack = 4;
constexpr int kMaxMentionsBack = 12;  // looked at for a relative pronoun
constexpr float kMinimumScore = 0.3F;

bool FitsOne(const Reading& reading, int e, const Pronoun& pronoun) {
  if (pronoun.thing) return !reading.IsPerson(e);
  if (!reading.IsPerson(e)) return false;
  const Gender gender = reading.entity(e).gender;
  return gender == Gender::kUnknown || pronoun.gender == Gender::kUnknown || gender == pronoun.gender;
}

// How well an occurrence agrees with a pronoun; negative: not at all.
float Agreement(const Reading& reading, const Occurrence& occurrence, const Pronoun& pronoun) {
  const bool several = occurrence.entities.size() > 1 || occurrence.plural;
  if (pronoun.number == Pronoun::Number::kOne) {
    return !several && FitsOne(reading, occurrence.entities[0], pronoun) ? 0 : -1;
  }
  if (several) return 0.2F;
  return reading.IsOrganization(occurrence.entities[0]) ? 0 : -1;
}

// "..., he said": the words before it are what he said.
bool IsParenthetical(const ArticleView& article, int t) {
  if (t == article.sentence_begin(t)) return false;
  const absl::string_view before = article.word(t - 1);
  return before == "," || before == "”" || before == "\"" || before == "''";
}

// The object of a verb and its subject are two.
bool IsBound(const Reading& reading, int t, const Pronoun& pronoun, const Occurrence& occurrence) {
  const ArticleView& article = reading.article;
  if (pronoun.role != Pronoun::Role::kObject || !occurrence.subject || !article.same_sentence(t, occurrence.token))
    return false;
  return !article.has_tree(t) || article.token(t).head == article.token(occurrence.token).head;
}

int BlocksBetween(const ArticleView& article, int before, int after) {
  const std::vector<language::Sentence>& sentences = article.analysis().sentences;
  return sentences[article.sentence_of(after)].block - sentences[article.sentence_of(before)].block;
}

float Score(const Reading& reading, int t, const Pronoun& pronoun, const Occurrence& occurrence) {
  const int sentences = reading.SentencesSince(t, occurrence);
  float score = 1.0F - 0.3F * static_cast<float>(sentences);
  if (occurrence.subject)
    score += 0.4F;
  else if (occurrence.first)
    score += 0.3F;
  if (occurrence.subject && pronoun.role == Pronoun::Role::kSubject && IsSubject(reading.article, t)) score += 0.2F;
  score -= 0.25F * static_cast<float>(std::min(2, BlocksBetween(reading.article, occurrence.token, t)));
  if (occurrence.possessive) score -= 0.15F;
  if (sentences == 0 && pronoun.role == Pronoun::Role::kSubject && IsParenthetical(reading.article, t)) score -= 0.6F;
  const bool quoted = reading.quotations.At(t) >= 0;
  if (occurrence.quoted && !quoted) score -= 0.5F;
  if (quoted && reading.quotations.At(t) != reading.quotations.At(occurrence.token)) score -= 0.3F;
  return score + 0.03F * static_cast<float>(std::min(5, reading.discourse.CountOf(occurrence.entities[0])));
}

bool IsExpletive(const ArticleView& article, int t) {
  if (article.folded(t) != "it") return false;
  if (article.token(t).relation == Relation::kExpl) return true;
  const int end = std::min(article.sentence_end(t), t + 5);
  if (t + 1 >= end) return false;
  const absl::string_view verb = article.folded(t + 1);
  if (article.lemma(t + 1) != "be" && verb != "is" && verb != "was") return false;
  for (int next = t + 2; next < end; ++next) {
    if (article.folded(next) == "that" || article.folded(next) == "to") return true;
  }
  return false;
}

Antecedent Best(const Reading& reading, int t, const Pronoun& pronoun) {
  const Occurrence* best = nullptr;
  float best_score = 0;
  float second_score = 0;
  int rank = 0;
  for (const Occurrence* occurrence : reading.discourse.LatestFirst()) {
    if (reading.SentencesSince(t, *occurrence) > kMaxSentencesBack) break;
    const float agreement = Agreement(reading, *occurrence, pronoun);
    if (agreement < 0 || IsBound(reading, t, pronoun, *occurrence)) continue;
    const float score = Score(reading, t, pronoun, *occurrence) + agreement - 0.01F * static_cast<float>(rank++);
    if (best != nullptr && occurrence->entities == best->entities) {
      best_score = std::max(best_score, score);
    } else if (best == nullptr || score > best_score) {
      second_score = best == nullptr ? 0 : best_score;
      best = occurrence;
      best_score = score;
    } else {
      second_score = std::max(second_score, score);
    }
  }
  if (best == nullptr || best_score < kMinimumScore) return {};
  const float certainty = second_score == 0 ? 0.9F : std::clamp(0.55F + 0.6F * (best_score - second_score), 0.5F, 0.9F);
  return {best->entities, certainty};
}

// "At his meeting with X, Son stressed": a possessive in an introductory phrase is the subject that follows.
Antecedent FindSubjectAhead(const Reading& reading, int t) {
  const ArticleView& article = reading.article;
  const int begin = article.sentence_begin(t);
  if (t - begin > 4 || article.pos(begin) != PartOfSpeech::kAdp) return {};
  const int end = std::min(article.sentence_end(t), t + 40);
  for (int comma = t + 1; comma + 1 < end; ++comma) {
    if (article.word(comma) != ",") continue;
    const int name = article.name_at(comma + 1);
    if (name < 0 || article.analysis().names[name].type != language::NameType::kPerson) continue;
    const int after = article.analysis().names[name].end_token;
    if (after >= end || (article.pos(after) != PartOfSpeech::kVerb && article.pos(after) != PartOfSpeech::kAux))
      continue;
    return {{reading.entity_of_name[name]}, 0.85F};
  }
  return {};
}

bool IsSpokesperson(const Title& title) {
  return absl::StrContains(title.normalized_title, "Spokes") ||
         absl::StrContains(title.normalized_title, "Press Secretary");
}

// "congratulated Sokhonn on his election": the object's, not the subject's.
Antecedent FindObjectBefore(const Reading& reading, int t) {
  const ArticleView& article = reading.article;
  constexpr absl::string_view kPrepositions[] = {"on", "for", "of", "over"};
  if (t - 2 < article.sentence_begin(t) ||
      std::find(std::begin(kPrepositions), std::end(kPrepositions), article.folded(t - 1)) == std::end(kPrepositions))
    return {};
  const int name = article.name_at(t - 2);
  if (name < 0 || article.analysis().names[name].type != language::NameType::kPerson) return {};
  const int before = article.analysis().names[name].begin_token - 1;
  const bool object = before >= article.sentence_begin(t) && article.pos(before) == PartOfSpeech::kVerb;
  return object ? Antecedent{{reading.entity_of_name[name]}, 0.8F} : Antecedent{};
}

}  // namespace

Antecedent ResolvePronoun(const Reading& reading, int t, const Pronoun& pronoun) {
  if (IsExpletive(reading.article, t)) return {};
  if (pronoun.role == Pronoun::Role::kPossessive && pronoun.number == Pronoun::Number::kOne && !pronoun.thing) {
    if (Antecedent ahead = FindSubjectAhead(reading, t); !ahead.entities.empty()) return ahead;
    if (Antecedent object = FindObjectBefore(reading, t); !object.entities.empty()) return object;
  }
  Antecedent best = Best(reading, t, pronoun);
  if (pronoun.thing) best.certainty *= 0.7F;
  return best;
}

Antecedent ResolveRelative(const Reading& reading, int t, const Pronoun& pronoun) {
  const ArticleView& article = reading.article;
  int modified = -1;
  for (int up = t, steps = 0; article.has_tree(t) && steps < 4 && article.token(up).head != language::kNoHead;
       ++steps) {
    const Relation relation = article.token(up).relation;
    up = article.token(up).head;
    if (relation == Relation::kAclRelcl) modified = up;
    if (modified >= 0) break;
  }
  const std::vector<Mention>& mentions = reading.result.mentions;
  for (int back = 1; back <= kMaxMentionsBack && back <= static_cast<int>(mentions.size()); ++back) {
    const Mention& mention = mentions[mentions.size() - back];
    const bool right_before = mention.end_token <= t && t - mention.end_token <= 1;
    if (pronoun.thing && modified < 0) break;
    if (modified >= 0 ? mention.head_token != modified : !right_before) continue;
    if (!pronoun.thing && mention.entities.size() == 1 && reading.IsCountry(mention.entities[0])) continue;
    return {mention.entities, mention.certainty * (modified >= 0 ? 0.95F : 0.85F)};
  }
  return {};
}

Antecedent ResolveFirstPerson(const Reading& reading, const Pronoun& pronoun, int speaker) {
  if (pronoun.number == Pronoun::Number::kOne || !reading.IsPerson(speaker)) return {{speaker}, 0.9F};
  if (reading.body[speaker] >= 0) return {{reading.body[speaker]}, 0.7F};
  for (int t : reading.titles[speaker]) {
    const Title& title = reading.result.titles[t];
    if (title.organization >= 0 && IsSpokesperson(title)) return {{title.organization}, 0.7F};
  }
  if (const int country = reading.CountryEntity(reading.entity(speaker).country_code); country >= 0)
    return {{country}, 0.6F};
  for (int t : reading.titles[speaker]) {
    if (reading.result.titles[t].organization >= 0) return {{reading.result.titles[t].organization}, 0.6F};
  }
  return {{speaker}, 0.5F};
}

}  // namespace dateline::extraction
