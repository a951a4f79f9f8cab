#include "query_service/rpc/request_validation.h"

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "query_service/rpc/field_checks.h"

namespace dateline::rpc {
namespace {

absl::Status FirstError(std::initializer_list<absl::Status> checks) {
  for (const absl::Status& check : checks) {
    if (!check.ok()) return check;
  }
  return absl::OkStatus();
}

absl::Status CheckEntityNames(const v1::FactFilter& filter) {
  for (int index = 0; index < filter.entities_size(); ++index) {
    const absl::Status checked = CheckEntityName(filter.entities(index), absl::StrCat("filter.entities[", index, "]"));
    if (!checked.ok()) return checked;
  }
  return filter.counterpart().empty() ? absl::OkStatus() : CheckEntityName(filter.counterpart(), "filter.counterpart");
}

absl::Status CheckCounts(const v1::FactFilter& filter, const RequestLimits& limits) {
  return FirstError({
      CheckCount(filter.entities_size(), limits.max_filter_values, "filter.entities"),
      CheckCount(filter.roles_size(), limits.max_filter_values, "filter.roles"),
      CheckCount(filter.kinds_size(), limits.max_filter_values, "filter.kinds"),
      CheckCount(filter.event_types_size(), limits.max_filter_values, "filter.event_types"),
      CheckCount(filter.modalities_size(), limits.max_filter_values, "filter.modalities"),
      CheckCount(filter.publishers_size(), limits.max_filter_values, "filter.publishers"),
  });
}

absl::Status CheckFilter(const v1::FactFilter& filter, const RequestLimits& limits) {
  return FirstError({
      CheckCounts(filter, limits),
      CheckEntityNames(filter),
      CheckEnums(filter.roles(), v1::ParticipantRole_IsValid, "filter.roles"),
      CheckEnums(filter.kinds(), v1::FactKind_IsValid, "filter.kinds"),
      CheckEnums(filter.event_types(), v1::EventType_IsValid, "filter.event_types"),
      CheckEnums(filter.modalities(), v1::Modality_IsValid, "filter.modalities"),
      CheckDateRange(filter.valid_time(), "filter.valid_time"),
      filter.article().empty() ? absl::OkStatus() : CheckArticleName(filter.article(), "filter.article"),
  });
}

}  // namespace

absl::Status Validate(const v1::GetFactRequest& request, const RequestLimits&) {
  return CheckFactName(request.name(), "name");
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
  return absl::OkStatus();
}

absl::Status Validate(const v1::ListFactsRequest& request, const RequestLimits& limits) {
  const absl::Status page_size = CheckPageSize(request.page_size(), limits.max_page_size);
  return page_size.ok() ? CheckFilter(request.filter(), limits) : page_size;
}

absl::Status Validate(const v1::GetEntityRequest& request, const RequestLimits&) {
  return CheckEntityName(request.name(), "name");
}

absl::Status Validate(const v1::ListEntitiesRequest& request, const RequestLimits& limits) {
  return FirstError({
      CheckPageSize(request.page_size(), limits.max_page_size),
      CheckEnum(request.type(), v1::EntityType_IsValid, true, "type"),
      CheckCountryCode(request.country_code(), "country_code"),
  });
}

absl::Status Validate(const v1::ResolveEntitiesRequest& request, const RequestLimits& limits) {
  const int text_bytes = static_cast<int>(request.text().size());
  if (text_bytes == 0 || text_bytes > limits.max_text_bytes) {
    return errors::FieldError("FIELD_INVALID", "text",
                              absl::StrCat("has ", text_bytes, " bytes; must have 1 to ", limits.max_text_bytes));
  }
  if (request.max_results() < 0 || request.max_results() > limits.max_resolve_results) {
    return errors::FieldError(
        "FIELD_INVALID", "max_results",
        absl::StrCat("is ", request.max_results(), "; must be 0 (the default) to ", limits.max_resolve_results));
  }
  return FirstError({
      CheckEnum(request.type(), v1::EntityType_IsValid, true, "type"),
      CheckCountryCode(request.country_code(), "country_code"),
  });
}

}  // namespace dateline::rpc
