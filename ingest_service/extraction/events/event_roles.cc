#include "ingest_service/extraction/events/event_roles.h"

#include <optional>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/clauses/participants.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Relation;
using language::Tree;

constexpr int kLongestTitle = 12;  // tokens from the beginning of a titled phrase to its name

// Fills the roles of a verb's (or light verb's) own arguments.
class VerbRoles {
 public:
  VerbRoles(const Tree& tree, const Entities& entities, const Trigger& trigger,
            std::vector<CandidateParticipant>& participants)
      : tree_(tree), entities_(entities), trigger_(trigger), collector_(tree, entities, participants) {}

  void Fill() {
    const Subject subject = FindSubject(tree_, trigger_.predicate);
    object_ = trigger_.nominal || trigger_.match.object >= 0 ? -1 : FindObject();
    if (subject.passive)
      FillPassive(subject);
    else
      FillActive(subject);
  }

 private:
  // The object; of several that a tree shows, the first that names somebody. A name can be no clause.
  int FindObject() const {
    int object = -1;
    for (int child : tree_.Children(trigger_.predicate)) {
      const Relation relation = tree_[child].relation;
      const bool name = relation == Relation::kXcomp && tree_[child].part_of_speech == PartOfSpeech::kPropn;
      if (relation != Relation::kObj && !name) continue;
      if (entities_.MentionWithHead(child) != nullptr) return child;
      if (object < 0) object = child;
    }
    return object;
  }

  void FillPassive(const Subject& subject) {
    const bool receives = trigger_.match.frame->roles == RoleScheme::kReceiver && !trigger_.nominal;
    AddAgent(receives ? Role::kRecipient : Role::kActor);
    if (receives) return;
    if (trigger_.nominal) return;
    const RoleScheme roles = trigger_.match.frame->roles;
    if (subject.token >= 0 && trigger_.match.object < 0 && roles != RoleScheme::kSubject) {
      const bool mutual = roles == RoleScheme::kMutual || roles == RoleScheme::kEncounter;
      if (roles == RoleScheme::kObject)
        collector_.AddPhraseOrContents(Role::kRecipient, subject.token);
      else
        collector_.AddPhrase(mutual ? Role::kActor : Role::kRecipient, subject.token);
    }
    if (trigger_.match.object >= 0 && roles == RoleScheme::kObject) AddTargets();
  }

  void FillActive(const Subject& subject) {
    const bool receives = trigger_.match.frame->roles == RoleScheme::kReceiver;
    if (subject.token >= 0) collector_.AddPhraseOrContents(receives ? Role::kRecipient : Role::kActor, subject.token);
    switch (trigger_.match.frame->roles) {
      case RoleScheme::kObject:
        AddObject();
        break;
      case RoleScheme::kAddressee:
      case RoleScheme::kTarget:
        AddAddressee();
        break;
      case RoleScheme::kEncounter:
        if (object_ >= 0) collector_.AddPhrase(Role::kActor, object_);
        AddPartners();
        break;
      case RoleScheme::kMutual:
        AddPartners();
        break;
      case RoleScheme::kVisit:
        AddHost();
        break;
      case RoleScheme::kReceiver:
        ForComplements({"from", "by"}, [&](int token) { collector_.AddPhrase(Role::kActor, token); });
        break;
      case RoleScheme::kSubject:
      case RoleScheme::kUndergo:
        break;
    }
  }

  void AddAgent(Role role) {
    const int agent = tree_.Child(trigger_.predicate, {Relation::kOblAgent});
    if (agent >= 0)
      collector_.AddPhrase(role, agent);
    else
      ForComplements({"by"}, [&](int token) { collector_.AddPhrase(role, token); });
  }

  void AddObject() {
    if (trigger_.match.complement >= 0)
      collector_.AddPhraseOrContents(Role::kRecipient, trigger_.match.complement);
    else if (trigger_.match.object >= 0)
      AddTargets();
    else if (object_ >= 0)
      collector_.AddPhraseOrContents(Role::kRecipient, object_);
  }

