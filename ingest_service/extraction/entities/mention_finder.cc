#include "ingest_service/extraction/entities/mention_finder.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/entities/appointments.h"
#include "ingest_service/extraction/entities/description_resolver.h"
#include "ingest_service/extraction/entities/first_person.h"
#include "ingest_service/extraction/entities/group_resolver.h"
#include "ingest_service/extraction/entities/name_groups.h"
#include "ingest_service/extraction/entities/noun_phrase.h"
#include "ingest_service/extraction/entities/pronoun_resolver.h"

namespace dateline::extraction {
namespace {

using language::Name;
using language::NameType;
using language::PartOfSpeech;
using Determiner = NounPhrase::Determiner;
using Link = TitleHolder::Link;

constexpr float kSureEnough = 0.8F;

class MentionFinder {
 public:
  MentionFinder(Reading& reading, const std::vector<float>& name_certainty, const std::vector<TitlePhrase>& phrases,
                const std::vector<TitleHolder>& holders)
      : reading_(reading),
        article_(reading.article),
        lexicon_(reading.lexicon),
        name_certainty_(name_certainty),
        phrases_(phrases),
        holders_(holders),
        phrase_of_core_(article_.size(), -1),
        in_title_(article_.size(), false),
        groups_(reading),
        appointments_(reading, phrases) {
    for (size_t p = 0; p < phrases.size(); ++p) phrase_of_core_[phrases[p].core_token] = static_cast<int>(p);
    for (const TitleHolder& holder : holders) {
      for (int t = phrases[holder.phrase].begin_token; t < phrases[holder.phrase].end_token; ++t) in_title_[t] = true;
    }
  }

  void Run() {
    for (int t = 0; t < article_.size();) {
      t = Read(t);
      if (t >= article_.size() || article_.sentence_of(t) != article_.sentence_of(t - 1))
        EndSentence(article_.sentence_of(t - 1));
    }
    ResolveFirstPersons(reading_, first_persons_);
  }

 private:
  // Reads what begins at `t`; the token after it.
  int Read(int t) {
    if (const int name = article_.name_at(t); name >= 0) return ReadName(name);
    if (const Pronoun* pronoun = lexicon_.FindPronoun(article_.folded(t)); pronoun != nullptr && IsPronoun(t)) {
      ReadPronoun(t, *pronoun);
    } else if (!ReadTitle(t)) {
      ReadNoun(t);
    }
    return t + 1;
  }

  bool IsPronoun(int t) const {
    const PartOfSpeech part = article_.pos(t);
    if (article_.word(t) == "US" || part == PartOfSpeech::kPropn) return false;
    return part == PartOfSpeech::kPron || part == PartOfSpeech::kDet || part == PartOfSpeech::kX;
  }

  void EndSentence(int sentence) {
    groups_.Clear();
    reading_.discourse.EndSentence(sentence);
  }

  void Mark(int begin, int end, int head, Mention::Kind kind, Antecedent antecedent, bool plural = false) {
    Mention mention;
    mention.begin_token = begin;
    mention.end_token = end;
    mention.head_token = head;
    mention.kind = kind;
    mention.entities = std::move(antecedent.entities);
    mention.certainty = antecedent.certainty;
    reading_.AddMention(std::move(mention), plural);
  }

  // --- Names ---

  int ReadName(int n) {
    const Name& name = article_.analysis().names[n];
    const int entity = reading_.entity_of_name[n];
    NoteDescriptor(name, entity);
    if (const int end = ReadGovernment(n, entity); end > 0) return end;
    const int begin = std::min(PhraseBegin(article_, lexicon_, name.begin_token, name.end_token), TitlesBegin(n));
    const int head = PhraseHead(article_, begin, name.end_token, HeadOfName(name));
    const int country = CapitalAsCountry(name, head);
    Mark(begin, name.end_token, head, Mention::Kind::kName,
         {{country >= 0 ? country : entity}, country >= 0 ? 0.7F : name_certainty_[n]});
    MarkOtherHeads(begin, name.end_token, head);
    groups_.Join(begin, name.end_token, {country >= 0 ? country : entity});
    return name.end_token;
  }

