#include "query_service/answers/corroboration.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/claim_candidates.h"
#include "query_service/answers/told_facts.h"
#include "query_service/claims/relation.h"
#include "query_service/segments/fact_term.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::FactPlace;
using segments::SegmentView;

// Between two looks at the clock.
constexpr int64_t kChangesOfStep = 64;
constexpr size_t kMostKnown = 1 << 14;

absl::Status NotCompared(int64_t followed, int64_t at) {
  return errors::Error(
      absl::StatusCode::kDeadlineExceeded, "FACTS_NOT_COMPARED",
      absl::StrCat("the facts up to change ", followed, " of ", at, " are compared with each other so far; ask again"));
}

// Nothing: it was purged.
std::optional<FactPlace> FindRecorded(const segments::FactIndex& facts, int64_t recorded_from) {
  for (const SegmentView& view : facts.views()) {
    const std::optional<Doc> doc = view.segment->FindRecorded(recorded_from);
    if (doc.has_value()) return FactPlace{&view, *doc};
  }
  return std::nullopt;
}

// recorded_from of the facts that hold at the state and name the entity by this name.
std::vector<int64_t> FactsNaming(const ReadState& state, const std::string& entity) {
  std::vector<int64_t> found;
  for (const SegmentView& view : state.facts().views()) {
    for (const segments::FactField field : {segments::FactField::kEntity, segments::FactField::kPlace}) {
      const std::optional<uint32_t> term = view.segment->FindTerm(segments::TermKey(field, entity));
      if (!term.has_value()) continue;
      DocSet facts = view.HoldingAt(state.at);
      view.segment->Docs(*term).AndInto(facts);
      facts.ForEach([&](Doc doc) { found.push_back(view.segment->recorded_from(doc)); });
    }
  }
  return found;
}

claims::LinkedFact LinkedFactOf(int64_t recorded_from, const claims::Testimony& testimony) {
  return {recorded_from, testimony.article, testimony.origin};
}

// Reads testimonies at a state, those of `known` only once.
class TestimonySource {
 public:
  TestimonySource(ReadState& state, absl::flat_hash_map<int64_t, std::shared_ptr<const claims::Testimony>>& known)
      : reader_(state), known_(known) {}

  absl::StatusOr<std::shared_ptr<const claims::Testimony>> Find(const FactPlace& place) {
    const int64_t recorded_from = place.recorded_from();
    if (const auto known = known_.find(recorded_from); known != known_.end()) return known->second;
    const absl::StatusOr<ToldFact> told = Read(place);
    if (!told.ok()) return told.status();
    if (known_.size() >= kMostKnown) known_.clear();
    return known_[recorded_from] = std::make_shared<const claims::Testimony>(reader_.TestimonyOf(*told));
  }

  absl::StatusOr<ToldFact> Read(const FactPlace& place) {
    const absl::StatusOr<std::string> bytes = place.ReadBytes();
    if (!bytes.ok()) return bytes.status();
    return reader_.Read(*bytes);
  }

 private:
  ToldFactReader reader_;
  absl::flat_hash_map<int64_t, std::shared_ptr<const claims::Testimony>>& known_;
};

}  // namespace

absl::Status Corroboration::FollowTo(int64_t at, absl::Time deadline) {
  threading::MutexLock following(following_);
  const index::IndexState state = reader_.Newest()->state;
  const bool is_another = state.position.feed_id != feed_id_ || state.position.whole_from != whole_from_ ||
                          state.position.offset < followed_;
  if (is_another) StartOver(state);
  while (followed_ < at) {
    if (absl::Now() >= deadline) return NotCompared(followed_, at);
    if (absl::Status stepped = Step(at); !stepped.ok()) return stepped;
  }
  return absl::OkStatus();
}

void Corroboration::StartOver(const index::IndexState& state) {
  feed_id_ = state.position.feed_id;
  whole_from_ = state.position.whole_from;
  followed_ = 0;
  known_.clear();
  threading::MutexLock lock(mutex_);
  links_ = claims::ClaimLinks();
}

absl::Status Corroboration::Step(int64_t at) {
  const absl::StatusOr<index::CommitChanges> changes = ReadStep(at);
  if (!changes.ok()) return changes.status();
  for (const int64_t recorded_from : changes->begun) {
    if (absl::Status compared = Compare(recorded_from, std::max(recorded_from, whole_from_)); !compared.ok()) {
      return compared;
    }
  }
  {
    threading::MutexLock lock(mutex_);
    for (const index::EndedFact& ended : changes->ended) links_.End(ended.recorded_from, ended.recorded_to);
    for (const std::string& article : changes->purged) links_.EndArticle(article, changes->end);
  }
  if (!changes->merged.empty()) {
    known_.clear();
    if (absl::Status compared = CompareRenamed(changes->merged, changes->end); !compared.ok()) return compared;
  }
  followed_ = changes->end;
  return absl::OkStatus();
}

