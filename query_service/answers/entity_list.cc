#include "query_service/answers/entity_list.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/unicode/fold.h"
#include "query_service/answers/entity_facts.h"
#include "query_service/answers/tokens.h"

namespace dateline::answers {
namespace {

// Every word stands in the name; the last may be the beginning of one.
bool HasWords(absl::string_view name, const std::vector<std::string>& wanted) {
  const std::vector<std::string> words = unicode::FoldedWords(name);
  const bool has_all = std::all_of(wanted.begin(), wanted.end() - 1, [&](const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  });
  return has_all && std::any_of(words.begin(), words.end(),
                                [&](const std::string& word) { return absl::StartsWith(word, wanted.back()); });
}

// A request as it is compared with entities.
class EntityConditions {
 public:
  EntityConditions(const ReadState& state, const v1::ListEntitiesRequest& request, Holders holders)
      : state_(state), request_(request), words_(unicode::FoldedWords(request.query())), holders_(std::move(holders)) {}

  const std::vector<std::string>& words() const { return words_; }
  const Holders& holders() const { return holders_; }

  bool Matches(const v1::Entity& entity) const {
    if (request_.type() != v1::ENTITY_TYPE_UNSPECIFIED && entity.type() != request_.type()) return false;
    if (!request_.country_code().empty() && entity.country_code() != request_.country_code()) return false;
    if (holders_.has_value() &&
        !holders_->contains(state_.snapshot.merged_names().StandsFor(entity.name(), state_.at))) {
      return false;
    }
    if (words_.empty() || HasWords(entity.display_name(), words_)) return true;
    return std::any_of(entity.aliases().begin(), entity.aliases().end(),
                       [this](const std::string& alias) { return HasWords(alias, words_); });
  }

 private:
  const ReadState& state_;
  const v1::ListEntitiesRequest& request_;
  const std::vector<std::string> words_;
  const Holders holders_;
};

absl::StatusOr<v1::Entity> Parse(const index::EntityRow& row) {
  v1::Entity entity;
  if (entity.ParseFromString(row.bytes)) return entity;
  return absl::DataLossError(absl::StrCat("the stored entity of change ", row.recorded_from, " is damaged"));
}

// Collects the first `count` entities that match and come after a name.
class Listed {
 public:
  Listed(ReadState& state, const EntityConditions& conditions, absl::string_view after, size_t count)
      : state_(state), conditions_(conditions), after_(after), count_(count) {}

  absl::Status Offer(const index::EntityRow& row) {
    if (row.recorded_from > state_.at || row.recorded_to <= state_.at) return absl::OkStatus();
    const absl::StatusOr<v1::Entity> entity = Parse(row);
    if (!entity.ok()) return entity.status();
    if (entity->name() <= after_ || !conditions_.Matches(*entity)) return absl::OkStatus();
    bytes_of_name_[entity->name()] = row.bytes;
    if (bytes_of_name_.size() > count_) bytes_of_name_.erase(std::prev(bytes_of_name_.end()));
    return absl::OkStatus();
  }

  absl::Status OfferNames(const std::set<std::string>& holders, absl::Time deadline) {
    for (const std::string& holder : holders) {
      if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
      for (const std::string& name : state_.snapshot.merged_names().NamesOf(holder, state_.at)) {
        const absl::StatusOr<std::optional<index::EntityRow>> row = state_.snapshot.FindEntity(name, state_.at);
        if (!row.ok()) return row.status();
        if (!row->has_value()) continue;
        if (absl::Status offered = Offer(**row); !offered.ok()) return offered;
      }
    }
    return absl::OkStatus();
  }

  // Of a whole word, or of the beginning of one.
  absl::Status OfferWords(const std::vector<std::string>& words, absl::Time deadline) {
    absl::StatusOr<std::vector<int64_t>> versions = words.size() == 1
                                                        ? state_.snapshot.FindEntitiesByPrefix(words.front())
                                                        : state_.snapshot.FindEntitiesByWord(words.front());
    if (!versions.ok()) return versions.status();
    for (const int64_t recorded_from : *versions) {
      if (recorded_from > state_.at) continue;
      if (absl::Status in_time = CheckDeadline(deadline); !in_time.ok()) return in_time;
      const absl::StatusOr<index::EntityRow> row = state_.snapshot.ReadEntity(recorded_from);
      if (!row.ok()) return row.status();
      if (absl::Status offered = Offer(*row); !offered.ok()) return offered;
    }
    return absl::OkStatus();
  }

  const std::map<std::string, std::string>& bytes_of_name() const { return bytes_of_name_; }

 private:
  ReadState& state_;
  const EntityConditions& conditions_;
  const absl::string_view after_;
  const size_t count_;
  std::map<std::string, std::string> bytes_of_name_;
};

}  // namespace

absl::Status VisitListedEntities(ReadState& state, const v1::ListEntitiesRequest& request, absl::string_view after,
                                 absl::Time deadline,
                                 absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) {
  absl::StatusOr<Holders> holders = FindHolders(state, request.office(), deadline);
  if (!holders.ok()) return holders.status();
  const EntityConditions conditions(state, request, *std::move(holders));
  if (conditions.words().empty() && !conditions.holders().has_value()) {
    return state.snapshot.VisitEntities(
        after, {request.type(), request.country_code()}, state.at, [deadline] { return CheckDeadline(deadline); },
        take);
  }
  // One more shows that there are more.
  Listed listed(state, conditions, after, PageSizeOf(request) + 1);
  const absl::Status offered = conditions.holders().has_value() ? listed.OfferNames(*conditions.holders(), deadline)
                                                                : listed.OfferWords(conditions.words(), deadline);
  if (!offered.ok()) return offered;
  for (const auto& [name, bytes] : listed.bytes_of_name()) {
    if (!take(name, bytes)) break;
  }
  return absl::OkStatus();
}

}  // namespace dateline::answers