  // A tree that takes title and name for two phrases: both lead to the person.
  void MarkOtherHeads(int begin, int end, int head) {
    if (!article_.has_tree(begin)) return;
    Mention mention = reading_.result.mentions.back();
    for (int t = begin; t < end; ++t) {
      const int above = article_.token(t).head;
      const bool leaves = above < begin || above >= end;
      const bool noun = article_.pos(t) == PartOfSpeech::kNoun || article_.pos(t) == PartOfSpeech::kPropn;
      if (!leaves || !noun || t == head || IsPossessorIn(t, end)) continue;
      mention.head_token = t;
      reading_.result.mentions.push_back(mention);
    }
  }

  // Whether the name at `t` ends in a genitive before `end`.
  bool IsPossessorIn(int t, int end) const {
    const int name = article_.name_at(t);
    const int after = name < 0 ? t + 1 : article_.analysis().names[name].end_token;
    return after < end && article_.pos(after) == PartOfSpeech::kPart;
  }

  // The first word of a person's name (flat), the last of others' that no preposition follows.
  int HeadOfName(const Name& name) const {
    if (!article_.has_tree(name.begin_token)) return name.end_token - 1;
    return PhraseHead(article_, name.begin_token, name.end_token, name.end_token - 1);
  }

  // Where the titles before a name begin.
  int TitlesBegin(int n) const {
    int begin = article_.analysis().names[n].begin_token;
    for (auto holder =
             std::lower_bound(holders_.begin(), holders_.end(), begin,
                              [&](const TitleHolder&h, int token) { return phrases_[h.phrase].begin_token < token; });
         holder != holders_.begin();) {
      --holder;
      const TitlePhrase& phrase = phrases_[holder->phrase];
      if (holder->name != n || holder->link != Link::kBefore || !article_.same_sentence(begin, phrase.begin_token))
        break;
      if (begin - phrase.phrase_end > 1) break;
      begin = phrase.phrase_begin;
    }
    return begin;
  }

  // "Iranian airline Mahan Air", "Mahan Air, an airline": what the article calls it.
  void NoteDescriptor(const Name& name, int entity) {
    const int before = name.begin_token - 1;
    if (before >= article_.sentence_begin(name.begin_token) && article_.name_at(before) < 0) NoteNoun(before, entity);
  }

  void NoteNoun(int t, int entity) {
    const RoleNoun* noun = lexicon_.FindRoleNoun(article_.lemma(t));
    if (noun == nullptr || article_.pos(t) != PartOfSpeech::kNoun || !Matches(*noun, entity)) return;
    reading_.nouns[entity].emplace_back(article_.lemma(t));
    Gender& gender = reading_.result.entities[entity].gender;
    if (gender == Gender::kUnknown && reading_.IsPerson(entity)) gender = noun->gender;
  }

  bool Matches(const RoleNoun& noun, int entity) const {
    switch (reading_.entity(entity).type) {
      case NameType::kPerson:
        return (noun.kinds & (kOfficialNoun | kPersonNoun)) != 0;
      case NameType::kOrganization:
        return (noun.kinds & kOrganizationNoun) != 0;
      case NameType::kPlace:
        return (noun.kinds & kPlaceNoun) != 0;
      default:
        return (noun.kinds & kCountryNoun) != 0;
    }
  }

  // "the Argentine government", "Hong Kong authorities", "the Cambodian side": the country. The end of it, 0: it is not
  // so.
  int ReadGovernment(int n, int entity) {
    const Name& name = article_.analysis().names[n];
    if (!reading_.IsCountry(entity)) return 0;
    int noun_at = name.end_token;
    if (noun_at < article_.size() && article_.pos(noun_at) == PartOfSpeech::kPart) ++noun_at;
    if (!article_.same_sentence(name.begin_token, noun_at) || article_.name_at(noun_at) >= 0) return 0;
    const RoleNoun* noun = lexicon_.FindRoleNoun(article_.lemma(noun_at));
    if (noun == nullptr || (noun->kinds & kGovernmentNoun) == 0 || !IsPhraseHead(article_, noun_at)) return 0;
    Mark(name.begin_token, name.end_token, name.end_token - 1, Mention::Kind::kName, {{entity}, name_certainty_[n]});
    const int begin = PhraseBegin(article_, lexicon_, name.begin_token, noun_at + 1);
    Mark(begin, noun_at + 1, noun_at, Mention::Kind::kName, {{entity}, 0.9F});
    groups_.Join(begin, noun_at + 1, {entity});
    return noun_at + 1;
  }

