#include "query_service/index/posted_terms.h"

#include <map>
#include <set>

#include "absl/strings/str_join.h"
#include "platform/unicode/fold.h"
#include "query_service/index/fact_days.h"

namespace dateline::index {
namespace {

void AddParticipants(const v1::Fact& fact, std::vector<PostedTerm>& terms) {
  std::map<std::string, RoleSet> roles_of_entity;
  RoleSet all_roles = 0;
  for (const v1::Participant& participant : fact.participants()) {
    roles_of_entity[participant.entity()] |= RoleBit(participant.role());
    all_roles |= RoleBit(participant.role());
  }
  for (const auto& [entity, roles] : roles_of_entity) {
    if (!entity.empty()) terms.push_back({{TermField::kFactEntity, entity}, roles});
  }
  for (int role = v1::ParticipantRole_MIN; role <= v1::ParticipantRole_MAX; ++role) {
    if (all_roles & (RoleSet{1} << role)) terms.push_back({EnumTerm(TermField::kFactRole, role)});
  }
}

void AddMonths(const v1::FactTime& time, std::vector<PostedTerm>& terms) {
  const std::vector<std::string> months = MonthsOf(DaysOf(time).range, kMaxMonthsOfFact);
  if (months.empty()) terms.push_back({{TermField::kFactLongTime, ""}});
  for (const std::string& month : months) terms.push_back({{TermField::kFactMonth, month}});
}

}  // namespace

std::vector<PostedTerm> TermsOfFact(const v1::Fact& fact, absl::string_view publisher) {
  std::vector<PostedTerm> terms;
  terms.push_back({{TermField::kEveryFact, ""}});
  AddParticipants(fact, terms);
  terms.push_back({EnumTerm(TermField::kFactKind, fact.kind())});
  if (fact.event_type() != v1::EVENT_TYPE_UNSPECIFIED) {
    terms.push_back({EnumTerm(TermField::kFactEventType, fact.event_type())});
  }
  terms.push_back({EnumTerm(TermField::kFactModality, fact.modality())});
  terms.push_back({{TermField::kFactArticle, std::string(ArticleOfFact(fact.name()))}});
  if (!publisher.empty()) terms.push_back({{TermField::kFactPublisher, std::string(publisher)}});
  if (fact.has_time()) AddMonths(fact.time(), terms);
  return terms;
}

std::vector<PostedTerm> TermsOfEntity(const v1::Entity& entity) {
  std::set<Term> terms = {{TermField::kEveryEntity, ""}, {TermField::kEntityName, WholeName(entity.display_name())}};
  for (const std::string& alias : entity.aliases()) terms.insert({TermField::kEntityAlias, WholeName(alias)});
  for (const std::string& word : unicode::FoldedWords(entity.display_name()))
    terms.insert({TermField::kEntityWord, word});
  for (const std::string& alias : entity.aliases()) {
    for (const std::string& word : unicode::FoldedWords(alias)) terms.insert({TermField::kEntityWord, word});
  }
  if (!entity.merged_into().empty()) terms.insert({TermField::kEntityMergedInto, entity.merged_into()});
  std::vector<PostedTerm> posted;
  for (const Term& term : terms) posted.push_back({term});
  return posted;
}

std::string WholeName(absl::string_view name) { return absl::StrJoin(unicode::FoldedWords(name), " "); }

absl::string_view ArticleOfFact(absl::string_view fact_name) {
  const size_t end = fact_name.find("/facts/");
  return end == absl::string_view::npos ? absl::string_view() : fact_name.substr(0, end);
}

}  // namespace dateline::index