  // "imposed sanctions on Italy", "granted clemency to the farmer": whom the object is for, then what the object holds.
  void AddTargets() {
    const int object = trigger_.match.object;
    ForComplements({"on", "to", "against", "for", "with", "at", "from"},
                   [&](int token) { collector_.AddPhrase(Role::kRecipient, token); });
    // "granted the farmer a pardon", which trees also show with two objects
    for (int child : tree_.Children(trigger_.predicate)) {
      const bool receives = tree_[child].relation == Relation::kIobj || tree_[child].relation == Relation::kObj;
      if (receives && child != object) collector_.AddPhrase(Role::kRecipient, child);
    }
    const int owner = tree_.Child(object, {Relation::kNmodPoss});
    if (owner >= 0 && collector_.empty()) collector_.AddPhrase(Role::kRecipient, owner);
    for (int child : tree_.Children(object)) {
      const absl::string_view preposition = tree_.Preposition(child);
      if (tree_[child].relation == Relation::kNmod && preposition != "in" && preposition != "at") {
        collector_.AddPhraseOrContents(Role::kRecipient, child);
      }
    }
  }

  void AddAddressee() {
    const int before = tree_.Child(trigger_.predicate, {Relation::kIobj});
    if (trigger_.match.complement >= 0) collector_.AddPhrase(Role::kRecipient, trigger_.match.complement);
    if (before >= 0) collector_.AddPhrase(Role::kRecipient, before);
    if (object_ >= 0 && !collector_.Has(Role::kRecipient)) collector_.AddPhrase(Role::kRecipient, object_);
    if (!collector_.Has(Role::kRecipient)) {
      ForComplements({"with", "to", "from", "on"}, [&](int token) { collector_.AddPhrase(Role::kRecipient, token); });
    }
    if (trigger_.match.object >= 0 && !collector_.Has(Role::kRecipient)) AddAskedParty(trigger_.match.object);
  }

  // "hope for both sides to exercise restraint": who is hoped to act.
  void AddAskedParty(int noun) {
    for (int child : tree_.Children(noun)) {
      const Relation relation = tree_[child].relation;
      if (relation == Relation::kNmod && tree_.Preposition(child) == "for")
        collector_.AddPhrase(Role::kRecipient, child);
      if (relation == Relation::kAcl || relation == Relation::kCcomp) {
        if (const int doer = tree_.Child(child, {Relation::kNsubj}); doer >= 0)
          collector_.AddPhrase(Role::kRecipient, doer);
      }
    }
    for (int child : tree_.Children(trigger_.predicate)) {
      if (tree_[child].relation != Relation::kAdvcl && tree_[child].relation != Relation::kXcomp) continue;
      if (const int doer = tree_.Child(child, {Relation::kNsubj}); doer >= 0)
        collector_.AddPhrase(Role::kRecipient, doer);
    }
  }

  // "with X", also of the verb that this one completes: who works with X to hold a meeting meets X.
  void AddPartners() {
    const language::Token& predicate = tree_[trigger_.predicate];
    const bool completes = predicate.relation == Relation::kAdvcl || predicate.relation == Relation::kXcomp;
    if (completes && predicate.treebank_tag == "VB") {
      for (int child : tree_.Children(predicate.head)) {
        if (tree_[child].relation == Relation::kObl && tree_.Preposition(child) == "with") {
          collector_.AddPhrase(Role::kActor, child);
        }
      }
    }
    ForComplements({"with", "between"}, [&](int token) { collector_.AddPhrase(Role::kActor, token); });
  }

  void AddHost() {
    if (trigger_.match.complement >= 0)
      collector_.AddPhrase(Role::kRecipient, trigger_.match.complement);
    else if (object_ >= 0)
      collector_.AddPhrase(Role::kRecipient, object_);
    else
      ForComplements({"to"}, [&](int token) { collector_.AddPhrase(Role::kRecipient, token); });
  }

  template <typename Visit>
  void ForComplements(std::initializer_list<absl::string_view> prepositions, Visit visit) {
    for (int head : {trigger_.predicate, trigger_.match.object}) {
      if (head < 0) continue;
      for (int child : tree_.Children(head)) {
        const Relation relation = tree_[child].relation;
        if (relation != Relation::kObl && relation != Relation::kNmod) continue;
        if (absl::c_linear_search(prepositions, tree_.Preposition(child))) visit(child);
      }
    }
  }

  const Tree& tree_;
  const Entities& entities_;
  const Trigger& trigger_;
  ParticipantCollector collector_;
  int object_ = -1;
};

bool HasOfPhrase(const Tree& tree, int noun) {
  return absl::c_any_of(tree.Children(noun), [&](int child) {
    return tree[child].relation == Relation::kNmod && tree.Preposition(child) == "of";
  });
}