  // "Moscow denied": a capital that acts stands for its country. -1: it does not.
  int CapitalAsCountry(const Name& name, int head) {
    if (name.type != NameType::kPlace || name.country_code.empty() || !article_.has_tree(head)) return -1;
    const language::Token& token = article_.token(head);
    if (token.relation != language::Relation::kNsubj || article_.pos(token.head) != PartOfSpeech::kVerb) return -1;
    const std::vector<language::Sense> senses =
        lexicon_.gazetteer().Find(article_.TextOf(name.begin_token, name.end_token));
    const bool capital = absl::c_any_of(senses, [&](const language::Sense& sense) {
      return sense.kind == language::SenseKind::kCapital && sense.country_code == name.country_code;
    });
    return capital ? reading_.CountryEntity(name.country_code) : -1;
  }

  // --- Pronouns ---

  void ReadPronoun(int t, const Pronoun& pronoun) {
    if (pronoun.person == 1) {
      first_persons_.push_back(t);
      return;
    }
    const bool relative = pronoun.role == Pronoun::Role::kRelative;
    Antecedent antecedent = relative ? ResolveRelative(reading_, t, pronoun) : ResolvePronoun(reading_, t, pronoun);
    if (antecedent.entities.empty()) return;
    if (antecedent.entities.size() == 1 && antecedent.certainty >= kSureEnough) {
      Gender& gender = reading_.result.entities[antecedent.entities[0]].gender;
      if (gender == Gender::kUnknown && reading_.IsPerson(antecedent.entities[0])) gender = pronoun.gender;
    }
    const bool plural = antecedent.entities.size() == 1 && pronoun.number == Pronoun::Number::kMany;
    Mark(t, t + 1, t, Mention::Kind::kPronoun, std::move(antecedent), plural);
  }

  // --- Titles and descriptions ---

  // A title apart from its holder's name ("Mahan's director, Hamid Khanooki"): a description of the holder.
  bool ReadTitle(int t) {
    const int p = phrase_of_core_[t];
    if (p < 0) return false;
    Antecedent antecedent;
    bool before = false;
    for (auto holder = std::lower_bound(holders_.begin(), holders_.end(), p,
                                        [](const TitleHolder&h, int phrase) { return h.phrase < phrase; });
         holder != holders_.end() && holder->phrase == p; ++holder) {
      before |= holder->link == Link::kBefore;
      antecedent.entities.push_back(reading_.entity_of_name[holder->name]);
    }
    if (antecedent.entities.empty()) return MarkAppointed(p) || phrases_[p].kind == language::TitleKind::kHonorific;
    NoteTitleNoun(t, antecedent.entities);
    if (before && !IsApart(t, phrases_[p])) return true;
    antecedent.certainty = 0.9F;
    const Mention::Kind kind =
        antecedent.entities.size() > 1 ? Mention::Kind::kCollective : Mention::Kind::kDescription;
    const int begin = phrases_[p].phrase_begin;
    groups_.Join(begin, phrases_[p].phrase_end, antecedent.entities);
    Mark(begin, phrases_[p].phrase_end, PhraseHead(article_, begin, phrases_[p].phrase_end, t), kind,
         std::move(antecedent));
    return true;
  }

  // A plural title, its persons behind a comma.
  bool IsApart(int t, const TitlePhrase& phrase) const {
    return phrase.plural && phrase.phrase_end < article_.sentence_end(t) && article_.word(phrase.phrase_end) == ",";
  }

  void NoteTitleNoun(int t, const std::vector<int>& entities) {
    for (int e : entities) reading_.nouns[e].emplace_back(article_.lemma(t));
  }

