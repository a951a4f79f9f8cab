#include "ingest_service/extraction/events/frame_lexicon.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "ingest_service/extraction/events/event_words.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Relation;
using language::Token;
using language::Tree;

const absl::flat_hash_map<absl::string_view, EventType>& EventTypes() {
  static const auto* types = new absl::flat_hash_map<absl::string_view, EventType>({
      {"AGREE", EventType::kAgree},
      {"CONSULT", EventType::kConsult},
      {"SUPPORT", EventType::kSupport},
      {"CONCEDE", EventType::kConcede},
      {"COOPERATE", EventType::kCooperate},
      {"AID", EventType::kAid},
      {"RETREAT", EventType::kRetreat},
      {"REQUEST", EventType::kRequest},
      {"ACCUSE", EventType::kAccuse},
      {"REJECT", EventType::kReject},
      {"THREATEN", EventType::kThreaten},
      {"PROTEST", EventType::kProtest},
      {"SANCTION", EventType::kSanction},
      {"MOBILIZE", EventType::kMobilize},
      {"COERCE", EventType::kCoerce},
      {"ASSAULT", EventType::kAssault},
      {"APPOINT", EventType::kAppoint},
      {"-", EventType::kNone},
  });
  return *types;
}

const absl::flat_hash_map<absl::string_view, RoleScheme>& RoleSchemes() {
  static const auto* schemes = new absl::flat_hash_map<absl::string_view, RoleScheme>({
      {"object", RoleScheme::kObject},
      {"addressee", RoleScheme::kAddressee},
      {"mutual", RoleScheme::kMutual},
      {"encounter", RoleScheme::kEncounter},
      {"visit", RoleScheme::kVisit},
      {"subject", RoleScheme::kSubject},
      {"receiver", RoleScheme::kReceiver},
      {"target", RoleScheme::kTarget},
      {"undergo", RoleScheme::kUndergo},
  });
  return *schemes;
}

// Sets the frame's conditions from "v:LEMMA >W|W +W <W" and returns the key "v:LEMMA"; empty if it is malformed.
std::string ParseTrigger(absl::string_view trigger, Frame& frame) {
  const std::vector<absl::string_view> parts = absl::StrSplit(trigger, ' ');
  if (parts[0].size() < 3 || parts[0][1] != ':') return "";
  for (size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].size() < 2) return "";
    std::vector<std::string> words = absl::StrSplit(parts[i].substr(1), '|');
    if (parts[i][0] == '>')
      frame.objects = std::move(words);
    else if (parts[i][0] == '+')
      frame.complements = std::move(words);
    else if (parts[i][0] == '<')
      frame.modifiers = std::move(words);
    else
      return "";
  }
  return std::string(parts[0]);
}

// The objects of a verb in whatever dress: objects, passive subject, what the frame's preposition or particle
// introduces
// ("went on strike", "took over the bank"), or the noun that a past participle describes.
std::vector<int> ObjectsOf(const Tree& tree, int verb, const Frame& frame) {
  std::vector<int> objects;
  for (int child : tree.Children(verb)) {
    if (tree[child].relation == Relation::kObj || tree[child].relation == Relation::kNsubjPass)
      objects.push_back(child);
  }
  for (int child : tree.Children(verb)) {
    if (tree[child].relation != Relation::kObl || child < verb || frame.complements.empty()) continue;
    const absl::string_view preposition = tree.Preposition(child);
    const bool dressed = preposition.empty() || absl::c_linear_search(frame.complements, preposition);
    if (dressed) objects.push_back(child);
  }
  if (!objects.empty()) return objects;
  const Token& token = tree[verb];
  if (token.relation == Relation::kAcl && token.treebank_tag == "VBN") return {token.head};
  return {};
}

// The noun that is meant: "prisoners" of "dozens of prisoners".
int WithoutQuantity(const Tree& tree, int noun) {
  if (!absl::c_linear_search(event_words::kQuantityNoun, tree[noun].lemma)) return noun;
  for (int child : tree.Children(noun)) {
    if (tree[child].relation == Relation::kNmod && tree.Preposition(child) == "of") return child;
  }
  return noun;
}

// "*" stands for every object, "@" for one that has a name. It is a participant, not a part of the frame.
bool IsOpenTo(const Frame& frame, const Token& object) {
  return absl::c_any_of(frame.objects, [&](absl::string_view word) {
    return word == "*" || (word == "@" && object.part_of_speech == PartOfSpeech::kPropn);
  });
}

bool MeetsObject(const Tree& tree, int token, FrameMatch& match) {
  if (match.frame->objects.empty()) return true;
  const std::vector<int> objects = ObjectsOf(tree, token, *match.frame);
  for (int object : objects) {
    for (int conjunct : tree.Conjuncts(object)) {
      // titles keep their capitals: "a new Defence Minister"
      const std::string noun = absl::AsciiStrToLower(tree[WithoutQuantity(tree, conjunct)].lemma);
      if (absl::c_linear_search(match.frame->objects, noun)) {
        match.object = conjunct;
        return true;
      }
    }
  }
  return absl::c_any_of(objects, [&](int object) { return IsOpenTo(*match.frame, tree[object]); });
}

