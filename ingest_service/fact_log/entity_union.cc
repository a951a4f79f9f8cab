#include "ingest_service/fact_log/entity_union.h"

#include <cassert>
#include <set>
#include <string>

namespace dateline::fact_log {
namespace {

bool IsBetterDisplayName(const std::string& candidate, const std::string& current) {
  if (candidate.size() != current.size()) return candidate.size() > current.size();
  return candidate < current;
}

std::set<std::string> NamesOf(const v1::Entity& entity) {
  std::set<std::string> names(entity.aliases().begin(), entity.aliases().end());
  if (!entity.display_name().empty()) names.insert(entity.display_name());
  return names;
}

// Two articles that disagree are both kept by their facts; the entity shows the first code in byte order.
std::string CountryOf(const v1::Entity& one, const v1::Entity& other) {
  if (one.country_code().empty() || other.country_code().empty()) return one.country_code() + other.country_code();
  return std::min(one.country_code(), other.country_code());
}

}  // namespace

bool AddKnowledge(const v1::Entity& seen, v1::Entity& known) {
  assert(seen.name() == known.name());
  const bool is_known = seen.display_name() == known.display_name() && seen.type() == known.type() &&
                        seen.country_code() == known.country_code() && seen.aliases_size() == 0;
  if (is_known) return false;
  v1::Entity merged = known;
  if (IsBetterDisplayName(seen.display_name(), known.display_name())) merged.set_display_name(seen.display_name());
  if (known.type() == v1::ENTITY_TYPE_UNSPECIFIED) merged.set_type(seen.type());
  merged.set_country_code(CountryOf(seen, known));
  std::set<std::string> names = NamesOf(known);
  names.merge(NamesOf(seen));
  names.erase(merged.display_name());
  merged.clear_aliases();
  for (const std::string& name : names) merged.add_aliases(name);
  const bool changed = merged.SerializeAsString() != known.SerializeAsString();
  known = std::move(merged);
  return changed;
}

}  // namespace dateline::fact_log