  // "his election by the assembly as minister": the title is his.
  bool MarkAppointed(int p) {
    const TitlePhrase& phrase = phrases_[p];
    const int holder = phrase.kind == language::TitleKind::kOffice ? appointments_.HolderOf(p) : -1;
    if (holder < 0) return false;
    Title title;
    title.span = article_.SpanOf(phrase.begin_token, phrase.end_token);
    title.begin_token = phrase.begin_token;
    title.end_token = phrase.end_token;
    title.text = std::string(article_.TextOf(phrase.begin_token, phrase.end_token));
    title.normalized_title = phrase.normalized;
    title.holder = holder;
    if (phrase.organization >= 0) title.organization = reading_.entity_of_name[phrase.organization];
    title.country = reading_.CountryEntity(reading_.entity(holder).country_code);
    reading_.appointed.push_back(std::move(title));
    Mark(phrase.phrase_begin, phrase.phrase_end, phrase.core_token, Mention::Kind::kDescription, {{holder}, 0.75F});
    return true;
  }

  void ReadNoun(int t) {
    const PartOfSpeech part = article_.pos(t);
    const bool number = part == PartOfSpeech::kNum || part == PartOfSpeech::kDet || part == PartOfSpeech::kPron;
    if (part != PartOfSpeech::kNoun && part != PartOfSpeech::kPropn && !number) return;
    const RoleNoun* noun = lexicon_.FindRoleNoun(number ? article_.folded(t) : article_.lemma(t));
    if (noun == nullptr) noun = lexicon_.FindRoleNoun(article_.folded(t));
    if (noun == nullptr || !IsPhraseHead(article_, t) || BelongsToName(t) || in_title_[t]) return;
    NounPhrase phrase = ReadNounPhrase(article_, lexicon_, t);
    if (number && !StandsAlone(t, phrase)) return;
    if (number) phrase.plural = true;
    if (ReadApposition(phrase, *noun) || ReadGovernmentOf(phrase, *noun)) return;
    if (Antecedent group = ResolveGroup(reading_, phrase, *noun); !group.entities.empty()) {
      return Mark(phrase.begin_token, phrase.core_end, t, Mention::Kind::kCollective, std::move(group));
    }
    if (IsVague(phrase, *noun) || IsOfCountries(phrase)) return;
    const int title = phrase_of_core_[t];
    Antecedent known = ResolveDescription(reading_, phrase, *noun, title < 0 ? nullptr : &phrases_[title]);
    if (known.entities.empty()) return;
    const bool plural = phrase.plural || (noun->kinds & kPeopleNoun) != 0;
    LearnCountry(phrase, known.entities[0]);
    groups_.Join(phrase.begin_token, phrase.end_token, known.entities);
    if (phrase.plural && reading_.entity(known.entities[0]).names.empty()) reading_.plural[known.entities[0]] = true;
    const bool new_one = reading_.entity(known.entities[0]).names.empty();
    Mark(phrase.begin_token, new_one ? phrase.end_token : phrase.core_end, t, Mention::Kind::kDescription,
         std::move(known), plural);
  }

  // "the two agreed": a number that no noun follows.
  bool StandsAlone(int t, const NounPhrase& phrase) const {
    const bool last = t + 1 >= article_.sentence_end(t) || article_.pos(t + 1) == PartOfSpeech::kVerb ||
                      article_.pos(t + 1) == PartOfSpeech::kAux;
    return last && (phrase.determiner == Determiner::kDefinite || article_.folded(t) == "both");
  }

  // The descriptor right before a name is part of the name's mention.
  bool BelongsToName(int t) const {
    if (t + 1 >= article_.sentence_end(t)) return false;
    const int next = article_.name_at(t + 1);
    return next >= 0 && article_.analysis().names[next].begin_token == t + 1 &&
           article_.analysis().names[next].type != NameType::kNationality;
  }

