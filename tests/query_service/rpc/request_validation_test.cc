#include "query_service/rpc/request_validation.h"

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "platform/errors/errors.h"
#include "tests/query_service/index/sample_changes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::DateOf;
using ::dateline::testing::IsOk;
using ::testing::ElementsAre;

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
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.add_publishers(""); }),
            "FIELD_INVALID filter.publishers[0]");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.add_modes(std::string(257, 'x')); }),
            "FIELD_INVALID filter.modes[0]");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.add_contexts(""); }), "FIELD_INVALID filter.contexts[0]");
  EXPECT_EQ(
      wrong_with([](v1::FactFilter& filter) { *filter.mutable_published()->mutable_last() = DateOf(2025, 2, 30); }),
      "FIELD_INVALID filter.published.last");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.mutable_recorded()->mutable_begin_time()->set_nanos(-1); }),
            "FIELD_INVALID filter.recorded.begin_time");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) {
              for (const char* code : {"VN", "KH", "vn"}) filter.add_countries(code);
            }),
            "FIELD_INVALID filter.countries[2]");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.add_places("Hanoi"); }), "NAME_INVALID filter.places[0]");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) { filter.add_speakers("x"); }), "NAME_INVALID filter.speakers[0]");
  for (const double confidence : {-0.1, 1.1, std::nan("")}) {
    EXPECT_EQ(wrong_with([confidence](v1::FactFilter& filter) { filter.set_min_confidence(confidence); }),
              "FIELD_INVALID filter.min_confidence");
  }
  for (const int count : {-1, 101}) {
    EXPECT_EQ(wrong_with([count](v1::FactFilter& filter) { filter.set_min_independent_sources(count); }),
              "FIELD_INVALID filter.min_independent_sources");
  }
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) {
              for (int i = 0; i < 101; ++i) filter.add_publishers("VNA");
            }),
            "FIELD_INVALID filter.publishers");
  EXPECT_EQ(wrong_with([](v1::FactFilter& filter) {
              for (int i = 0; i < 101; ++i) filter.add_entities("entities/x");
            }),
            "FIELD_INVALID filter.entities");
}

TEST(Validate, NamesEveryFieldThatIsWrong) {
  v1::SearchFactsRequest request;
  request.mutable_filter()->add_entities("x");
  request.mutable_filter()->set_min_confidence(2);
  request.set_page_size(-1);
  const absl::Status status = Validate(request, RequestLimits());
  EXPECT_EQ(errors::Reason(status), "FIELD_INVALID");
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  google::rpc::BadRequest bad_request;
  ASSERT_TRUE(payload.has_value() && bad_request.ParseFromString(std::string(*payload)));
  std::vector<std::string> fields;
  for (const auto& violation : bad_request.field_violations()) fields.push_back(violation.field());
  EXPECT_THAT(fields, ElementsAre("query", "page_size", "filter.entities[0]", "filter.min_confidence"));
}

TEST(Validate, ListFactsKnowsItsOrdersAndViews) {
  v1::ListFactsRequest request;
  request.set_order_by(v1::FACT_ORDER_CONFIDENCE);
  request.set_view(v1::FACT_VIEW_BASIC);
  EXPECT_EQ(Wrong(request), "");
  request.set_order_by(v1::FACT_ORDER_RELEVANCE);
  EXPECT_EQ(Wrong(request), "FIELD_INVALID order_by");
  request.set_order_by(static_cast<v1::FactOrder>(9));
  EXPECT_EQ(Wrong(request), "ENUM_UNKNOWN order_by");
  request.clear_order_by();
  request.set_view(static_cast<v1::FactView>(9));
  EXPECT_EQ(Wrong(request), "ENUM_UNKNOWN view");
}

TEST(Validate, EveryReadChecksTheMomentThatItIsAskedFor) {
  v1::Consistency consistency;
  consistency.mutable_as_of_recorded()->set_nanos(-1);
  const auto wrong = [&](auto request) {
    *request.mutable_consistency() = consistency;
    return Wrong(request);
  };
  v1::GetFactRequest get_fact;
  get_fact.set_name("articles/a/facts/1");
  v1::BatchGetFactsRequest batch;
  batch.add_names("articles/a/facts/1");
  v1::SearchFactsRequest search;
  search.set_query("trade");
  v1::AggregateFactsRequest aggregate;
  aggregate.add_group_by(v1::FACT_DIMENSION_KIND);
  v1::ListCounterpartsRequest counterparts;
  counterparts.set_entity("entities/x");
  v1::GetEntityRequest get_entity;
  get_entity.set_name("entities/x");
  v1::ResolveEntitiesRequest resolve;
  resolve.set_text("x");
  v1::ExplainFactRequest explain;
  explain.set_name("articles/a/facts/1");
  const std::string field = "FIELD_INVALID consistency.as_of_recorded";
  EXPECT_EQ(wrong(get_fact), field);
  EXPECT_EQ(wrong(batch), field);
  EXPECT_EQ(wrong(v1::ListFactsRequest()), field);
  EXPECT_EQ(wrong(search), field);
  EXPECT_EQ(wrong(aggregate), field);
  EXPECT_EQ(wrong(counterparts), field);
  EXPECT_EQ(wrong(get_entity), field);
  EXPECT_EQ(wrong(v1::ListEntitiesRequest()), field);
  EXPECT_EQ(wrong(resolve), field);
  EXPECT_EQ(wrong(explain), field);
  EXPECT_EQ(wrong(v1::ExportFactsRequest()), field);
}

