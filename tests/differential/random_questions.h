// Random questions about a random history.
#ifndef DATELINE_TESTS_DIFFERENTIAL_RANDOM_QUESTIONS_H_
#define DATELINE_TESTS_DIFFERENTIAL_RANDOM_QUESTIONS_H_

#include <algorithm>
#include <string>
#include <vector>

#include "dateline/v1/query_service.pb.h"
#include "platform/unicode/fold.h"
#include "tests/index_model/random_history.h"
#include "tests/index_model/text_query.h"

namespace dateline::testing {

// Asks for few things at a time, so that many questions have an answer.
class RandomQuestions {
 public:
  explicit RandomQuestions(uint32_t seed) : history_(seed), random_(seed) {}

  v1::FactFilter Filter() {
    v1::FactFilter filter = history_.NextFilter();
    // A filter of many fields matches nothing.
    std::vector<const google::protobuf::FieldDescriptor*> fields;
    filter.GetReflection()->ListFields(filter, &fields);
    while (fields.size() > 3) {
      const size_t place = static_cast<size_t>(Below(static_cast<int>(fields.size())));
      filter.GetReflection()->ClearField(&filter, fields[place]);
      fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(place));
    }
    return filter;
  }

  v1::ListFactsRequest ListFacts() {
    v1::ListFactsRequest request;
    *request.mutable_filter() = Filter();
    request.set_order_by(static_cast<v1::FactOrder>(Below(4)));
    request.set_ascending(Below(3) == 0);
    request.set_view(static_cast<v1::FactView>(Below(3)));
    return request;
  }

  v1::SearchFactsRequest SearchFacts(const TextQuery& query) {
    v1::SearchFactsRequest request;
    request.set_query(Write(query, random_));
    if (Below(2) == 0) *request.mutable_filter() = Filter();
    request.set_order_by(static_cast<v1::FactOrder>(Below(5)));
    request.set_ascending(Below(3) == 0);
    request.set_view(static_cast<v1::FactView>(Below(3)));
    return request;
  }

  v1::AggregateFactsRequest AggregateFacts(const TextQuery* query) {
    v1::AggregateFactsRequest request;
    if (query != nullptr) request.set_query(Write(*query, random_));
    if (Below(2) == 0) *request.mutable_filter() = Filter();
    std::vector<int> dimensions(v1::FactDimension_MAX);
    for (size_t i = 0; i < dimensions.size(); ++i) dimensions[i] = static_cast<int>(i) + 1;
    std::shuffle(dimensions.begin(), dimensions.end(), random_);
    for (int count = Below(3); count >= 0; --count) {
      request.add_group_by(static_cast<v1::FactDimension>(dimensions[static_cast<size_t>(count)]));
    }
    if (Below(2) == 0) request.set_max_groups(1 + Below(30));
    request.set_order_by(static_cast<v1::FactGroupOrder>(Below(3)));
    return request;
  }

  v1::ListCounterpartsRequest ListCounterparts() {
    v1::ListCounterpartsRequest request;
    request.set_entity(history_.EntityName());
    if (Below(2) == 0) *request.mutable_filter() = Filter();
    return request;
  }

  v1::ListEntitiesRequest ListEntities() {
    v1::ListEntitiesRequest request;
    if (Below(2) == 0) request.set_type(static_cast<v1::EntityType>(1 + Below(4)));
    if (Below(2) == 0) request.set_country_code(history_.CountryCode());
    if (Below(2) == 0) request.set_query(history_.Words(1 + Below(2)));
    if (Below(2) == 0) request.set_query(unicode::Fold(request.query()).substr(0, 1 + request.query().size() / 2));
    if (Below(3) == 0) request.set_office(history_.Words(1 + Below(2)));
    return request;
  }

  v1::ResolveEntitiesRequest ResolveEntities() {
    v1::ResolveEntitiesRequest request;
    request.set_text(Below(4) == 0 ? history_.Alias() : history_.Words(1 + Below(3)));
    if (Below(3) == 0) request.set_type(static_cast<v1::EntityType>(1 + Below(4)));
    if (Below(3) == 0) request.set_country_code(history_.CountryCode());
    if (Below(4) == 0) request.set_office(history_.Words(1));
    // More than there are.
    request.set_max_results(100);
    return request;
  }

  TextQuery Text(int depth = 2) {
    switch (Below(depth == 0 ? 4 : 8)) {
      case 0:
      case 1:
        return {TextQuery::Kind::kWord, {Folded(history_.Word())}};
      case 2: {
        const std::string word = Folded(history_.Word());
        return {TextQuery::Kind::kPrefix, {word.substr(0, static_cast<size_t>(2 + Below(3)))}};
      }
      case 3:
        return {TextQuery::Kind::kPhrase, {Folded(history_.Word()), Folded(history_.Word())}};
      case 4:
        return {TextQuery::Kind::kAny, {}, {Text(depth - 1), Text(depth - 1)}};
      case 5:
        return {TextQuery::Kind::kAll, {}, {Text(depth - 1), {TextQuery::Kind::kNot, {}, {Text(depth - 1)}}}};
      default:
        return {TextQuery::Kind::kAll, {}, {Text(depth - 1), Text(depth - 1)}};
    }
  }

  std::string EntityName() { return history_.EntityName(); }
  std::string FactName() { return history_.FactName(); }
  // 0 to limit - 1.
  int Below(int limit) { return history_.Below(limit); }

 private:
  static std::string Folded(const std::string& word) { return unicode::FoldedWords(word).front(); }

  RandomHistory history_;
  std::mt19937 random_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_DIFFERENTIAL_RANDOM_QUESTIONS_H_
