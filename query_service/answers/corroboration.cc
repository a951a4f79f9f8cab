#include "query_service/answers/corroboration.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "platform/errors/errors.h"
#include "query_service/answers/claim_candidates.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/told_facts.h"
#include "query_service/claims/relation.h"
#include "query_service/segments/fact_term.h"

namespace dateline::answers {
namespace {

using segments::Doc;
using segments::DocSet;
using segments::FactPlace;
using segments::SegmentView;

constexpr int64_t kChangesOfStep = 64;  // at most
constexpr size_t kMostKnown = 1 << 14;
constexpr absl::Duration kLongestWait = absl::Seconds(60);

absl::Status NotCompared(int64_t followed, int64_t at) {
  return errors::Error(
      absl::StatusCode::kDeadlineExceeded, "FACTS_NOT_COMPARED",
      absl::StrCat("the facts up to change ", followed, " of ", at, " are compared with each other so far; ask again"));
}

// Whether there is time to go on.
absl::Status CheckTime(absl::Time deadline, int64_t followed, int64_t at) {
  absl::Status checked = CheckDeadline(deadline);
  return absl::IsDeadlineExceeded(checked) ? NotCompared(followed, at) : checked;
}

// recorded_from of the facts that hold at the state and name one of the entities by such a name; each once.
std::vector<int64_t> FactsNaming(const ReadState& state, const std::vector<std::string>& entities) {
  std::vector<int64_t> found;
  for (const SegmentView& view : state.facts().views()) {
    DocSet naming(view.segment->fact_count());
    for (const std::string& entity : entities) {
      for (const segments::FactField field : {segments::FactField::kEntity, segments::FactField::kPlace}) {
        const std::optional<uint32_t> term = view.segment->FindTerm(segments::TermKey(field, entity));
        if (term.has_value()) view.segment->Docs(*term).OrInto(naming);
      }
    }
    naming.And(view.HoldingAt(state.at));
    naming.ForEach([&](Doc doc) { found.push_back(view.segment->recorded_from(doc)); });
  }
  return found;
}

claims::LinkedFact LinkedFactOf(int64_t recorded_from, const claims::Testimony& testimony) {
  return {recorded_from, testimony.article, testimony.origin};
}

// Reads testimonies at a state, those of `known` only once.
class TestimonySource {
 public:
  // `generation`: of `known`, before `state` was opened.
  TestimonySource(ReadState& state, TestimonyCache& known, int64_t generation)
      : reader_(state), known_(known), generation_(generation) {}

  absl::StatusOr<TestimonyCache::Testimony> Find(const FactPlace& place) {
    const int64_t recorded_from = place.recorded_from();
    if (TestimonyCache::Testimony known = known_.Find(recorded_from); known != nullptr) return known;
    const absl::StatusOr<ToldFact> told = Read(place);
    if (!told.ok()) return told.status();
    auto testimony = std::make_shared<const claims::Testimony>(reader_.TestimonyOf(*told));
    known_.Add(recorded_from, testimony, generation_);
    return testimony;
  }

  absl::StatusOr<ToldFact> Read(const FactPlace& place) {
    const absl::StatusOr<std::string> bytes = place.ReadBytes();
    if (!bytes.ok()) return bytes.status();
    return reader_.Read(*bytes);
  }

