#include "ingest_service/extraction/entities/title_holders.h"

#include <algorithm>
#include <optional>

#include "absl/algorithm/container.h"

namespace dateline::extraction {
namespace {

using language::Name;
using language::NameType;
using language::PartOfSpeech;
using Link = TitleHolder::Link;

constexpr int kMaxHolders = 8;        // persons that share one plural title
constexpr int kMaxClauseTokens = 12;  // between a title and the subject of its clause

class HolderFinder {
 public:
  HolderFinder(const ArticleView& article, const EntityLexicon& lexicon, const std::vector<TitlePhrase>& phrases)
      : article_(article), lexicon_(lexicon), phrases_(phrases), holders_(phrases.size()) {}

  std::vector<TitleHolder> Run() {
    for (int p = Last(); p >= 0; --p) LinkRight(p);
    for (int p = 0; p <= Last(); ++p) {
      if (holders_[p].empty()) LinkLeft(p);
      InheritFromLeft(p);
    }
    std::vector<TitleHolder> all;
    for (const std::vector<TitleHolder>& holders : holders_) all.insert(all.end(), holders.begin(), holders.end());
    return all;
  }

 private:
  int Last() const { return static_cast<int>(phrases_.size()) - 1; }
  bool Is(int t, absl::string_view word) const { return article_.folded(t) == word; }
  const Name& name(int n) const { return article_.analysis().names[n]; }

  // The name that begins at `t` and is of a person; -1: none.
  int PersonAt(int t, int end) const {
    if (t >= end) return -1;
    const int n = article_.name_at(t);
    return n >= 0 && name(n).type == NameType::kPerson && name(n).begin_token == t ? n : -1;
  }

  int PersonEndingAt(int t, int begin) const {
    if (t <= begin) return -1;
    const int n = article_.name_at(t - 1);
    return n >= 0 && name(n).type == NameType::kPerson && name(n).end_token == t ? n : -1;
  }

  // Whether phrase `p` + 1 follows `p` at once, or after "and".
  enum class Joint { kNone, kAdjacent, kAnd, kComma };
  Joint JointAfter(int p) const {
    if (p + 1 > Last() || !article_.same_sentence(phrases_[p].core_token, phrases_[p + 1].core_token))
      return Joint::kNone;
    const int end = phrases_[p].phrase_end;
    const int begin = phrases_[p + 1].phrase_begin;
    if (begin <= end) return Joint::kAdjacent;
    if (begin == end + 2 && Is(end, ",") && Is(end + 1, "and")) return Joint::kAnd;
    if (begin != end + 1) return Joint::kNone;
    return Is(end, "and") || Is(end, "&") ? Joint::kAnd : Is(end, ",") ? Joint::kComma : Joint::kNone;
  }

  void Add(int p, int person, Link link) {
    TitleHolder holder;
    holder.phrase = p;
    holder.name = person;
    holder.link = link;
    if (!phrases_[p].countries.empty()) holder.country = phrases_[p].countries.back();
    holder.organization = phrases_[p].organization;
    ReadAfterName(holder);
    holders_[p].push_back(holder);
  }

  // "President Abdel Fattah el-Sisi of Egypt".
  void ReadAfterName(TitleHolder& holder) const {
    int t = name(holder.name).end_token;
    if (holder.link != Link::kBefore || holder.country >= 0 || holder.organization >= 0) return;
    if (t + 1 >= article_.sentence_end(t - 1) || !Is(t, "of")) return;
    if (Is(++t, "the") && t + 1 < article_.sentence_end(t)) ++t;
    const int n = article_.name_at(t);
    if (n < 0) return;
    if (name(n).type == NameType::kCountry) holder.country = n;
    if (name(n).type == NameType::kOrganization) holder.organization = n;
  }

  void LinkRight(int p) {
    const TitlePhrase& phrase = phrases_[p];
    const int end = article_.sentence_end(phrase.core_token);
    if (phrase.plural) return LinkList(p, end);
    if (const int person = PersonAt(phrase.phrase_end, end); person >= 0) return Add(p, person, Link::kBefore);
    const Joint joint = JointAfter(p);
    const bool known = phrase.definite || phrase.organization >= 0 || !phrase.countries.empty();
    const bool apposed = phrase.phrase_end + 1 < end && Is(phrase.phrase_end, ",") && known;
    if (apposed) {
      if (const int person = PersonAt(phrase.phrase_end + 1, end); person >= 0)
        return Add(p, person, Link::kApposition);
    }
    const bool shares =
        joint == Joint::kAdjacent || joint == Joint::kAnd || (joint == Joint::kComma && IsHonorific(p + 1));
    if (shares && !holders_[p + 1].empty() && !phrases_[p + 1].plural)
      Add(p, holders_[p + 1][0].name, holders_[p + 1][0].link);
  }

