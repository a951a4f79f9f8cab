// Answers over an index in a folder of its own.
#ifndef DATELINE_TESTS_QUERY_SERVICE_ANSWERS_ANSWER_FIXTURE_H_
#define DATELINE_TESTS_QUERY_SERVICE_ANSWERS_ANSWER_FIXTURE_H_

#include <string>
#include <utility>
#include <vector>

#include "query_service/answers/answers.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/tokens.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::testing {

class AnswerFixture : public IndexFixture {
 protected:
  AnswerFixture() : answers_(reader_, answers::AnswerLimits()) {}

  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(absl::StatusOr<std::string> (answers::Answers::*method)(const Request&, absl::Time)
                                   const,
                               const Request& request) {
    return AskFrom<Response>(answers_, method, request);
  }
  template <typename Response, typename Request>
  static absl::StatusOr<Response> AskFrom(const answers::Answers& answers,
                                          absl::StatusOr<std::string> (answers::Answers::*method)(const Request&,
                                                                                                  absl::Time) const,
                                          const Request& request) {
    const absl::StatusOr<std::string> bytes = (answers.*method)(request, absl::InfiniteFuture());
    if (!bytes.ok()) return bytes.status();
    Response response;
    EXPECT_TRUE(response.ParseFromString(*bytes));
    return response;
  }

  absl::StatusOr<v1::ListFactsResponse> ListFacts(const v1::ListFactsRequest& request) {
    return Ask<v1::ListFactsResponse>(&answers::Answers::ListFacts, request);
  }

  template <typename Items>
  static std::vector<std::string> NamesOf(const Items& items) {
    std::vector<std::string> names;
    for (const auto& item : items) names.push_back(item.name());
    return names;
  }

  static v1::Consistency AtExact(int64_t offset, const std::string& feed_id = "feed") {
    v1::Consistency consistency;
    consistency.set_at_exact(answers::RevisionToken({feed_id, offset}));
    return consistency;
  }

  answers::ReadState OpenNewest() { return *answers::OpenReadState(reader_, answers::ReadPoint()); }
  answers::ReadState OpenAt(int64_t offset) {
    return *answers::OpenReadState(reader_, {answers::ReadPoint::Kind::kExactly, {"feed", offset}, {}});
  }

  answers::Answers answers_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_QUERY_SERVICE_ANSWERS_ANSWER_FIXTURE_H_