TEST(Validate, SearchFactsWantsWords) {
  v1::SearchFactsRequest request;
  EXPECT_EQ(Wrong(request), "FIELD_INVALID query");
  request.set_query(std::string(1025, 'x'));
  EXPECT_EQ(Wrong(request), "FIELD_INVALID query");
  request.set_query(std::string(1024, 'x'));
  request.set_order_by(v1::FACT_ORDER_RELEVANCE);
  EXPECT_EQ(Wrong(request), "");
  request.set_page_size(1001);
  EXPECT_EQ(Wrong(request), "PAGE_SIZE_INVALID page_size");
  request.mutable_filter()->add_entities("x");
  request.set_page_size(0);
  EXPECT_EQ(Wrong(request), "NAME_INVALID filter.entities[0]");
}

TEST(Validate, AggregateFactsWantsOneToThreeDimensions) {
  v1::AggregateFactsRequest request;
  EXPECT_EQ(Wrong(request), "FIELD_INVALID group_by");
  request.add_group_by(v1::FACT_DIMENSION_MONTH);
  request.add_group_by(v1::FACT_DIMENSION_EVENT_TYPE);
  EXPECT_EQ(Wrong(request), "");
  request.add_group_by(v1::FACT_DIMENSION_MONTH);
  EXPECT_EQ(Wrong(request), "FIELD_INVALID group_by[2]");
  request.set_group_by(2, v1::FACT_DIMENSION_UNSPECIFIED);
  EXPECT_EQ(Wrong(request), "FIELD_INVALID group_by[2]");
  request.set_group_by(2, static_cast<v1::FactDimension>(99));
  EXPECT_EQ(Wrong(request), "ENUM_UNKNOWN group_by[2]");
  request.set_group_by(2, v1::FACT_DIMENSION_ENTITY);
  request.add_group_by(v1::FACT_DIMENSION_PLACE);
  EXPECT_EQ(Wrong(request), "FIELD_INVALID group_by");
}

TEST(Validate, AggregateFactsChecksEveryOtherField) {
  v1::AggregateFactsRequest request;
  request.add_group_by(v1::FACT_DIMENSION_MONTH);
  request.set_order_by(static_cast<v1::FactGroupOrder>(9));
  EXPECT_EQ(Wrong(request), "ENUM_UNKNOWN order_by");
  request.set_max_groups(10'001);
  EXPECT_EQ(Wrong(request), "FIELD_INVALID max_groups");
  request.set_query(std::string(1025, 'x'));
  EXPECT_EQ(Wrong(request), "FIELD_INVALID query");
  request.mutable_filter()->add_countries("x");
  EXPECT_EQ(Wrong(request), "FIELD_INVALID filter.countries[0]");
}

TEST(Validate, ListCounterpartsChecksEveryField) {
  v1::ListCounterpartsRequest request;
  EXPECT_EQ(Wrong(request), "NAME_INVALID entity");
  request.set_entity("entities/x");
  EXPECT_EQ(Wrong(request), "");
  request.set_page_size(1001);
  EXPECT_EQ(Wrong(request), "PAGE_SIZE_INVALID page_size");
  request.mutable_filter()->add_countries("x");
  EXPECT_EQ(Wrong(request), "FIELD_INVALID filter.countries[0]");
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
  request = v1::ListEntitiesRequest();
  request.set_query(std::string(257, 'x'));
  EXPECT_EQ(Wrong(request), "FIELD_INVALID query");
  request.set_query("bui");
  request.set_office(std::string(257, 'x'));
  EXPECT_EQ(Wrong(request), "FIELD_INVALID office");
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
  request.set_max_results(0);
  request.set_office(std::string(257, 'x'));
  EXPECT_EQ(Wrong(request), "FIELD_INVALID office");
  request.set_max_results(100);
  request.set_country_code("Vietnam");
  EXPECT_EQ(Wrong(request), "FIELD_INVALID country_code");
  request.set_type(static_cast<v1::EntityType>(77));
  EXPECT_EQ(Wrong(request), "ENUM_UNKNOWN type");
}

}  // namespace
}  // namespace dateline::rpc