  bool IsHonorific(int p) const { return phrases_[p].kind == language::TitleKind::kHonorific; }

  // "Presidents A of X and B of Y", "Greek and French counterparts, A and B".
  void LinkList(int p, int end) {
    int t = phrases_[p].phrase_end;
    if (t < end && Is(t, ",")) ++t;
    for (int person = PersonAt(t, end); person >= 0 && holders_[p].size() < kMaxHolders; person = PersonAt(t, end)) {
      Add(p, person, Link::kBefore);
      t = EndOfOrigin(name(person).end_token, end);
      while (t < end && (Is(t, ",") || Is(t, "and"))) ++t;
    }
    if (phrases_[p].countries.size() == holders_[p].size()) {
      for (size_t i = 0; i < holders_[p].size(); ++i) holders_[p][i].country = phrases_[p].countries[i];
    }
  }

  int EndOfOrigin(int t, int end) const {
    if (t + 1 >= end || !Is(t, "of")) return t;
    const int n = article_.name_at(Is(t + 1, "the") && t + 2 < end ? t + 2 : t + 1);
    return n >= 0 ? name(n).end_token : t;
  }

  void LinkLeft(int p) {
    const TitlePhrase& phrase = phrases_[p];
    if (phrase.kind == language::TitleKind::kHonorific || phrase.plural) return;
    const int begin = article_.sentence_begin(phrase.core_token);
    const int before = phrase.phrase_begin - 1;
    const bool parted = before > begin &&
                        (Is(before, ",") || Is(before, "(") || Is(before, "—") || Is(before, "–") || Is(before, "--"));
    if (parted) {
      if (const int person = PersonEndingAt(before, begin); person >= 0) return Add(p, person, Link::kApposition);
    }
    if (const int person = TreeApposition(phrase); person >= 0) return Add(p, person, Link::kApposition);
    if (p > 0 && !holders_[p - 1].empty() && holders_[p - 1][0].link != Link::kBefore) {
      const Joint joint = JointAfter(p - 1);
      if (joint == Joint::kAnd || joint == Joint::kComma)
        return Add(p, holders_[p - 1][0].name, holders_[p - 1][0].link);
    }
    if (const int person = ClauseSubject(phrase, begin); person >= 0) Add(p, person, Link::kClause);
  }

  int TreeApposition(const TitlePhrase& phrase) const {
    const language::Token& core = article_.token(phrase.core_token);
    if (core.head == language::kNoHead || core.relation != language::Relation::kAppos) return -1;
    const int n = article_.name_at(core.head);
    return n >= 0 && name(n).type == NameType::kPerson ? n : -1;
  }

  // The person whom a clause gives the title: "X, who is the title", "X became title", "elected X as title",
  // "X held the post of title".
  int ClauseSubject(const TitlePhrase& phrase, int begin) const {
    const int floor = std::max(begin, phrase.phrase_begin - kMaxClauseTokens);
    int t = phrase.phrase_begin;
    if (t > floor && (Is(t - 1, "as") || Is(t - 1, "be"))) --t;
    if (const int person = PersonEndingAt(t, begin); person >= 0) {
      return HasTitleVerb(floor, name(person).begin_token) ? person : -1;
    }
    if (t > floor && Is(t - 1, "of")) return SubjectOfPost(t - 1, floor);
    if (t <= floor) return -1;
    if (IsTitleVerb(t - 1) || IsPassiveAppointing(t - 1, floor)) return PersonBefore(t - 1, floor);
    return t < phrase.phrase_begin ? SubjectOfVerbBefore(t, floor) : -1;
  }

  bool IsTitleVerb(int t) const {
    return (lexicon_.TitleWordClasses(article_.lemma(t)) & kTitleVerb) != 0 || IsFormOfBe(t);
  }
  bool IsFormOfBe(int t) const {
    return Is(t, "is") || Is(t, "was") || Is(t, "'s") || Is(t, "been") || Is(t, "became") || Is(t, "serves") ||
           Is(t, "served");
  }

