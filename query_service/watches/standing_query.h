// What a watch looks for.
#ifndef DATELINE_QUERY_SERVICE_WATCHES_STANDING_QUERY_H_
#define DATELINE_QUERY_SERVICE_WATCHES_STANDING_QUERY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/fact_filter.pb.h"
#include "query_service/answers/corroboration.h"
#include "query_service/answers/fact_selection.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/search_query.h"

namespace dateline::watches {

// Immutable; any number of threads may use it.
class StandingQuery {
 public:
  // `words` as SearchFactsRequest.query; empty: none. REQUIRES: the filter is valid. INVALID_ARGUMENT (FIELD_INVALID):
  // the words are not.
  static absl::StatusOr<StandingQuery> Create(const v1::FactFilter& filter, absl::string_view words);

  const v1::FactFilter& filter() const { return filter_; }
  const std::optional<answers::SearchQuery>& words() const { return words_; }

  bool CountsSources() const { return answers::CountsSources(filter_); }

  // Every entity that the filter names.
  std::vector<std::string> Entities() const;

 private:
  StandingQuery(v1::FactFilter filter, std::optional<answers::SearchQuery> words)
      : filter_(std::move(filter)), words_(std::move(words)) {}

  v1::FactFilter filter_;
  std::optional<answers::SearchQuery> words_;
};

// A standing query at a state.
class StandingQueryAt {
 public:
  // All must outlive it. REQUIRES: `corroboration` has followed to the state, if the query counts sources.
  StandingQueryAt(const StandingQuery& query, const answers::ReadState& state,
                  const answers::Corroboration& corroboration);

  // The facts of `view` that hold at the state and match.
  segments::DocSet Select(const segments::SegmentView& view) const;

  // Keys of terms, of which a fact that matches has one at least, for each field and each word that has such.
  std::vector<std::vector<std::string>> Fields() const;

 private:
  const StandingQuery& query_;
  answers::FactSelection selection_;
};

}  // namespace dateline::watches

#endif  // DATELINE_QUERY_SERVICE_WATCHES_STANDING_QUERY_H_