// Ends where who is who changes or an article is purged, so that it does not matter how long the steps are.
absl::StatusOr<index::CommitChanges> Corroboration::ReadStep(int64_t at) const {
  absl::StatusOr<sqlite::ReaderPool::Lease> tables = reader_.BorrowTables();
  if (!tables.ok()) return tables.status();
  int64_t end = std::min(at, followed_ + kChangesOfStep);
  const absl::StatusOr<std::optional<int64_t>> next = index::FindMergeOrPurgeAfter(**tables, followed_);
  if (!next.ok()) return next.status();
  if (next->has_value()) end = std::min(end, **next);
  return index::ReadChangesBetween(**tables, followed_, end);
}

absl::Status Corroboration::Compare(int64_t recorded_from, int64_t at) {
  ReadState state{index::Snapshot(reader_), at};
  const std::optional<FactPlace> place = FindRecorded(state.facts(), recorded_from);
  if (!place.has_value()) return absl::OkStatus();
  TestimonySource source(state, known_);
  const absl::StatusOr<ToldFact> told = source.Read(*place);
  if (!told.ok()) return told.status();
  const auto own = source.Find(*place);
  if (!own.ok()) return own.status();
  const absl::StatusOr<ClaimCandidates> candidates =
      FindClaimCandidates(state, told->fact, (*own)->assertion.published, max_facts_compared_, absl::InfiniteFuture());
  if (!candidates.ok()) return candidates.status();
  std::vector<claims::LinkedFact> confirming;
  for (const FactPlace& other : candidates->facts) {
    const auto testimony = source.Find(other);
    if (!testimony.ok()) return testimony.status();
    if ((*testimony)->article == (*own)->article) continue;
    if (claims::Compare((*own)->assertion, (*testimony)->assertion) != claims::Relation::kConfirms) continue;
    confirming.push_back(LinkedFactOf(other.recorded_from(), **testimony));
  }
  threading::MutexLock lock(mutex_);
  for (const int64_t before : links_.ConfirmedBy(recorded_from, at)) {
    const bool is_so = absl::c_any_of(confirming, [before](const auto& each) { return each.recorded_from == before; });
    if (!is_so) links_.Withdraw(recorded_from, before, at);
  }
  for (const claims::LinkedFact& other : confirming) {
    links_.Confirm(LinkedFactOf(recorded_from, **own), other, at);
  }
  return absl::OkStatus();
}

absl::Status Corroboration::CompareRenamed(const std::vector<std::string>& entities, int64_t at) {
  // What came with a snapshot was compared at its state.
  if (at <= whole_from_) return absl::OkStatus();
  for (const std::string& entity : entities) {
    const ReadState state{index::Snapshot(reader_), at};
    for (const int64_t recorded_from : FactsNaming(state, entity)) {
      if (absl::Status compared = Compare(recorded_from, at); !compared.ok()) return compared;
    }
  }
  return absl::OkStatus();
}

int Corroboration::CountSources(int64_t recorded_from, int64_t at) const {
  threading::MutexLock lock(mutex_);
  return links_.CountSources(recorded_from, at);
}

void Corroboration::KeepConfirmed(const segments::Segment& segment, int64_t at, int min_sources, DocSet& facts) const {
  if (segment.fact_count() == 0) return;
  DocSet confirmed(segment.fact_count());
  const auto last = static_cast<Doc>(segment.fact_count() - 1);
  std::vector<int64_t> ever_confirmed;
  {
    threading::MutexLock lock(mutex_);
    ever_confirmed = links_.Confirmed(segment.recorded_from(0), segment.recorded_from(last));
  }
  for (const int64_t recorded_from : ever_confirmed) {
    const std::optional<Doc> doc = segment.FindRecorded(recorded_from);
    if (!doc.has_value() || !facts.Test(*doc)) continue;
    if (CountSources(recorded_from, at) >= min_sources) confirmed.Set(*doc);
  }
  facts.And(confirmed);
}

std::vector<int64_t> Corroboration::ChangedBetween(int64_t begin, int64_t end) const {
  threading::MutexLock lock(mutex_);
  return links_.ChangedBetween(begin, end);
}

}  // namespace dateline::answers
