#include "ingest_service/extraction/events/event_finder.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/types/span.h"
#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/clauses/place.h"
#include "ingest_service/extraction/clauses/timing.h"
#include "ingest_service/extraction/events/event_roles.h"
#include "ingest_service/extraction/events/event_words.h"
#include "ingest_service/extraction/events/trigger.h"

namespace dateline::extraction {
namespace {

using language::NameType;
using language::Relation;
using language::Tree;

// Of an event noun that nobody owns and whose verb is no light verb, this share was right on news that we read.
constexpr float kBareNounReliability = 0.5f;
constexpr float kNounReliability = 0.7f;
constexpr float kVerbReliability = 0.85f;
// How sure it is that a meeting that persons agree on is one of their countries.
constexpr float kInstitutionCertainty = 0.7f;

// The object of `trigger` that is a thing agreed on or asked for, not somebody in `candidate`; -1: none.
int ThingAsked(const Tree& tree, const Trigger& trigger, const Candidate& candidate) {
  const int object = trigger.match.object >= 0 ? trigger.match.object : tree.Child(trigger.token, {Relation::kObj});
  if (object < 0 || tree[object].part_of_speech == language::PartOfSpeech::kPron) return -1;
  const bool somebody = absl::c_any_of(candidate.participants, [&](const CandidateParticipant& participant) {
    return participant.role == Role::kRecipient && participant.mention.Contains(tree[object].span);
  });
  return somebody ? -1 : object;
}

// What was agreed, asked or promised: the clause or phrase that completes the predicate.
text::Span ThemeOf(const Tree& tree, const Trigger& trigger, const Candidate& candidate) {
  const EventType type = trigger.match.frame->type;
  if (type != EventType::kAgree && type != EventType::kRequest && type != EventType::kReject) return {};
  if (trigger.nominal) return {};
  const int clause = tree.Child(trigger.token, {Relation::kXcomp, Relation::kCcomp});
  if (clause >= 0) return PhraseSpan(tree, clause, true);
  const RoleScheme roles = trigger.match.frame->roles;
  for (int object : {trigger.match.object, tree.Child(trigger.token, {Relation::kObj})}) {
    const int inner = object >= 0 ? tree.Child(object, {Relation::kAcl, Relation::kCcomp}) : -1;
    if (inner >= 0 && (object == trigger.match.object || tree.Child(inner, {Relation::kMark}) >= 0))
      return PhraseSpan(tree, inner, true);
  }
  if (roles != RoleScheme::kAddressee && trigger.match.object < 0 && trigger.match.complement >= 0) {
    return PhraseSpan(tree, trigger.match.complement, true);
  }
  if (const int purpose = tree.Child(trigger.token, {Relation::kAdvcl}); purpose >= 0 && type == EventType::kRequest) {
    const int mark = tree.Child(purpose, {Relation::kMark});
    if (mark >= 0 && tree[mark].lemma == "to") return PhraseSpan(tree, purpose, true);
  }
  const bool names_thing = type == EventType::kRequest || roles == RoleScheme::kSubject;
  if (const int thing = ThingAsked(tree, trigger, candidate); thing >= 0 && names_thing) {
    return trigger.match.object < 0 || type == EventType::kRequest ? PhraseSpan(tree, thing, true) : text::Span();
  }
  for (int child : tree.Children(trigger.token)) {
    const absl::string_view preposition = tree.Preposition(child);
    if (tree[child].relation == Relation::kObl && child > trigger.token &&
        (preposition == "on" || preposition == "to" || preposition == "for")) {
      return PhraseSpan(tree, child, true);
    }
  }
  return {};
}

bool IsPlural(const language::Token& token) { return token.treebank_tag == "NNS"; }

// A meeting, visit or summit that happens once: "the 13th meeting", "a meeting in Oslo", not "visits at all levels".
bool IsConcreteMeeting(const Tree& tree, const Trigger& trigger, const Candidate& candidate) {
  if (candidate.event_type != EventType::kConsult || !trigger.nominal) return false;
  if (candidate.time >= 0 || candidate.place.has_value() || trigger.predicate != trigger.token) return true;
  return absl::c_any_of(tree.Children(trigger.token), [&](int child) { return IsOrdinal(tree[child]); });
}

// True if `relation` joins what is agreed, asked, refused, threatened or blamed to the word that says so.
bool IsContent(EventType type, Relation relation) {
  switch (relation) {
    case Relation::kXcomp:
    case Relation::kCcomp:
    case Relation::kAcl:
      return true;
    case Relation::kAdvcl:
      return type != EventType::kReject && type != EventType::kThreaten;
    case Relation::kObj:
    case Relation::kObl:
      return type == EventType::kAgree || type == EventType::kRequest;
    default:
      return false;
  }
}

// The indices of the first of the triggers in the sentence of `token`, and of the one after the last. REQUIRES: they
// are in text order.
std::pair<int, int> TriggersOfSentence(const Tree& tree, const std::vector<Trigger>& triggers, int token) {
  const auto next =
      absl::c_upper_bound(tree.analysis().sentences, token,
                          [](int t, const language::Sentence& sentence) { return t < sentence.begin_token; });
  const language::Sentence& sentence = *std::prev(next);
  const auto before = [](const Trigger& trigger, int t) { return trigger.token < t; };
  return {static_cast<int>(absl::c_lower_bound(triggers, sentence.begin_token, before) - triggers.begin()),
          static_cast<int>(absl::c_lower_bound(triggers, sentence.end_token, before) - triggers.begin())};
}

// The trigger of an agreement, promise, request, refusal, threat or accusation in whose content `trigger` stands; -1:
// none.
int EnclosingCommitment(const Tree& tree, const std::vector<Trigger>& triggers, int index) {
  static constexpr std::array<EventType, 5> kCommitments = {EventType::kAgree, EventType::kRequest, EventType::kReject,
                                                            EventType::kThreaten, EventType::kAccuse};
  const Trigger& inner = triggers[index];
  const auto [first, end] = TriggersOfSentence(tree, triggers, inner.token);
  for (int i = end - 1; i >= first; --i) {
    if (i == index) continue;
    const Trigger& outer = triggers[i];
    const EventType type = outer.match.frame->type;
    if (!absl::c_linear_search(kCommitments, type)) continue;
    if (outer.nominal || outer.predicate == inner.predicate) continue;
    for (int child : tree.Children(outer.match.object >= 0 ? outer.match.object : outer.token)) {
      const bool bare_infinitive = tree[child].relation == Relation::kConj && tree[child].treebank_tag == "VB" &&
                                   tree[outer.token].treebank_tag != "VB";
      const bool content = IsContent(type, tree[child].relation) || bare_infinitive;
      if (content && child > outer.token && tree.Dominates(child, inner.token)) return i;
    }
  }
  return -1;
}

// "visits", "meetings": what goes on in general is no event, unless it is dated.
bool IsHabit(const Tree& tree, const Trigger& trigger, const Candidate& candidate) {
  return trigger.nominal && IsPlural(tree[trigger.token]) && candidate.time < 0 &&
         absl::c_linear_search(event_words::kCountableNoun, tree[trigger.token].lemma);
}

bool HasRole(const Candidate& candidate, Role role) {
  return absl::c_any_of(candidate.participants,
                        [role](const CandidateParticipant& participant) { return participant.role == role; });
}

// "anti-government protests", "air strikes": violence and protest are news even where nobody is named. So is what has a
// name of its own: "the London conference".
bool StandsAlone(const Tree& tree, const Trigger& trigger) {
  const EventType type = trigger.match.frame->type;
  const bool violence_or_protest = type == EventType::kProtest || type == EventType::kAssault;
  if (!trigger.nominal || (!violence_or_protest && type != EventType::kConsult)) return false;
  const int modifier = tree.Child(trigger.token, {Relation::kAmod, Relation::kCompound});
  if (modifier < 0) return false;
  const bool named = tree[modifier].part_of_speech == language::PartOfSpeech::kPropn;
  return named || (violence_or_protest && IsPlural(tree[trigger.token]));
}

// An active verb of which nobody is the subject: "encouraging exchanges" in a list of aims.
bool LacksDoer(const Tree& tree, const Trigger& trigger, const Candidate& candidate) {
  if (trigger.nominal || FindSubject(tree, trigger.predicate).passive) return false;
  if (trigger.match.frame->roles == RoleScheme::kReceiver) return candidate.participants.empty();
  return !HasRole(candidate, Role::kActor);
}

std::vector<int> CountriesOf(const Entities& entities) {
  std::vector<int> countries;
  for (int i = 0; i < static_cast<int>(entities.entities.size()); ++i) {
    if (entities.entities[i].type == NameType::kCountry) countries.push_back(i);
  }
  return countries;
}

// A meeting that persons agreed on is one of their countries: neither of themselves nor of the joint body that they
// lead. Where their countries are not known, it stays as it is.
void MakeMeetingOfCountries(const Entities& entities, absl::Span<const int> known_countries,
                            const std::vector<CandidateParticipant>& persons, Candidate& candidate) {
  std::vector<CandidateParticipant> countries;
  const auto is_known = [&](int entity) {
    return absl::c_any_of(countries,
                          [entity](const CandidateParticipant& country) { return country.entity == entity; });
  };
  for (const CandidateParticipant& person : persons) {
    const ArticleEntity& holder = entities.entities[person.entity];
    if (person.role != Role::kActor || holder.country_code.empty()) continue;
    for (const int country : known_countries) {
      if (entities.entities[country].country_code != holder.country_code || is_known(country)) continue;
      countries.push_back({Role::kActor, country, person.mention, kInstitutionCertainty * person.certainty});
    }
  }
  if (countries.size() < 2) return;
  for (const CandidateParticipant& participant : candidate.participants) {
    if (entities.entities[participant.entity].type == NameType::kCountry && !is_known(participant.entity)) {
      countries.push_back(participant);
    }
  }
  candidate.participants = std::move(countries);
}

Candidate CandidateOf(const Tree& tree, const Entities& entities, const Trigger& trigger) {
  Candidate candidate;
  candidate.kind = Kind::kEvent;
  candidate.event_type = trigger.match.frame->type;
  candidate.mode = trigger.match.frame->mode;
  candidate.participants = ParticipantsOf(tree, entities, trigger);
  candidate.trigger = language::SpanOfTokens(tree.analysis(), trigger.begin_token, trigger.end_token);
  candidate.trigger_token = trigger.token;
  candidate.theme = ThemeOf(tree, trigger, candidate);
  candidate.modality = ModalityOf(tree, trigger.predicate);
  if (trigger.nominal && trigger.predicate != trigger.token && candidate.modality == Modality::kActual) {
    candidate.modality = ModalityOf(tree, trigger.token);
  }
  candidate.negated = IsNegated(tree, trigger.predicate) || IsNegated(tree, trigger.token);
  // "pleaded not guilty"
  if (trigger.match.modifier >= 0) candidate.negated |= IsNegated(tree, trigger.match.modifier);
  candidate.place = FindPlace(tree, entities, trigger.token, trigger.predicate);
  for (int child : tree.Children(trigger.token)) {
    if (candidate.place.has_value() || !trigger.nominal || !IsTownBefore(tree, entities, child)) continue;
    const Mention* town = entities.MentionWithHead(child);
    candidate.place = CandidateParticipant{Role::kActor, town->entities[0], town->span, town->certainty};
  }
  const bool bare = trigger.nominal && trigger.predicate == trigger.token;
  candidate.reliability = !trigger.nominal ? kVerbReliability : bare ? kBareNounReliability : kNounReliability;
  return candidate;
}

// "seized the city of Oslo", "the fight for Oslo": what violence is aimed at is where it happens.
void TakeTargetForPlace(const Entities& entities, Candidate& candidate) {
  if (candidate.event_type != EventType::kAssault || candidate.place.has_value()) return;
  for (const CandidateParticipant& participant : candidate.participants) {
    if (participant.role != Role::kRecipient || entities.entities[participant.entity].type != NameType::kPlace)
      continue;
    candidate.place = participant;
    return;
  }
}

// A place is where it happened, not who did it.
void DropPlaceFromParticipants(Candidate& candidate) {
  if (!candidate.place.has_value()) return;
  std::erase_if(candidate.participants, [&](const CandidateParticipant& participant) {
    return participant.mention == candidate.place->mention;
  });
}

// Nobody does to himself what is told of: the mention was read wrongly.
void DropActorsFromRecipients(Candidate& candidate) {
  const std::vector<CandidateParticipant> all = candidate.participants;
  std::erase_if(candidate.participants, [&](const CandidateParticipant& participant) {
    return participant.role == Role::kRecipient && absl::c_any_of(all, [&](const CandidateParticipant& other) {
             return other.role == Role::kActor && other.entity == participant.entity;
           });
  });
}

}  // namespace

std::vector<Candidate> EventFinder::Find(const Tree& tree, const Entities& entities,
                                         const std::vector<TimeExpression>& times) const {
  const std::vector<Trigger> triggers = FindTriggers(tree, lexicon_);
  std::vector<Candidate> candidates;
  candidates.reserve(triggers.size());
  const ClauseTimes clause_times(tree, times);
  for (const Trigger& trigger : triggers) {
    candidates.push_back(CandidateOf(tree, entities, trigger));
    candidates.back().time = clause_times.TimeOf(trigger.token, trigger.predicate);
    TakeTargetForPlace(entities, candidates.back());
    DropPlaceFromParticipants(candidates.back());
    DropActorsFromRecipients(candidates.back());
  }
  std::vector<std::vector<CandidateParticipant>> committed;
  for (const Candidate& candidate : candidates) committed.push_back(candidate.participants);
  const std::vector<int> countries = CountriesOf(entities);
  std::vector<Candidate> kept;
  for (size_t i = 0; i < triggers.size(); ++i) {
    Candidate& candidate = candidates[i];
    if (IsHabit(tree, triggers[i], candidate)) continue;
    if (const int outer = EnclosingCommitment(tree, triggers, static_cast<int>(i)); outer >= 0) {
      if (!IsConcreteMeeting(tree, triggers[i], candidate)) continue;
      MakeMeetingOfCountries(entities, countries, committed[outer], candidate);
    }
    if (LacksDoer(tree, triggers[i], candidate)) continue;
    const bool aims = triggers[i].match.frame->roles == RoleScheme::kTarget;
    if (aims && !HasRole(candidate, Role::kRecipient)) continue;
    if (!candidate.participants.empty() || StandsAlone(tree, triggers[i])) kept.push_back(std::move(candidate));
  }
  return kept;
}

}  // namespace dateline::extraction
