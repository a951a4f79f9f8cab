#include "query_service/rpc/request_validation.h"

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/errors/field_errors.h"
#include "query_service/rpc/field_checks.h"

namespace dateline::rpc {
namespace {

absl::Status CheckOptional(const std::string& name, absl::Status (*check)(absl::string_view, absl::string_view),
                           absl::string_view field) {
  return name.empty() ? absl::OkStatus() : check(name, field);
}

absl::Status CheckConfidence(const v1::FactFilter& filter) {
  // NaN compares false.
  if (filter.min_confidence() >= 0 && filter.min_confidence() <= 1) return absl::OkStatus();
  return errors::FieldError("FIELD_INVALID", "filter.min_confidence", "must be 0 to 1");
}

absl::Status CheckFilter(const v1::FactFilter& filter, const RequestLimits& limits) {
  const int count = limits.max_filter_values;
  return errors::JoinFieldErrors({
      CheckEntityNames(filter.entities(), count, "filter.entities"),
      CheckOptional(filter.counterpart(), CheckEntityName, "filter.counterpart"),
      CheckEnums(filter.roles(), count, v1::ParticipantRole_IsValid, "filter.roles"),
      CheckEnums(filter.kinds(), count, v1::FactKind_IsValid, "filter.kinds"),
      CheckEnums(filter.event_types(), count, v1::EventType_IsValid, "filter.event_types"),
      CheckEnums(filter.modalities(), count, v1::Modality_IsValid, "filter.modalities"),
      CheckDateRange(filter.valid_time(), "filter.valid_time"),
      CheckOptional(filter.article(), CheckArticleName, "filter.article"),
      CheckTexts(filter.publishers(), count, limits.max_text_bytes, "filter.publishers"),
      CheckTexts(filter.modes(), count, limits.max_text_bytes, "filter.modes"),
      CheckTexts(filter.contexts(), count, limits.max_text_bytes, "filter.contexts"),
      CheckDateRange(filter.published(), "filter.published"),
      CheckTimeRange(filter.recorded(), "filter.recorded"),
      CheckCountryCodes(filter.countries(), count, "filter.countries"),
      CheckEntityNames(filter.places(), count, "filter.places"),
      CheckEntityNames(filter.speakers(), count, "filter.speakers"),
      CheckConfidence(filter),
      CheckLimit(filter.min_independent_sources(), limits.max_independent_sources, "filter.min_independent_sources"),
  });
}

absl::Status CheckConsistency(const v1::Consistency& consistency) {
  if (!consistency.has_as_of_recorded()) return absl::OkStatus();
  return CheckTimestamp(consistency.as_of_recorded(), "consistency.as_of_recorded");
}

// What ListFacts and SearchFacts have in common.
template <typename Request>
absl::Status CheckPageOfFacts(const Request& request, const RequestLimits& limits) {
  return errors::JoinFieldErrors({
      CheckPageSize(request.page_size(), limits.max_page_size),
      CheckFilter(request.filter(), limits),
      CheckEnum(request.order_by(), v1::FactOrder_IsValid, true, "order_by"),
      CheckEnum(request.view(), v1::FactView_IsValid, true, "view"),
      CheckConsistency(request.consistency()),
  });
}

absl::Status CheckDimensions(const v1::AggregateFactsRequest& request, const RequestLimits& limits) {
  if (request.group_by().empty()) return errors::FieldError("FIELD_INVALID", "group_by", "must not be empty");
  const absl::Status known =
      CheckEnums(request.group_by(), limits.max_dimensions, v1::FactDimension_IsValid, "group_by");
  if (!known.ok()) return known;
  for (int index = 0; index < request.group_by_size(); ++index) {
    for (int before = 0; before < index; ++before) {
      if (request.group_by(before) != request.group_by(index)) continue;
      return errors::FieldError("FIELD_INVALID", absl::StrCat("group_by[", index, "]"), "is there already");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckBookmarkInterval(int interval, const RequestLimits& limits) {
  const int least = limits.min_bookmark_interval_ms, most = limits.max_bookmark_interval_ms;
  if (interval == 0 || (interval >= least && interval <= most)) return absl::OkStatus();
  return errors::FieldError("FIELD_INVALID", "bookmark_interval_ms",
                            absl::StrCat(interval, "; 0, or from ", least, " to ", most));
}

}  // namespace

absl::Status Validate(const v1::GetFactRequest& request, const RequestLimits&) {
  return errors::JoinFieldErrors({CheckFactName(request.name(), "name"), CheckConsistency(request.consistency())});
}

absl::Status Validate(const v1::ExplainFactRequest& request, const RequestLimits&) {
  return errors::JoinFieldErrors({CheckFactName(request.name(), "name"), CheckConsistency(request.consistency())});
}

absl::Status Validate(const v1::ExportFactsRequest& request, const RequestLimits& limits) {
  return errors::JoinFieldErrors({
      CheckFilter(request.filter(), limits),
      CheckEnum(request.view(), v1::FactView_IsValid, true, "view"),
      CheckConsistency(request.consistency()),
  });
}

absl::Status Validate(const v1::WatchFactsRequest& request, const RequestLimits& limits) {
  return errors::JoinFieldErrors({
      CheckBookmarkInterval(request.bookmark_interval_ms(), limits),
      CheckFilter(request.filter(), limits),
      CheckText(request.query(), 0, limits.max_query_bytes, "query"),
  });
}

absl::Status Validate(const v1::BatchGetFactsRequest& request, const RequestLimits& limits) {
  if (request.names().empty()) return errors::FieldError("FIELD_INVALID", "names", "must not be empty");
  if (request.names_size() > limits.max_batch_size) {
    return errors::FieldError(
        "BATCH_TOO_LARGE", "names",
        absl::StrCat("has ", request.names_size(), " names; at most ", limits.max_batch_size, " are allowed"));
  }
  for (int index = 0; index < request.names_size(); ++index) {
    const absl::Status checked = CheckFactName(request.names(index), absl::StrCat("names[", index, "]"));
    if (!checked.ok()) return checked;
  }
  return CheckConsistency(request.consistency());
}

absl::Status Validate(const v1::ListFactsRequest& request, const RequestLimits& limits) {
  const bool has_order = request.order_by() != v1::FACT_ORDER_RELEVANCE;
  return errors::JoinFieldErrors({
      has_order ? absl::OkStatus()
                : errors::FieldError("FIELD_INVALID", "order_by", "no words are looked for; use SearchFacts"),
      CheckPageOfFacts(request, limits),
  });
}

absl::Status Validate(const v1::SearchFactsRequest& request, const RequestLimits& limits) {
  return errors::JoinFieldErrors({
      CheckText(request.query(), 1, limits.max_query_bytes, "query"),
      CheckPageOfFacts(request, limits),
  });
}

absl::Status Validate(const v1::AggregateFactsRequest& request, const RequestLimits& limits) {
  return errors::JoinFieldErrors({
      CheckFilter(request.filter(), limits),
      CheckText(request.query(), 0, limits.max_query_bytes, "query"),
      CheckDimensions(request, limits),
      CheckLimit(request.max_groups(), limits.max_groups, "max_groups"),
      CheckEnum(request.order_by(), v1::FactGroupOrder_IsValid, true, "order_by"),
      CheckConsistency(request.consistency()),
  });
}

absl::Status Validate(const v1::ListCounterpartsRequest& request, const RequestLimits& limits) {
  return errors::JoinFieldErrors({
      CheckEntityName(request.entity(), "entity"),
      CheckFilter(request.filter(), limits),
      CheckPageSize(request.page_size(), limits.max_page_size),
      CheckConsistency(request.consistency()),
  });
}

absl::Status Validate(const v1::GetEntityRequest& request, const RequestLimits&) {
  return errors::JoinFieldErrors({CheckEntityName(request.name(), "name"), CheckConsistency(request.consistency())});
}

absl::Status Validate(const v1::ListEntitiesRequest& request, const RequestLimits& limits) {
  return errors::JoinFieldErrors({
      CheckPageSize(request.page_size(), limits.max_page_size),
      CheckEnum(request.type(), v1::EntityType_IsValid, true, "type"),
      CheckCountryCode(request.country_code(), "country_code"),
      CheckText(request.query(), 0, limits.max_text_bytes, "query"),
      CheckText(request.office(), 0, limits.max_text_bytes, "office"),
      CheckConsistency(request.consistency()),
  });
}

absl::Status Validate(const v1::ResolveEntitiesRequest& request, const RequestLimits& limits) {
  return errors::JoinFieldErrors({
      CheckText(request.text(), 1, limits.max_text_bytes, "text"),
      CheckEnum(request.type(), v1::EntityType_IsValid, true, "type"),
      CheckCountryCode(request.country_code(), "country_code"),
      CheckLimit(request.max_results(), limits.max_resolve_results, "max_results"),
      CheckText(request.office(), 0, limits.max_text_bytes, "office"),
      CheckConsistency(request.consistency()),
  });
}

}  // namespace dateline::rpc
