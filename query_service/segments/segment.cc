#include "query_service/segments/segment.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "absl/strings/match.h"

namespace dateline::segments {

absl::StatusOr<std::shared_ptr<const Segment>> Segment::Open(std::shared_ptr<const void> owner, absl::string_view image,
                                                             std::unique_ptr<const FactContent> content) {
  SegmentHeader header = {};
  if (image.size() >= sizeof(header)) std::memcpy(&header, image.data(), sizeof(header));
  const bool is_ours = header.magic == kSegmentMagic && header.version == kSegmentVersion &&
                       header.image_bytes == image.size() && header.begin[kSectionCount] == image.size();
  if (!is_ours) return absl::DataLossError("it is no segment of this version");
  return std::shared_ptr<const Segment>(new Segment(std::move(owner), image, std::move(content)));
}

std::shared_ptr<const Segment> Segment::FromMemory(std::string image, std::string content) {
  const auto owner = std::make_shared<const std::string>(std::move(image));
  return std::shared_ptr<const Segment>(
      new Segment(owner, *owner, std::make_unique<ContentInMemory>(std::move(content))));
}

Segment::Segment(std::shared_ptr<const void> owner, absl::string_view image, std::unique_ptr<const FactContent> content)
    : owner_(std::move(owner)), image_(image), header_(), content_(std::move(content)) {
  std::memcpy(&header_, image_.data(), sizeof(header_));
  // Sections are filled up to 8 bytes; the slots are powers of two and 8 at least, so their sizes are exact.
  name_slot_count_ = Whole<uint32_t>(kNameSlots).size();
  term_slot_count_ = Whole<uint64_t>(kTermSlots).size();
}

size_t Segment::CountRecorded(int64_t at) const {
  const absl::Span<const int64_t> column = Column<int64_t>(kRecordedFrom);
  if (column.empty() || column.back() <= at) return column.size();
  return static_cast<size_t>(std::upper_bound(column.begin(), column.end(), at) - column.begin());
}

std::optional<Doc> Segment::FindRecorded(int64_t recorded_from) const {
  const size_t count = CountRecorded(recorded_from);
  if (count == 0 || Column<int64_t>(kRecordedFrom)[count - 1] != recorded_from) return std::nullopt;
  return static_cast<Doc>(count - 1);
}

std::optional<uint32_t> Segment::FindTerm(absl::string_view key, uint64_t hash) const {
  const absl::Span<const uint64_t> slots = Whole<uint64_t>(kTermSlots);
  const size_t mask = term_slot_count_ - 1;
  for (size_t at = hash & mask; slots[at] != 0; at = (at + 1) & mask) {
    const auto term = static_cast<uint32_t>(slots[at] - 1);
    if (slots[at] == TermSlot(hash, term) && Key(term) == key) return term;
  }
  return std::nullopt;
}

uint32_t Segment::LowerBound(absl::string_view key) const {
  uint32_t begin = 0;
  for (auto end = static_cast<uint32_t>(term_count()); begin < end;) {
    const uint32_t middle = begin + (end - begin) / 2;
    if (Key(middle) < key) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

std::pair<uint32_t, uint32_t> Segment::TermsWithPrefix(absl::string_view prefix) const {
  const uint32_t begin = LowerBound(prefix);
  uint32_t end = begin;
  while (end < term_count() && absl::StartsWith(Key(end), prefix)) ++end;
  return {begin, end};
}

std::pair<uint32_t, uint32_t> Segment::TermsOfField(FactField field) const {
  const auto next = static_cast<FactField>(static_cast<char>(field) + 1);
  return {LowerBound(TermKey(field)), LowerBound(TermKey(next))};
}

absl::string_view Segment::Key(uint32_t term) const {
  const uint32_t begin = Entry(term).key_begin;
  return {image_.data() + header_.begin[kTermKeys] + begin, Entry(term + 1).key_begin - begin};
}

PostingList Segment::Docs(uint32_t term) const {
  const TermEntry& entry = Entry(term);
  return {Whole<uint16_t>(kPostings).data() + entry.docs_begin, entry.doc_count, fact_count()};
}

PostingList Segment::DocsWithMore(uint32_t term) const {
  const TermEntry& entry = Entry(term);
  return {Whole<uint16_t>(kPostings).data() + entry.more_begin, entry.more_count, fact_count()};
}

absl::string_view Segment::Texts(Doc doc) const {
  const absl::Span<const uint32_t> ends = Column<uint32_t>(kTextsEnd);
  const uint32_t begin = doc == 0 ? 0 : ends[doc - 1];
  return {image_.data() + header_.begin[kTexts] + begin, ends[doc] - begin};
}

size_t Segment::ContentSize(Doc doc) const { return Column<uint64_t>(kContentEnd)[doc] - ContentBegin(doc); }

absl::Status Segment::AppendContent(Doc doc, std::string& bytes) const {
  return content_->AppendOne(ContentBegin(doc), Column<uint64_t>(kContentEnd)[doc], bytes);
}

}  // namespace dateline::segments
