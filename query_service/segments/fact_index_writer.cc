#include "query_service/segments/fact_index_writer.h"

#include <algorithm>
#include <utility>

namespace dateline::segments {

void FactIndexWriter::AddSealed(std::shared_ptr<const Segment> segment) {
  entries_.push_back({{std::move(segment), nullptr}, {}});
  ++sealed_count_;
}

void FactIndexWriter::Add(const FactDocument& document) {
  builder_.Add(document);
  content_ += document.bytes();
  recorded_from_.push_back(document.record().recorded_from);
  if (builder_.fact_count() == std::min(sizes_.facts_of_part, sizes_.facts_of_segment)) FinishPart();
}

void FactIndexWriter::End(int64_t recorded_from, int64_t recorded_to) {
  const auto open = std::lower_bound(recorded_from_.begin(), recorded_from_.end(), recorded_from);
  if (open != recorded_from_.end() && *open == recorded_from) {
    ended_.push_back({static_cast<Doc>(open - recorded_from_.begin()), recorded_to});
    return;
  }
  auto after = std::upper_bound(
      entries_.begin(), entries_.end(), recorded_from,
      [](int64_t recorded, const Entry& entry) { return recorded < entry.view.segment->recorded_from(0); });
  if (after == entries_.begin()) return;
  Entry& entry = *--after;
  const std::optional<Doc> doc = entry.view.segment->FindRecorded(recorded_from);
  if (doc.has_value()) entry.ended.push_back({*doc, recorded_to});
}

std::shared_ptr<const Segment> FactIndexWriter::BuildPart() const {
  return Segment::FromMemory(builder_.Build(), content_);
}

void FactIndexWriter::ApplyEndings(Entry& entry) {
  if (entry.ended.empty()) return;
  entry.view.endings = std::make_shared<const Endings>(*entry.view.segment, entry.view.endings.get(), entry.ended);
  entry.ended.clear();
}

void FactIndexWriter::FinishPart() {
  if (builder_.fact_count() == 0) return;
  entries_.push_back({{BuildPart(), nullptr}, std::move(ended_)});
  builder_ = SegmentBuilder(builder_.term_count());
  content_.clear();
  recorded_from_.clear();
  ended_.clear();
}

std::shared_ptr<const FactIndex> FactIndexWriter::Publish() {
  // With what is still missing it would be made once more.
  if (builder_.fact_count() * 4 >= sizes_.facts_of_part * 3) FinishPart();
  std::vector<SegmentView> views;
  views.reserve(entries_.size() + 1);
  for (Entry& entry : entries_) {
    ApplyEndings(entry);
    views.push_back(entry.view);
  }
  if (builder_.fact_count() > 0) {
    Entry last = {{BuildPart(), nullptr}, ended_};
    ApplyEndings(last);
    views.push_back(std::move(last.view));
  }
  return std::make_shared<const FactIndex>(std::move(views));
}

bool FactIndexWriter::HasFullSegments(size_t count) const {
  size_t facts = 0;
  for (size_t i = sealed_count_; i < entries_.size(); ++i) facts += entries_[i].view.segment->fact_count();
  return facts >= count * sizes_.facts_of_segment;
}

std::vector<std::shared_ptr<const Segment>> FactIndexWriter::PartsToSeal() const {
  std::vector<std::shared_ptr<const Segment>> parts;
  size_t facts = 0;
  for (size_t i = sealed_count_; i < entries_.size(); ++i) {
    const std::shared_ptr<const Segment>& part = entries_[i].view.segment;
    facts += part->fact_count();
    if (facts > sizes_.facts_of_segment) break;
    parts.push_back(part);
  }
  return parts;
}

void FactIndexWriter::Seal(size_t part_count, std::shared_ptr<const Segment> segment) {
  Entry sealed = {{std::move(segment), nullptr}, {}};
  Doc base = 0;
  for (size_t i = sealed_count_; i < sealed_count_ + part_count; ++i) {
    Entry& entry = entries_[i];
    ApplyEndings(entry);
    if (entry.view.endings != nullptr) {
      for (const Endings::Ending& ending : entry.view.endings->endings()) {
        sealed.ended.push_back({base + ending.doc, ending.recorded_to});
      }
    }
    base += static_cast<Doc>(entry.view.segment->fact_count());
  }
  ApplyEndings(sealed);
  const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(sealed_count_);
  *first = std::move(sealed);
  entries_.erase(first + 1, first + static_cast<std::ptrdiff_t>(part_count));
  ++sealed_count_;
}

}  // namespace dateline::segments
