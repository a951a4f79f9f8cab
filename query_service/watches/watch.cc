#include "query_service/watches/watch.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/tokens.h"
#include "query_service/index/index_state.h"
#include "query_service/watches/watch_events.h"

namespace dateline::watches {
namespace {

constexpr int kPresentOfResponse = 200;

// Has the index begun anew between the two, as far as they say?
bool BeganAnew(const feed_client::FeedPosition& before, const feed_client::FeedPosition& after) {
  return !after.is_whole() || after.feed_id != before.feed_id || after.whole_from != before.whole_from ||
         after.offset < before.offset;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Watch>> Watch::Create(v1::WatchFactsRequest request, const answers::Answers& answers,
                                                     const index::IndexReader& reader, WatchHub& hub,
                                                     const WatchLimits& limits) {
  absl::StatusOr<StandingQuery> query = StandingQuery::Create(request.filter(), request.query());
  if (!query.ok()) return query.status();
  WatchPosition position;
  if (!request.resume_token().empty()) {
    absl::StatusOr<WatchPosition> parsed = ParseWatchToken(request);
    if (!parsed.ok()) return parsed.status();
    position = *std::move(parsed);
  }
  std::unique_ptr<Watch> watch(new Watch(std::move(request), *std::move(query), answers, reader, hub, limits));
  watch->position_ = std::move(position);
  return watch;
}

Watch::~Watch() {
  if (id_.has_value()) hub_.Remove(*id_);
}

void Watch::Cancel() {
  if (const WatchId id = cancel_id_; id != 0) hub_.WakeNow(id);
}

absl::Status Watch::Begin() {
  if (request_.resume_token().empty()) {
    const absl::StatusOr<answers::ReadState> state = answers::OpenReadState(reader_, answers::ReadPoint());
    if (!state.ok()) return state.status();
    position_.feed_id = state->revision().feed_id;
    position_.seen = state->at;
    lists_present_ = request_.include_present();
  } else {
    lists_present_ = !position_.page_token.empty();
  }
  if (query_.CountsSources()) {
    const absl::Status followed =
        answers_.corroboration().FollowTo(reader_.Newest()->state.position.offset, absl::Now() + kTimeToCompare);
    if (!followed.ok()) return followed;
  }
  const absl::StatusOr<WatchId> id = hub_.Add(query_, position_.seen);
  if (!id.ok()) return id.status();
  id_ = *id;
  cancel_id_ = *id;
  return absl::OkStatus();
}

void Watch::WhenDue(absl::Time deadline, WatchHub::Wake wake) {
  if (awaits_.has_value()) return hub_.WhenFollowed(*id_, *awaits_, deadline, std::move(wake));
  hub_.WhenDue(*id_, position_.seen, deadline, std::move(wake));
}

absl::Status Watch::CheckReach(const feed_client::FeedPosition& index) const {
  // Before the first contact no feed is another one.
  if (!index.feed_id.empty() && index.feed_id != position_.feed_id) {
    return errors::FieldError("PAGE_TOKEN_INVALID", "resume_token", "of another feed than this index follows");
  }
  if (position_.seen >= index.whole_from) return absl::OkStatus();
  return errors::Error(absl::StatusCode::kOutOfRange, "STATE_COMPACTED",
                       absl::StrCat("the index knows nothing of what happened between change ", position_.seen, " and ",
                                    index.whole_from, "; begin anew, with include_present"));
}

absl::StatusOr<std::optional<v1::WatchFactsResponse>> Watch::Next(bool bookmark_due) {
  const answers::AnswersEnd::Scope scope(answers_.end());
  if (!id_.has_value()) {
    if (absl::Status begun = Begin(); !begun.ok()) return begun;
    bookmark_due = true;  // the caller gets its first token at once
  }
  const std::shared_ptr<const index::IndexVersion> newest = reader_.Newest();
  const feed_client::FeedPosition& index = newest->state.position;
  if (absl::Status reached = CheckReach(index); !reached.ok()) return reached;
  if (absl::Status damage = hub_.damage(); !damage.ok()) return damage;
  awaits_.reset();
  // The position may come from another replica, which is ahead of this one.
  const int64_t needed = lists_present_ ? position_.seen : position_.commit_end;
  if (!index.is_whole() || index.offset < needed) return Wait(bookmark_due);
  const WatchPosition before = position_;
  const bool listed_present = lists_present_;
  auto response = lists_present_ ? NextPresent() : NextEvents(bookmark_due);
  if (!response.ok() || !response->has_value()) return response;
  const absl::StatusOr<bool> began_anew = BeganAnewSince(*newest);
  if (!began_anew.ok()) return began_anew.status();
  if (!*began_anew) return response;
  // What was read may be of both.
  position_ = before;
  lists_present_ = listed_present;
  return Wait(bookmark_due);
}

// Of what is read of the tables only they say it in time.
absl::StatusOr<bool> Watch::BeganAnewSince(const index::IndexVersion& before) {
  const bool has_read_tables = std::exchange(reads_tables_, false) || query_.CountsSources();
  if (reader_.Newest()->generation != before.generation) return true;
  if (!has_read_tables) return false;
  absl::StatusOr<store::ReaderPool::Lease> tables = reader_.BorrowTables();
  if (!tables.ok()) return tables.status();
  const absl::StatusOr<index::IndexState> state = index::ReadState(**tables);
  if (!state.ok()) return state.status();
  return state->generation != before.state.generation || BeganAnew(before.state.position, state->position);
}

std::optional<v1::WatchFactsResponse> Watch::Wait(bool bookmark_due) {
  awaits_ = std::max(position_.seen, position_.commit_end);
  if (!bookmark_due) return std::nullopt;
  return Finish({}, /*is_caught_up=*/!lists_present_ && position_.commit_end == 0);
}

absl::StatusOr<std::optional<v1::WatchFactsResponse>> Watch::NextEvents(bool bookmark_due) {
  v1::WatchFactsResponse response;
  size_t bytes = 0;
  bool has_looked = false;
  const absl::Time end = absl::Now() + limits_.max_turn;
  do {
    const auto commit = NextCommit();
    if (!commit.ok()) return commit.status();
    if (*commit == nullptr) {
      if (!has_looked && !bookmark_due) return std::nullopt;
      return Finish(std::move(response), /*is_caught_up=*/true);
    }
    const absl::StatusOr<bool> has_room = AddEvents(**commit, bytes, response);
    if (!has_room.ok()) return has_room.status();
    if (!*has_room) break;
    has_looked = true;
  } while (absl::Now() < end);
  return Finish(std::move(response), /*is_caught_up=*/false);
}

// Null: all that the index has was looked at.
absl::StatusOr<std::shared_ptr<const index::CommitChanges>> Watch::NextCommit() {
  int64_t limit = position_.commit_end;
  const bool is_within_commit = limit != 0;
  if (!is_within_commit) {
    const WatchHub::Turn turn = hub_.NextTurn(*id_, position_.seen);
    // The hub has not heard yet that the index begins anew.
    if (turn.look_to > reader_.Newest()->state.position.offset && turn.look_from < turn.look_to) {
      awaits_ = turn.look_to;
      return nullptr;
    }
    position_.seen = turn.look_from;
    if (turn.look_from == turn.look_to) return nullptr;
    if (turn.commit != nullptr) return turn.commit;
    limit = turn.look_to;
  }
  reads_tables_ = true;
  absl::StatusOr<store::ReaderPool::Lease> tables = reader_.BorrowTables();
  if (!tables.ok()) return tables.status();
  absl::StatusOr<std::vector<index::CommitChanges>> commits = index::ReadCommits(**tables, position_.seen, limit, 1);
  if (!commits.ok()) return commits.status();
  index::CommitChanges& commit = commits->front();
  if (commit.end < position_.commit_end) {
    return errors::FieldError("PAGE_TOKEN_INVALID", "resume_token", "of a transaction that does not end there");
  }
  return std::make_shared<const index::CommitChanges>(std::move(commit));
}

absl::StatusOr<bool> Watch::AddEvents(const index::CommitChanges& commit, size_t& bytes,
                                      v1::WatchFactsResponse& response) {
  bool has_room = true;
  const auto add = [&](const EventOrder& order, v1::WatchEvent event) {
    has_room = response.events_size() < limits_.max_events && bytes < limits_.max_bytes;
    if (!has_room) return false;
    bytes += event.ByteSizeLong();
    *response.add_events() = std::move(event);
    position_.told = order;
    return true;
  };
  const absl::Status visited = VisitEvents(reader_, answers_.corroboration(), commit, query_, position_.told, add);
  if (!visited.ok()) return visited;
  if (!has_room) {
    position_.commit_end = commit.end;
    return false;
  }
  position_.seen = commit.end;
  position_.commit_end = 0;
  position_.told = {};
  return true;
}

absl::StatusOr<std::optional<v1::WatchFactsResponse>> Watch::NextPresent() {
  reads_tables_ = true;
  const absl::StatusOr<v1::ListFactsResponse> page = ReadPage();
  if (!page.ok()) return page.status();
  v1::WatchFactsResponse response;
  for (const v1::Fact& fact : page->facts()) {
    v1::WatchEvent& event = *response.add_events();
    event.set_kind(v1::WATCH_EVENT_KIND_MATCH);
    event.set_cause(v1::WATCH_EVENT_CAUSE_PRESENT);
    event.set_fact_name(fact.name());
    *event.mutable_fact() = fact;
  }
  position_.page_token = page->next_page_token();
  lists_present_ = !position_.page_token.empty();
  return Finish(std::move(response), !lists_present_);
}

absl::StatusOr<v1::ListFactsResponse> Watch::ReadPage() const {
  v1::Consistency consistency;
  consistency.set_at_exact(answers::RevisionToken({position_.feed_id, position_.seen}));
  v1::ListFactsResponse facts;
  if (!query_.words().has_value()) {
    v1::ListFactsRequest request;
    *request.mutable_filter() = query_.filter();
    request.set_page_size(kPresentOfResponse);
    request.set_page_token(position_.page_token);
    *request.mutable_consistency() = consistency;
    const absl::StatusOr<std::string> bytes = answers_.ListFacts(request, absl::InfiniteFuture());
    if (!bytes.ok()) return bytes.status();
    facts.ParseFromString(*bytes);
    return facts;
  }
  v1::SearchFactsRequest request;
  request.set_query(request_.query());
  *request.mutable_filter() = query_.filter();
  request.set_order_by(v1::FACT_ORDER_RECORDED);
  request.set_page_size(kPresentOfResponse);
  request.set_page_token(position_.page_token);
  *request.mutable_consistency() = consistency;
  const absl::StatusOr<std::string> bytes = answers_.SearchFacts(request, absl::InfiniteFuture());
  if (!bytes.ok()) return bytes.status();
  v1::SearchFactsResponse found;
  found.ParseFromString(*bytes);
  for (v1::FactHit& hit : *found.mutable_hits()) *facts.add_facts() = std::move(*hit.mutable_fact());
  facts.set_next_page_token(found.next_page_token());
  return facts;
}

v1::WatchFactsResponse Watch::Finish(v1::WatchFactsResponse response, bool is_caught_up) const {
  response.set_resume_token(WatchToken(request_, position_));
  if (is_caught_up) response.set_revision_token(answers::RevisionToken({position_.feed_id, position_.seen}));
  return response;
}

}  // namespace dateline::watches