 private:
  ToldFactReader reader_;
  TestimonyCache& known_;
  const int64_t generation_;
};

}  // namespace

Corroboration::Corroboration(const index::IndexReader& reader, size_t max_facts_compared)
    : reader_(reader), max_facts_compared_(max_facts_compared), known_(kMostKnown) {}

absl::Status Corroboration::FollowTo(int64_t at, absl::Time deadline) {
  {
    threading::MutexLock lock(mutex_);
    while (is_followed_ && !HasFollowed(at)) {
      if (absl::Status in_time = CheckTime(deadline, followed_, at); !in_time.ok()) return in_time;
      const absl::Duration left = std::min(deadline - absl::Now(), kLongestWait);
      advanced_.WaitUntil(mutex_, std::chrono::steady_clock::now() + absl::ToChronoMicroseconds(left));
    }
    if (HasFollowed(at)) return absl::OkStatus();
    is_followed_ = true;
  }
  const absl::Status followed = Follow(at, deadline);
  threading::MutexLock lock(mutex_);
  is_followed_ = false;
  advanced_.NotifyAll();
  return followed;
}

bool Corroboration::IsOfAnotherIndex(const index::IndexVersion& version) const {
  const feed_client::FeedPosition& position = version.state.position;
  return version.generation != generation_ || position.feed_id != feed_id_ || position.whole_from != whole_from_ ||
         position.offset < followed_;
}

bool Corroboration::HasFollowed(int64_t at) const { return at <= followed_ && !IsOfAnotherIndex(*reader_.Newest()); }

absl::Status Corroboration::Follow(int64_t at, absl::Time deadline) {
  int64_t followed = BeginToFollow();
  while (followed < at) {
    if (absl::Status in_time = CheckTime(deadline, followed, at); !in_time.ok()) return in_time;
    if (absl::Status stepped = Step(at, deadline); !stepped.ok()) return stepped;
    threading::MutexLock lock(mutex_);
    followed = followed_;
    advanced_.NotifyAll();
  }
  return absl::OkStatus();
}

int64_t Corroboration::BeginToFollow() {
  const std::shared_ptr<const index::IndexVersion> newest = reader_.Newest();
  threading::MutexLock lock(mutex_);
  if (!IsOfAnotherIndex(*newest)) return followed_;
  known_.Clear();
  feed_id_ = newest->state.position.feed_id;
  whole_from_ = newest->state.position.whole_from;
  generation_ = newest->generation;
  followed_ = 0;
  renamed_.clear();
  renamed_at_.reset();
  links_ = claims::ClaimLinks();
  return followed_;
}

absl::Status Corroboration::Step(int64_t at, absl::Time deadline) {
  bool is_between_names = false;
  int64_t whole_from = 0;
  {
    threading::MutexLock lock(mutex_);
    is_between_names = renamed_at_.has_value();
    whole_from = whole_from_;
  }
  if (is_between_names) return CompareRenamed(deadline);
  const absl::StatusOr<index::CommitChanges> changes = ReadStep(at);
  if (!changes.ok()) return changes.status();
  for (const int64_t recorded_from : changes->begun) {
    if (absl::Status compared = Compare(recorded_from, std::max(recorded_from, whole_from)); !compared.ok()) {
      return compared;
    }
    if (CheckDeadline(deadline).ok()) continue;
    EndStep(*changes, recorded_from);
    return absl::OkStatus();
  }
  EndStep(*changes, changes->end);
  return CompareRenamed(deadline);
}

// Ends where who is who changes or an article is purged, so that it does not matter how long the steps are.
absl::StatusOr<index::CommitChanges> Corroboration::ReadStep(int64_t at) const {
  int64_t begin = 0;
  {
    threading::MutexLock lock(mutex_);
    begin = followed_;
  }
  absl::StatusOr<store::ReaderPool::Lease> tables = reader_.BorrowTables();
  if (!tables.ok()) return tables.status();
  int64_t end = std::min(at, begin + kChangesOfStep);
  const absl::StatusOr<std::optional<int64_t>> next = index::FindMergeOrPurgeAfter(**tables, begin);
  if (!next.ok()) return next.status();
  if (next->has_value()) end = std::min(end, **next);
  return index::ReadChangesBetween(**tables, begin, end);
}

// What was recorded up to `at` is compared.
void Corroboration::EndStep(const index::CommitChanges& changes, int64_t at) {
  const bool is_whole = at == changes.end;
  std::vector<int64_t> renamed;
  if (is_whole && !changes.purged.empty()) known_.Clear();
  if (is_whole && !changes.merged.empty()) {
    known_.Clear();
    renamed = FactsNaming({index::Snapshot(reader_), at}, changes.merged);
  }
  threading::MutexLock lock(mutex_);
  for (const index::EndedFact& ended : changes.ended) {
    if (ended.recorded_to <= at) links_.End(ended.recorded_from, ended.recorded_to);
  }
  followed_ = at;
  if (!is_whole) return;
  for (const std::string& article : changes.purged) {
    links_.EndArticle(article, at);
    links_.Forget(article);
  }
  // What came with a snapshot was compared at its state.
  if (renamed.empty() || at <= whole_from_) return;
  followed_ = at - 1;
  renamed_ = std::move(renamed);
  renamed_at_ = at;
}

absl::Status Corroboration::Compare(int64_t recorded_from, int64_t at) {
  while (true) {
    const int64_t generation = known_.generation();
    const absl::StatusOr<std::optional<Confirmed>> confirmed = FindConfirming(recorded_from, at, generation);
    if (!confirmed.ok()) return confirmed.status();
    if (!confirmed->has_value()) return absl::OkStatus();
    threading::MutexLock lock(mutex_);
    // Something was erased meanwhile, maybe one of these.
    if (known_.generation() != generation) continue;
    const std::vector<claims::LinkedFact>& others = (*confirmed)->others;
    for (const int64_t before : links_.ConfirmedBy(recorded_from, at)) {
      const bool is_so = absl::c_any_of(others, [before](const auto& each) { return each.recorded_from == before; });
      if (!is_so) links_.Withdraw(recorded_from, before, at);
    }
    for (const claims::LinkedFact& other : others) links_.Confirm((*confirmed)->fact, other, at);
    return absl::OkStatus();
  }
}

// Nothing: it was purged.
absl::StatusOr<std::optional<Corroboration::Confirmed>> Corroboration::FindConfirming(int64_t recorded_from, int64_t at,
                                                                                      int64_t generation) {
  ReadState state{index::Snapshot(reader_), at};
  const std::optional<FactPlace> place = state.facts().FindRecorded(recorded_from);
  if (!place.has_value()) return std::nullopt;
  TestimonySource source(state, known_, generation);
  const absl::StatusOr<ToldFact> told = source.Read(*place);
  if (!told.ok()) return told.status();
  const auto own = source.Find(*place);
  if (!own.ok()) return own.status();
  const absl::StatusOr<ClaimCandidates> candidates =
      FindClaimCandidates(state, told->fact, (*own)->assertion.published, max_facts_compared_, absl::InfiniteFuture());
  if (!candidates.ok()) return candidates.status();
  Confirmed confirmed{LinkedFactOf(recorded_from, **own), {}};
  for (const FactPlace& other : candidates->facts) {
    const auto testimony = source.Find(other);
    if (!testimony.ok()) return testimony.status();
    if ((*testimony)->article == (*own)->article) continue;
    if (claims::Compare((*own)->assertion, (*testimony)->assertion) != claims::Relation::kConfirms) continue;
    confirmed.others.push_back(LinkedFactOf(other.recorded_from(), **testimony));
  }
  return confirmed;
}

absl::Status Corroboration::CompareRenamed(absl::Time deadline) {
  while (true) {
    int64_t fact = 0;
    int64_t at = 0;
    {
      threading::MutexLock lock(mutex_);
      if (!renamed_at_.has_value()) return absl::OkStatus();
      at = *renamed_at_;
      if (renamed_.empty()) {
        followed_ = at;
        renamed_at_.reset();
        return absl::OkStatus();
      }
      fact = renamed_.back();
    }
    if (absl::Status compared = Compare(fact, at); !compared.ok()) return compared;
    {
      threading::MutexLock lock(mutex_);
      // None: everything was forgotten meanwhile.
      if (!renamed_.empty()) renamed_.pop_back();
    }
    if (!CheckDeadline(deadline).ok()) return absl::OkStatus();
  }
}

void Corroboration::Forget(const std::string& article) {
  // First: whoever compares now notices it before it writes.
  known_.Clear();
  threading::MutexLock lock(mutex_);
  links_.Forget(article);
}

void Corroboration::ForgetAll() {
  known_.Clear();
  threading::MutexLock lock(mutex_);
  // Whoever asks next begins anew.
  feed_id_.clear();
  renamed_.clear();
  links_ = claims::ClaimLinks();
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