  // "who succeeded him as minister".
  int SubjectOfVerbBefore(int as, int floor) const {
    for (int t = as - 1; t > floor && t > as - 5; --t) {
      if (article_.pos(t) == PartOfSpeech::kVerb)
        return IsTitleVerb(t) || IsPassiveAppointing(t, floor) ? PersonBefore(t, floor) : -1;
    }
    return -1;
  }

  bool IsAppointing(int t) const { return (lexicon_.TitleWordClasses(article_.lemma(t)) & kAppointingVerb) != 0; }

  // "was elected".
  bool IsPassiveAppointing(int t, int floor) const {
    return IsAppointing(t) && t - 1 >= floor &&
           (article_.lemma(t - 1) == "be" || IsFormOfBe(t - 1) || Is(t - 1, "were"));
  }

  bool HasTitleVerb(int floor, int end) const {
    const int begin = std::max(floor, end - 3);
    for (int t = begin; t < end; ++t) {
      if (article_.pos(t) == PartOfSpeech::kVerb && (IsTitleVerb(t) || IsAppointing(t))) return true;
    }
    return false;
  }

  int SubjectOfPost(int of, int floor) const {
    if (of <= floor || (lexicon_.TitleWordClasses(article_.lemma(of - 1)) & kPostNoun) == 0) return -1;
    for (int t = of - 1; t > floor; --t) {
      if (article_.pos(t) == PartOfSpeech::kVerb) return PersonBefore(t, floor);
    }
    return -1;
  }

  // The subject of `verb` by the tree: a person, or "who" of a person's relative clause.
  int SubjectPerson(int verb, int floor) const {
    for (int t = verb - 1; t >= floor && article_.has_tree(verb); --t) {
      if (article_.token(t).head != verb || article_.token(t).relation != language::Relation::kNsubj) continue;
      const bool relative = Is(t, "who") && article_.token(verb).relation == language::Relation::kAclRelcl;
      const int n = article_.name_at(relative ? article_.token(verb).head : t);
      return n >= 0 && name(n).type == NameType::kPerson ? n : -1;
    }
    return -1;
  }

  // The person who is the subject of the verb at `verb`: by the tree, else right before it, across auxiliaries,
  // adverbs, commas, "to" and "who".
  int PersonBefore(int verb, int floor) const {
    if (const int subject = SubjectPerson(verb, floor); subject >= 0) return subject;
    for (int t = verb; t > floor; --t) {
      if (const int person = PersonEndingAt(t, floor); person >= 0) return person;
      const PartOfSpeech part = article_.pos(t - 1);
      const bool skipped = part == PartOfSpeech::kAux || part == PartOfSpeech::kAdv || Is(t - 1, ",") ||
                           Is(t - 1, "who") || Is(t - 1, "to");
      if (!skipped && !IsTitleVerb(t - 1)) return -1;
    }
    return PersonEndingAt(floor + 1, floor);
  }

  // "Vietnamese Deputy Prime Minister and Minister of Foreign Affairs": the country is of both.
  void InheritFromLeft(int p) {
    if (p == 0) return;
    const Joint joint = JointAfter(p - 1);
    if (joint != Joint::kAnd && joint != Joint::kAdjacent) return;
    for (TitleHolder& holder : holders_[p]) {
      const auto left =
          absl::c_find_if(holders_[p - 1], [&](const TitleHolder& other) { return other.name == holder.name; });
      if (left == holders_[p - 1].end() || holder.country >= 0 || holder.organization >= 0) continue;
      holder.country = left->country;
      if (joint == Joint::kAnd) holder.organization = left->organization;
    }
  }

  const ArticleView& article_;
  const EntityLexicon& lexicon_;
  const std::vector<TitlePhrase>& phrases_;
  std::vector<std::vector<TitleHolder>> holders_;
};

}  // namespace

std::vector<TitleHolder> FindTitleHolders(const ArticleView& article, const EntityLexicon& lexicon,
                                          const std::vector<TitlePhrase>& phrases) {
  return HolderFinder(article, lexicon, phrases).Run();
}

}  // namespace dateline::extraction
