#include "ingest_service/extraction/events/trigger.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "ingest_service/extraction/events/event_words.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Relation;
using language::Token;
using language::Tree;

bool IsLightVerb(const Tree& tree, int verb) {
  return absl::c_linear_search(event_words::kLightVerb, tree[verb].lemma);
}

int LightVerbOf(const Tree& tree, int noun) {
  const Token& token = tree[noun];
  const bool object = token.relation == Relation::kObj || token.relation == Relation::kNsubjPass;
  if (object && token.head != language::kNoHead && IsLightVerb(tree, token.head)) return token.head;
  // "talks held in Oslo"
  const int participle = tree.Child(noun, {Relation::kAcl});
  const bool held = participle >= 0 && tree[participle].treebank_tag == "VBN" && IsLightVerb(tree, participle);
  return held ? participle : -1;
}

void SetWords(const Tree& tree, Trigger& trigger) {
  trigger.begin_token = std::min(trigger.token, trigger.predicate);
  trigger.end_token = std::max(trigger.token, trigger.predicate) + 1;
  for (int part : {trigger.match.object, trigger.match.marker, trigger.match.modifier}) {
    if (part < 0 || tree[part].relation == Relation::kNmodPoss) continue;
    trigger.begin_token = std::min(trigger.begin_token, part);
    trigger.end_token = std::max(trigger.end_token, part + 1);
  }
  // "state visit", "13th meeting": a noun's compound and its number belong to its name, and tell two of a kind apart.
  if (trigger.nominal && trigger.begin_token == trigger.token) {
    for (int child : tree.Children(trigger.token)) {
      const bool names = tree[child].relation == Relation::kCompound || IsOrdinal(tree[child]);
      if (names && child < trigger.token) {
        trigger.begin_token = std::min(trigger.begin_token, child);
        break;
      }
    }
  }
}

// "began a hunger strike": what modifies the noun of a light verb tells which kind of event it is.
bool NounSaysMore(const Tree& tree, const FrameLexicon& lexicon, int verb, const FrameMatch& match) {
  if (match.object < 0 || !IsLightVerb(tree, verb)) return false;
  const std::optional<FrameMatch> noun = lexicon.Match(tree, match.object);
  return noun.has_value() && noun->frame->type == match.frame->type && !noun->frame->modifiers.empty();
}

}  // namespace

bool IsOrdinal(const Token& token) {
  const bool numbered = token.part_of_speech == PartOfSpeech::kAdj && absl::ascii_isdigit(token.lemma[0]);
  return numbered || absl::StrContains(token.features, "NumType=Ord") || token.lemma == "next" ||
         token.lemma == "inaugural";
}

std::vector<Trigger> FindTriggers(const Tree& tree, const FrameLexicon& lexicon) {
  std::vector<Trigger> triggers;
  absl::flat_hash_set<int> taken;  // objects that are part of a verb's trigger
  for (int token = 0; token < tree.size(); ++token) {
    if (tree[token].part_of_speech != PartOfSpeech::kVerb && tree[token].part_of_speech != PartOfSpeech::kAdj) continue;
    const std::optional<FrameMatch> match = lexicon.Match(tree, token);
    if (!match.has_value() || NounSaysMore(tree, lexicon, token, *match)) continue;
    if (match->object >= 0) taken.insert(match->object);
    triggers.push_back({*match, token, token, false});
  }
  for (int token = 0; token < tree.size(); ++token) {
    if (tree[token].part_of_speech != PartOfSpeech::kNoun || taken.contains(token)) continue;
    const std::optional<FrameMatch> match = lexicon.Match(tree, token);
    if (!match.has_value()) continue;
    const int light_verb = LightVerbOf(tree, token);
    triggers.push_back({*match, token, light_verb >= 0 ? light_verb : token, true});
  }
  for (Trigger& trigger : triggers) SetWords(tree, trigger);
  absl::c_sort(triggers, [](const Trigger& a, const Trigger& b) { return a.token < b.token; });
  return triggers;
}

}  // namespace dateline::extraction