// The part that a noun's dependent plays; unset: none.
std::optional<Role> RoleOfDependent(const Tree& tree, int child, RoleScheme roles) {
  const bool undergoes = roles == RoleScheme::kUndergo || roles == RoleScheme::kReceiver;
  switch (tree[child].relation) {
    case Relation::kNmodPoss:
      // "his killing", but "the army's killing of the farmer"
      return undergoes && !HasOfPhrase(tree, tree[child].head) ? Role::kRecipient : Role::kActor;
    case Relation::kCompound:
    case Relation::kAmod:
    case Relation::kNmodDesc:
      return Role::kActor;
    case Relation::kNmod:
    case Relation::kObl:
    case Relation::kOblAgent:
      break;
    default:
      return std::nullopt;
  }
  const absl::string_view preposition = tree.Preposition(child);
  const bool mutual = roles == RoleScheme::kMutual || roles == RoleScheme::kEncounter;
  if (preposition == "by" || preposition == "between" || preposition == "among") return Role::kActor;
  if (preposition == "of") return undergoes ? Role::kRecipient : Role::kActor;
  if (preposition == "with") return mutual ? Role::kActor : Role::kRecipient;
  if (preposition == "to" && roles != RoleScheme::kSubject && !mutual) return Role::kRecipient;
  if (preposition == "into" && undergoes) return Role::kRecipient;
  if ((preposition == "against" || preposition == "on" || preposition == "for" || preposition == "from") &&
      (roles == RoleScheme::kObject || roles == RoleScheme::kAddressee || roles == RoleScheme::kTarget)) {
    return Role::kRecipient;
  }
  return std::nullopt;
}

// The mention that begins at `token`, or after a determiner there; nullptr: none.
const Mention* MentionFrom(const Entities& entities, int token) {
  const auto first = absl::c_lower_bound(entities.mentions, token,
                                         [](const Mention& mention, int t) { return mention.begin_token < t; });
  return first != entities.mentions.end() && first->begin_token == token ? &*first : nullptr;
}

// The first mention of an entity of `type` that begins at `token` or soon after; nullptr: none.
const Mention* MentionOfType(const Entities& entities, int token, language::NameType type) {
  auto mention =
      absl::c_lower_bound(entities.mentions, token, [](const Mention& m, int t) { return m.begin_token < t; });
  for (; mention != entities.mentions.end() && mention->begin_token < token + kLongestTitle; ++mention) {
    if (entities.entities[mention->entities[0]].type == type) return &*mention;
  }
  return nullptr;
}

// "the call between A and B", where the tree hung A or B elsewhere: a preposition right behind a noun is the noun's.
void AddWordsAfterNoun(const Tree& tree, const Entities& entities, const Trigger& trigger,
                       ParticipantCollector& collector) {
  const int preposition = trigger.token + 1;
  if (preposition + 1 >= tree.size() || tree[preposition].lemma != "between") return;
  const Mention* first = MentionFrom(entities, preposition + 1);
  if (first == nullptr) return;
  collector.AddMention(Role::kActor, *first);
  const int conjunction = first->end_token;
  if (conjunction + 1 >= tree.size() || tree[conjunction].lemma != "and") return;
  const language::NameType type = entities.entities[first->entities[0]].type;
  const Mention* second = MentionOfType(entities, conjunction + 1, type);
  if (second != nullptr) collector.AddMention(Role::kActor, *second);
}

void FillNounRoles(const Tree& tree, const Entities& entities, const Trigger& trigger,
                   std::vector<CandidateParticipant>& participants) {
  ParticipantCollector collector(tree, entities, participants);
  for (int child : tree.Children(trigger.token)) {
    const std::optional<Role> role = RoleOfDependent(tree, child, trigger.match.frame->roles);
    if (!role.has_value() || IsTownBefore(tree, entities, child)) continue;
    if (*role == Role::kRecipient)
      collector.AddPhraseOrContents(*role, child);
    else
      collector.AddPhrase(*role, child);
  }
  AddWordsAfterNoun(tree, entities, trigger, collector);
}

}  // namespace

bool IsTownBefore(const Tree& tree, const Entities& entities, int token) {
  if (tree[token].relation != Relation::kCompound && tree[token].relation != Relation::kAmod) return false;
  const Mention* mention = entities.MentionWithHead(token);
  return mention != nullptr && entities.entities[mention->entities[0]].type == language::NameType::kPlace;
}

std::vector<CandidateParticipant> ParticipantsOf(const Tree& tree, const Entities& entities, const Trigger& trigger) {
  std::vector<CandidateParticipant> participants;
  if (!trigger.nominal || trigger.predicate != trigger.token) VerbRoles(tree, entities, trigger, participants).Fill();
  if (trigger.nominal) FillNounRoles(tree, entities, trigger, participants);
  return participants;
}

}  // namespace dateline::extraction