// True if one of the frame's words introduces `complement`.
bool IsIntroduced(const Tree& tree, int complement, FrameMatch& match) {
  for (int marker : tree.Children(complement)) {
    const bool introduces = tree[marker].relation == Relation::kCase || tree[marker].relation == Relation::kMark;
    if (introduces && absl::c_linear_search(match.frame->complements, tree[marker].lemma)) {
      match.marker = marker;
      match.complement = complement;
      return true;
    }
  }
  return false;
}

bool MeetsComplement(const Tree& tree, int token, FrameMatch& match) {
  if (match.frame->complements.empty()) return true;
  for (int child : tree.Children(token)) {
    if (child < token && tree[child].relation != Relation::kCase) continue;
    if (absl::c_linear_search(match.frame->complements, tree[child].lemma) &&
        (tree[child].relation == Relation::kCompoundPrt || tree[child].relation == Relation::kAdvmod)) {
      match.marker = child;
      match.complement = tree.Child(token, {Relation::kObj, Relation::kObl});
      return true;
    }
    if (IsIntroduced(tree, child, match)) return true;
  }
  // "convicted the banker of fraud": trees hang what completes the verb on its object as well.
  const int object = tree[token].part_of_speech == PartOfSpeech::kVerb ? tree.Child(token, {Relation::kObj}) : -1;
  if (object < token) return false;
  return absl::c_any_of(tree.Children(object), [&](int child) {
    const Relation relation = tree[child].relation;
    // "provides a way to walk" provides nothing to anybody.
    const bool aim = relation == Relation::kAcl && tree[child].treebank_tag == "VB";
    return (relation == Relation::kNmod || relation == Relation::kAcl) && !aim && IsIntroduced(tree, child, match);
  });
}

bool MeetsModifier(const Tree& tree, int token, FrameMatch& match) {
  if (match.frame->modifiers.empty()) return true;
  // "asked the mayor to resign": trees hang the infinitive on the object as well.
  const int object = tree[token].part_of_speech == PartOfSpeech::kVerb ? tree.Child(token, {Relation::kObj}) : -1;
  for (int head : {token, object}) {
    if (head < 0) continue;
    for (int child : tree.Children(head)) {
      if (head == object && tree[child].relation != Relation::kAcl) continue;
      if (!absl::c_linear_search(match.frame->modifiers, tree[child].lemma)) continue;
      match.modifier = child;
      return true;
    }
  }
  return false;
}

std::string KeyOf(const Tree& tree, int token) {
  const Token& word = tree[token];
  switch (word.part_of_speech) {
    case PartOfSpeech::kVerb:
      if (word.relation == Relation::kAmod || word.relation == Relation::kCompound) return "";
      return absl::StrCat("v:", word.lemma);
    case PartOfSpeech::kNoun:
      return absl::StrCat("n:", word.lemma);
    case PartOfSpeech::kAdj:
      return tree.Child(token, {Relation::kCop}) >= 0 ? absl::StrCat("a:", word.lemma) : "";
    default:
      return "";
  }
}

}  // namespace

absl::StatusOr<FrameLexicon> FrameLexicon::Load(absl::string_view data_directory) {
  const std::string path = absl::StrCat(data_directory, "/frames.tsv");
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the frame lexicon ", path));
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return Parse(text);
}

absl::StatusOr<FrameLexicon> FrameLexicon::Parse(absl::string_view text) {
  FrameLexicon lexicon;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    const auto wrong = [&](absl::string_view what) {
      return absl::InvalidArgumentError(absl::StrCat("frames.tsv:", number, ": ", what, ": ", line));
    };
    if (fields.size() != 5) return wrong("a frame has five fields");
    Frame frame;
    const std::string key = ParseTrigger(fields[0], frame);
    if (key.empty()) return wrong("malformed trigger");
    const auto type = EventTypes().find(fields[1]);
    if (type == EventTypes().end()) return wrong("unknown event type");
    const auto roles = RoleSchemes().find(fields[3]);
    if (roles == RoleSchemes().end()) return wrong("unknown roles");
    frame.type = type->second;
    frame.roles = roles->second;
    if (fields[2] != "-") frame.mode = std::string(fields[2]);
    frame.example = std::string(fields[4]);
    frame.line = number;
    lexicon.frames_[key].push_back(std::move(frame));
  }
  for (auto& [key, frames] : lexicon.frames_) {
    absl::c_stable_sort(frames, [](const Frame& a, const Frame& b) { return a.specificity() > b.specificity(); });
  }
  return lexicon;
}

std::optional<FrameMatch> FrameLexicon::Match(const Tree& tree, int token) const {
  const auto found = frames_.find(KeyOf(tree, token));
  if (found == frames_.end()) return std::nullopt;
  for (const Frame& frame : found->second) {
    FrameMatch match{&frame};
    if (MeetsObject(tree, token, match) && MeetsComplement(tree, token, match) && MeetsModifier(tree, token, match)) {
      if (frame.type == EventType::kNone) return std::nullopt;
      return match;
    }
  }
  return std::nullopt;
}

std::vector<const Frame*> FrameLexicon::frames() const {
  std::vector<const Frame*> all;
  for (const auto& [key, frames] : frames_) {
    for (const Frame& frame : frames) all.push_back(&frame);
  }
  return all;
}

}  // namespace dateline::extraction