  // "Mahan Air, an Iranian airline".
  bool ReadApposition(const NounPhrase& phrase, const RoleNoun& noun) {
    const int comma = phrase.begin_token - 1;
    if (comma <= article_.sentence_begin(phrase.head_token) || article_.word(comma) != "," || phrase.plural)
      return false;
    if (article_.has_tree(comma) && article_.token(phrase.head_token).relation != language::Relation::kAppos)
      return false;
    const int name = article_.name_at(comma - 1);
    if (name < 0 || phrase.determiner == Determiner::kNone) return false;
    const int entity = reading_.entity_of_name[name];
    if (!Matches(noun, entity)) return false;
    NoteNoun(phrase.head_token, entity);
    LearnCountry(phrase, entity);
    Mark(phrase.begin_token, phrase.core_end, phrase.head_token, Mention::Kind::kDescription, {{entity}, 0.85F});
    return true;
  }

  // "the government of Iraq".
  bool ReadGovernmentOf(const NounPhrase& phrase, const RoleNoun& noun) {
    if ((noun.kinds & kGovernmentNoun) == 0 || phrase.core_end + 1 >= article_.sentence_end(phrase.head_token))
      return false;
    if (article_.folded(phrase.core_end) != "of") return false;
    const int object = article_.folded(phrase.core_end + 1) == "the" ? phrase.core_end + 2 : phrase.core_end + 1;
    const int name = object < article_.sentence_end(phrase.head_token) ? article_.name_at(object) : -1;
    if (name < 0 || article_.analysis().names[name].type != NameType::kCountry) return false;
    Mark(phrase.begin_token, article_.analysis().names[name].end_token, phrase.head_token, Mention::Kind::kName,
         {{reading_.entity_of_name[name]}, 0.9F});
    return true;
  }

  // Phrases that name nobody: one of a kind in general, somebody of ours (said by a speaker yet unknown), countries and
  // places that no group explains, and members of a collective ("the foreign ministers of the three countries").
  bool IsVague(const NounPhrase& phrase, const RoleNoun& noun) const {
    const bool acts =
        (noun.kinds & (kOfficialNoun | kPersonNoun | kPeopleNoun | kOrganizationNoun | kOrganizationsNoun)) != 0;
    if (!phrase.plural && noun.kinds == kOrganizationsNoun) return true;
    if (phrase.plural) return !acts || (noun.kinds & kSideNoun) == noun.kinds;
    const bool bare = phrase.determiner == Determiner::kNone && phrase.countries.empty() &&
                      !article_.IsCapitalized(phrase.head_token);
    const bool mass = (noun.kinds & (kPeopleNoun | kOrganizationNoun)) != 0;
    return bare && !mass;
  }

  // "the foreign ministers of the three countries": the countries act.
  bool IsOfCountries(const NounPhrase& phrase) const {
    if (!phrase.plural || phrase.end_token == phrase.core_end) return false;
    const RoleNoun* last = lexicon_.FindRoleNoun(article_.lemma(phrase.end_token - 1));
    return last != nullptr && (last->kinds & kCountryNoun) != 0 && article_.IsPlural(phrase.end_token - 1);
  }

  void LearnCountry(const NounPhrase& phrase, int entity) {
    if (phrase.countries.size() != 1) return;
    ArticleEntity& known = reading_.result.entities[entity];
    const bool can_have = known.type == NameType::kPerson || known.type == NameType::kOrganization;
    if (can_have && known.country_code.empty())
      known.country_code = article_.analysis().names[phrase.countries[0]].country_code;
  }

  Reading& reading_;
  const ArticleView& article_;
  const EntityLexicon& lexicon_;
  const std::vector<float>& name_certainty_;
  const std::vector<TitlePhrase>& phrases_;
  const std::vector<TitleHolder>& holders_;
  std::vector<int> phrase_of_core_;  // by token: index of the title phrase with this core; -1: none
  std::vector<bool> in_title_;       // by token: part of a title that somebody holds
  NameGroups groups_;
  std::vector<int> first_persons_;
  Appointments appointments_;
};

}  // namespace

void FindMentions(Reading& reading, const std::vector<float>& name_certainty, const std::vector<TitlePhrase>& phrases,
                  const std::vector<TitleHolder>& holders) {
  MentionFinder(reading, name_certainty, phrases, holders).Run();
}

}  // namespace dateline::extraction
