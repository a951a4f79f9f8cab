#include "query_service/rpc/request_validation.h"

#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/index/sample_changes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::IsOk;

// What is wrong with a request: the reason, and the field.
template <typename Request>
std::string Wrong(const Request& request) {
  const absl::Status status = Validate(request, RequestLimits());
  return status.ok() ? "" : errors::Reason(status) + " " + errors::InvalidField(status);
}

TEST(Validate, GetFactWantsAName) {
  v1::GetFactRequest request;
  EXPECT_EQ(Wrong(request), "NAME_INVALID name");
  request.set_name("articles/a/facts/1");
  EXPECT_EQ(Wrong(request), "");
}

TEST(Validate, BatchGetFactsWantsOneToAThousandNames) {
  v1::BatchGetFactsRequest request;
  EXPECT_EQ(Wrong(request), "FIELD_INVALID names");
  for (int i = 0; i < 1000; ++i) request.add_names("articles/a/facts/1");
  EXPECT_EQ(Wrong(request), "");
  request.add_names("articles/a/facts/1");
  EXPECT_EQ(Wrong(request), "BATCH_TOO_LARGE names");
}

TEST(Validate, BatchGetFactsNamesTheWrongName) {
  v1::BatchGetFactsRequest request;
  request.add_names("articles/a/facts/1");
  request.add_names("x");
  EXPECT_EQ(Wrong(request), "NAME_INVALID names[1]");
}

TEST(Validate, ListFactsWithoutAFilterIsFine) { EXPECT_EQ(Wrong(v1::ListFactsRequest()), ""); }

TEST(Validate, ListFactsChecksEveryFieldOfTheFilter) {
  const auto wrong_with = [](const std::function<void(v1::FactFilter&)>& change) {
    v1::ListFactsRequest request;
    change(*request.mutable_filter());
    return Wrong(request);
  };
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.add_entities("x"); }), "NAME_INVALID filter.entities[0]");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.set_counterpart("x"); }), "NAME_INVALID filter.counterpart");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.set_article("x"); }), "NAME_INVALID filter.article");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.add_roles(static_cast<v1::ParticipantRole>(99)); }),
            "ENUM_UNKNOWN filter.roles[0]");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.add_kinds(static_cast<v1::FactKind>(-1)); }),
            "ENUM_UNKNOWN filter.kinds[0]");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.add_event_types(v1::EVENT_TYPE_UNSPECIFIED); }),
            "FIELD_INVALID filter.event_types[0]");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.add_modalities(static_cast<v1::Modality>(5)); }),
            "ENUM_UNKNOWN filter.modalities[0]");
  EXPECT_EQ(
      wrong_with([](v1::FactFilter& filter) { *filter.mutable_valid_time()->mutable_first() = DateOf(2025, 2, 30); }),
      "FIELD_INVALID filter.valid_time.first");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) {
              for (int i = 0; i < 101; ++i) filter.add_publishers("VNA");
            }),
            "FIELD_INVALID filter.publishers");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) {
              for (int i = 0; i < 101; ++i) filter.add_entities("entities/x");
            }),
            "FIELD_INVALID filter.entities");
}

TEST(Validate, ListFactsLimitsThePage) {
  v1::ListFactsRequest request;
  request.set_page_size(1001);
  EXPECT_EQ(Wrong(request), "PAGE_SIZE_INVALID page_size");
  request.set_page_size(-1);
  EXPECT_EQ(Wrong(request), "PAGE_SIZE_INVALID page_size");
  request.set_page_size(1000);
  EXPECT_EQ(Wrong(request), "");
}

TEST(Validate, GetEntityWantsAName) {
  v1::GetEntityRequest request;
  EXPECT_EQ(Wrong(request), "NAME_INVALID name");
  request.set_name("entities/x");
  EXPECT_EQ(Wrong(request), "");
}

TEST(Validate, ListEntitiesChecksEveryField) {
  v1::ListEntitiesRequest request;
  EXPECT_EQ(Wrong(request), "");
  request.set_country_code("vn");
  EXPECT_EQ(Wrong(request), "FIELD_INVALID country_code");
  request.set_type(static_cast<v1::EntityType>(77));
  EXPECT_EQ(Wrong(request), "ENUM_UNKNOWN type");
  request.set_page_size(-5);
  EXPECT_EQ(Wrong(request), "PAGE_SIZE_INVALID page_size");
}

TEST(Validate, ResolveEntitiesChecksEveryField) {
  v1::ResolveEntitiesRequest request;
  EXPECT_EQ(Wrong(request), "FIELD_INVALID text");
  request.set_text(std::string(257, 'x'));
  EXPECT_EQ(Wrong(request), "FIELD_INVALID text");
  request.set_text(std::string(256, 'x'));
  EXPECT_EQ(Wrong(request), "");
  request.set_max_results(101);
  EXPECT_EQ(Wrong(request), "FIELD_INVALID max_results");
  request.set_max_results(100);
  request.set_country_code("Vietnam");
  EXPECT_EQ(Wrong(request), "FIELD_INVALID country_code");
  request.set_type(static_cast<v1::EntityType>(77));
  EXPECT_EQ(Wrong(request), "ENUM_UNKNOWN type");
}

}  // namespace
}  // namespace dateline::rpc
