#include "cli/entity_lookup.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace dateline::cli {

absl::StatusOr<std::vector<std::string>> LookUpEntities(ServiceClient<v1::QueryService>& client,
                                                        const std::string& text, const v1::Consistency& consistency) {
  if (absl::StartsWith(text, "entities/")) return std::vector<std::string>{text};
  v1::ResolveEntitiesRequest request;
  request.set_text(text);
  *request.mutable_consistency() = consistency;
  const auto response = client.Call(&v1::QueryService::Stub::ResolveEntities, request);
  if (!response.ok()) return response.status();
  if (response->entities().empty()) return absl::NotFoundError(absl::StrCat("nobody named '", text, "' is known"));
  std::vector<std::string> names;
  for (const v1::ResolvedEntity& resolved : response->entities()) {
    if (resolved.score() == response->entities(0).score()) names.push_back(resolved.entity().name());
  }
  return names;
}

absl::StatusOr<std::string> LookUpEntity(ServiceClient<v1::QueryService>& client, const std::string& text,
                                         const v1::Consistency& consistency) {
  const absl::StatusOr<std::vector<std::string>> names = LookUpEntities(client, text, consistency);
  if (!names.ok()) return names.status();
  if (names->size() == 1) return names->front();
  return absl::InvalidArgumentError(
      absl::StrCat("'", text, "' may be ", names->size(), " entities; choose one that `dateline resolve` lists"));
}

}  // namespace dateline::cli
