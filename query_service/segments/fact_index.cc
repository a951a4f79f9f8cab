#include "query_service/segments/fact_index.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace dateline::segments {
namespace {

bool IsBefore(const Endings::Ending& left, const Endings::Ending& right) { return left.doc < right.doc; }

}  // namespace

Endings::Endings(const Segment& segment, const Endings* before, const std::vector<Ending>& more)
    : ended_(segment.fact_count()) {
  if (before != nullptr) endings_ = before->endings_;
  const auto old_size = static_cast<std::ptrdiff_t>(endings_.size());
  endings_.insert(endings_.end(), more.begin(), more.end());
  std::sort(endings_.begin() + old_size, endings_.end(), IsBefore);
  std::inplace_merge(endings_.begin(), endings_.begin() + old_size, endings_.end(), IsBefore);
  const auto word_counts = segment.Column<uint16_t>(kWordCount);
  for (const Ending& ending : endings_) {
    ended_.Set(ending.doc);
    latest_ = std::max(latest_, ending.recorded_to);
    word_count_ += word_counts[ending.doc];
  }
}

std::optional<int64_t> Endings::RecordedTo(Doc doc) const {
  if (!ended_.Test(doc)) return std::nullopt;
  return std::lower_bound(endings_.begin(), endings_.end(), Ending{doc, 0}, IsBefore)->recorded_to;
}

DocSet SegmentView::HoldingAt(int64_t at) const {
  DocSet holding(segment->fact_count());
  const size_t recorded = segment->CountRecorded(at);
  holding.SetBelow(recorded);
  if (endings == nullptr) return holding;
  holding.AndNot(endings->ended());
  if (at >= endings->latest()) return holding;
  for (const Endings::Ending& ending : endings->endings()) {
    if (ending.doc >= recorded) break;
    if (ending.recorded_to > at) holding.Set(ending.doc);
  }
  return holding;
}

bool SegmentView::Holds(Doc doc, int64_t at) const {
  if (segment->recorded_from(doc) > at) return false;
  if (endings == nullptr) return true;
  const std::optional<int64_t> recorded_to = endings->RecordedTo(doc);
  return !recorded_to.has_value() || *recorded_to > at;
}

SegmentView::Totals SegmentView::TotalsAt(int64_t at) const {
  const bool is_newest =
      segment->CountRecorded(at) == segment->fact_count() && (endings == nullptr || at >= endings->latest());
  if (is_newest) {
    Totals totals = {segment->fact_count(), segment->word_count()};
    if (endings == nullptr) return totals;
    totals.facts -= endings->endings().size();
    totals.words -= endings->word_count();
    return totals;
  }
  Totals totals;
  const auto word_counts = segment->Column<uint16_t>(kWordCount);
  HoldingAt(at).ForEach([&](Doc doc) {
    ++totals.facts;
    totals.words += word_counts[doc];
  });
  return totals;
}

absl::StatusOr<std::string> FactPlace::ReadBytes() const {
  std::string bytes;
  if (absl::Status read = view->segment->AppendContent(doc, bytes); !read.ok()) return read;
  return bytes;
}

absl::StatusOr<v1::Fact> FactPlace::Read() const {
  const absl::StatusOr<std::string> bytes = ReadBytes();
  if (!bytes.ok()) return bytes.status();
  v1::Fact fact;
  if (fact.ParseFromString(*bytes)) return fact;
  return absl::DataLossError(absl::StrCat("the stored fact of change ", recorded_from(), " is damaged"));
}

std::optional<FactPlace> FactIndex::FindRecorded(int64_t recorded_from) const {
  const auto after = std::upper_bound(
      views_.begin(), views_.end(), recorded_from,
      [](int64_t recorded, const SegmentView& view) { return recorded < view.segment->recorded_from(0); });
  if (after == views_.begin()) return std::nullopt;
  const SegmentView& view = *(after - 1);
  const std::optional<Doc> doc = view.segment->FindRecorded(recorded_from);
  return doc.has_value() ? std::optional(FactPlace{&view, *doc}) : std::nullopt;
}

absl::StatusOr<std::optional<NamedFact>> FactIndex::Find(absl::string_view name, int64_t at) const {
  const uint64_t hash = StableHash(name);
  absl::Status failed;
  std::optional<NamedFact> found;
  std::string bytes;
  // The newest first.
  const auto view = [this](size_t i) -> const SegmentView& { return views_[views_.size() - 1 - i]; };
  for (size_t i = 0; i < std::min(views_.size(), kLookAhead); ++i) view(i).segment->PrefetchName(hash);
  for (size_t i = 0; i < views_.size() && !found.has_value() && failed.ok(); ++i) {
    if (i + kLookAhead < views_.size()) view(i + kLookAhead).segment->PrefetchName(hash);
    view(i).segment->ForEachNamed(hash, [&](Doc doc) {
      if (found.has_value() || !failed.ok() || !view(i).Holds(doc, at)) return;
      bytes.clear();
      failed = view(i).segment->AppendContent(doc, bytes);
      if (failed.ok() && NameInBytes(bytes) == name) found = NamedFact{{&view(i), doc}, std::move(bytes)};
    });
  }
  if (!failed.ok()) return failed;
  return found;
}

absl::string_view NameInBytes(absl::string_view fact_bytes) {
  // https://protobuf.dev/programming-guides/encoding: field 1, which comes first; a varint of the length.
  constexpr char kNameTag = 1 << 3 | 2;
  if (fact_bytes.empty() || fact_bytes[0] != kNameTag) return "";
  size_t length = 0;
  size_t at = 1;
  for (unsigned shift = 0; at < fact_bytes.size() && shift < 32; shift += 7) {
    const auto byte = static_cast<unsigned char>(fact_bytes[at++]);
    length |= static_cast<size_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return fact_bytes.substr(at, length);
  }
  return "";
}

}  // namespace dateline::segments
