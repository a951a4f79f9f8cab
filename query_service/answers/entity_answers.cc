#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/entity_facts.h"
#include "query_service/answers/entity_list.h"
#include "query_service/answers/merged_entities.h"
#include "query_service/answers/message_writer.h"
#include "query_service/answers/name_resolution.h"
#include "query_service/answers/read_state.h"

namespace dateline::answers {
namespace {

constexpr int kDefaultMaxResults = 10;

absl::StatusOr<v1::Entity> ReadEntity(ReadState& state, const std::string& name) {
  absl::StatusOr<std::optional<v1::Entity>> entity = FindStoredEntity(state, name);
  if (!entity.ok()) return entity.status();
  if (!entity->has_value()) return EntityNotFound(name);
  if (absl::Status added = AddNamesOfMerged(state, **entity); !added.ok()) return added;
  return **std::move(entity);
}

}  // namespace

absl::StatusOr<std::string> Answers::GetEntity(const v1::GetEntityRequest& request, absl::Time deadline) const {
  absl::StatusOr<ReadState> state = OpenReadState(reader_, request.consistency());
  if (!state.ok()) return state.status();
  absl::StatusOr<v1::Entity> entity = ReadEntity(*state, request.name());
  if (!entity.ok()) return entity.status();
  const absl::StatusOr<std::vector<v1::EntityOffice>> offices = FindOffices(*state, request.name(), deadline);
  if (!offices.ok()) return offices.status();
  const auto type_counts = CountFactTypes(*state, request.name(), deadline);
  if (!type_counts.ok()) return type_counts.status();
  v1::GetEntityResponse response;
  *response.mutable_entity() = *std::move(entity);
  response.mutable_entity()->mutable_offices()->Assign(offices->begin(), offices->end());
  for (const v1::FactTypeCount& count : InOrder(*type_counts)) {
    *response.add_fact_type_counts() = count;
    response.set_fact_count(response.fact_count() + count.fact_count());
  }
  response.set_revision_token(RevisionToken(state->revision()));
  return response.SerializeAsString();
}

absl::StatusOr<std::string> Answers::ListEntities(const v1::ListEntitiesRequest& request, absl::Time deadline) const {
  const absl::StatusOr<WalkStart> start = FindWalkStart(request);
  if (!start.ok()) return start.status();
  absl::StatusOr<ReadState> state = OpenReadState(reader_, start->point);
  if (!state.ok()) return state.status();
  const size_t page_size = PageSizeOf(request);
  MessageWriter response;
  std::string last;
  bool has_more = false;
  size_t count = 0;
  const absl::Status visited =
      VisitListedEntities(*state, request, start->last, deadline, [&](absl::string_view name, absl::string_view bytes) {
        has_more = count == page_size || (count > 0 && response.size() + bytes.size() > limits_.max_page_bytes);
        if (has_more) return false;
        response.AddMessage(v1::ListEntitiesResponse::kEntitiesFieldNumber, bytes);
        last = std::string(name);
        ++count;
        return true;
      });
  if (!visited.ok()) return visited;
  if (has_more) {
    response.AddText(v1::ListEntitiesResponse::kNextPageTokenFieldNumber,
                     PageToken(request, {state->revision(), last}));
  }
  response.AddText(v1::ListEntitiesResponse::kRevisionTokenFieldNumber, RevisionToken(state->revision()));
  return response.Take();
}

absl::StatusOr<std::string> Answers::ResolveEntities(const v1::ResolveEntitiesRequest& request,
                                                     absl::Time deadline) const {
  absl::StatusOr<ReadState> state = OpenReadState(reader_, request.consistency());
  if (!state.ok()) return state.status();
  const size_t max_results = request.max_results() == 0 ? kDefaultMaxResults : request.max_results();
  const auto ranked = ResolveName(*state, request, max_results, limits_.max_resolve_candidates, deadline);
  if (!ranked.ok()) return ranked.status();
  v1::ResolveEntitiesResponse response;
  const auto end = ranked->begin() + static_cast<std::ptrdiff_t>(std::min(ranked->size(), max_results));
  response.mutable_entities()->Assign(ranked->begin(), end);
  response.set_revision_token(RevisionToken(state->revision()));
  return response.SerializeAsString();
}

absl::StatusOr<v1::GetIndexStatusResponse> Answers::GetIndexStatus() const {
  const index::Snapshot snapshot(reader_);
  const index::IndexState& state = snapshot.state();
  v1::GetIndexStatusResponse response;
  response.set_applied_offset(state.position.offset);
  response.set_store_bytes(reader_.StoreBytes());
  if (state.commit_time.has_value()) *response.mutable_applied_commit_time() = *state.commit_time;
  response.set_fact_count(state.totals.facts);
  response.set_entity_count(state.totals.entities);
  response.set_article_count(state.totals.articles);
  response.set_feed_id(state.position.feed_id);
  if (state.position.feed_id.empty() || !state.position.is_whole()) return response;
  response.set_revision_token(RevisionToken({state.position.feed_id, state.position.offset}));
  response.set_earliest_offset(std::max<int64_t>(1, state.position.whole_from));
  response.set_content_checksum(absl::StrFormat("%016x", state.totals.checksum));
  return response;
}

}  // namespace dateline::answers
