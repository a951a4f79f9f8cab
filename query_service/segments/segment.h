// A part of the facts of an index, in columns and posting lists.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "query_service/segments/fact_term.h"
#include "query_service/segments/posting_list.h"
#include "query_service/segments/segment_format.h"
#include "query_service/segments/stable_hash.h"

namespace dateline::segments {

// The serialized facts of a segment, one after the other. Thread safety: any thread.
class FactContent {
 public:
  virtual ~FactContent() = default;
  // Appends the bytes from `begin` to `end`. UNAVAILABLE, DATA_LOSS: they cannot be read.
  virtual absl::Status Append(uint64_t begin, uint64_t end, std::string& bytes) const = 0;
  // The same of one fact, which may be asked for again.
  virtual absl::Status AppendOne(uint64_t begin, uint64_t end, std::string& bytes) const {
    return Append(begin, end, bytes);
  }
};

// A term to look for in several segments.
struct SoughtTerm {
  explicit SoughtTerm(std::string sought) : key(std::move(sought)), hash(StableHash(key)) {}

  std::string key;
  uint64_t hash;
};

// In memory.
class ContentInMemory final : public FactContent {
 public:
  explicit ContentInMemory(std::string content) : content_(std::move(content)) {}
  absl::Status Append(uint64_t begin, uint64_t end, std::string& bytes) const override {
    bytes.append(content_, begin, end - begin);
    return absl::OkStatus();
  }

 private:
  const std::string content_;
};

// Immutable; any number of threads may read it.
class Segment {
 public:
  // A view of `image`, which `owner` keeps. The image is ours and whole (its checksum was compared), so of what it says
  // only its size and version are checked. DATA_LOSS: it is of another size or version.
  static absl::StatusOr<std::shared_ptr<const Segment>> Open(std::shared_ptr<const void> owner, absl::string_view image,
                                                             std::unique_ptr<const FactContent> content);
  // Of an image in memory.
  static std::shared_ptr<const Segment> FromMemory(std::string image, std::string content);

  size_t fact_count() const { return header_.fact_count; }
  uint64_t word_count() const { return header_.word_count; }
  size_t term_count() const { return Column<TermEntry>(kTerms).size() - 1; }
  absl::string_view image() const { return image_; }

  // A column with an element for each fact, and no more.
  template <typename Element>
  absl::Span<const Element> Column(Section section) const {
    const absl::Span<const Element> whole = Whole<Element>(section);
    return section < kTerms ? whole.subspan(0, fact_count()) : whole;
  }
  int64_t recorded_from(Doc doc) const { return Column<int64_t>(kRecordedFrom)[doc]; }
  // How many facts were recorded at `at` or before.
  size_t CountRecorded(int64_t at) const;
  // The fact recorded by the change; nothing: it is not here.
  std::optional<Doc> FindRecorded(int64_t recorded_from) const;

  // Terms are known by their index in the order of their keys. Nothing: no fact has it.
  std::optional<uint32_t> FindTerm(const SoughtTerm& term) const { return FindTerm(term.key, term.hash); }
  std::optional<uint32_t> FindTerm(absl::string_view key) const { return FindTerm(key, StableHash(key)); }
  // Has the place where FindTerm, or ForEachNamed, begins to look brought near, for a look into many segments is mostly
  // waiting for memory.
  void Prefetch(const SoughtTerm& term) const {
    __builtin_prefetch(&Whole<uint64_t>(kTermSlots)[term.hash & (term_slot_count_ - 1)]);
  }
  void PrefetchName(uint64_t name_hash) const {
    __builtin_prefetch(&Whole<uint32_t>(kNameSlots)[name_hash & (name_slot_count_ - 1)]);
  }
  // The indexes from .first to before .second: the terms whose keys begin so.
  std::pair<uint32_t, uint32_t> TermsWithPrefix(absl::string_view prefix) const;
  std::pair<uint32_t, uint32_t> TermsOfField(FactField field) const;
  absl::string_view Key(uint32_t term) const;
  PostingList Docs(uint32_t term) const;
  // The facts that have the word more than once.
  PostingList DocsWithMore(uint32_t term) const;
  // In Texts; 0: the term is no word.
  uint32_t WordNumber(uint32_t term) const { return Entry(term).word_number; }
  // The numbers of the fact's words (word_code.h), 0 between its texts.
  absl::string_view Texts(Doc doc) const;

  // Calls take(doc) for the facts whose name may be the one with the hash, in the order of recorded_from of equal ones.
  template <typename Take>
  void ForEachNamed(uint64_t name_hash, Take take) const {
    const absl::Span<const uint32_t> slots = Whole<uint32_t>(kNameSlots);
    const absl::Span<const uint64_t> hashes = Column<uint64_t>(kNameHash);
    const size_t mask = name_slot_count_ - 1;
    for (size_t at = name_hash & mask; slots[at] != 0; at = (at + 1) & mask) {
      const Doc doc = (slots[at] & 0x1FFFF) - 1;
      if (slots[at] == NameSlot(name_hash, doc) && hashes[doc] == name_hash) take(doc);
    }
  }

  size_t ContentSize(Doc doc) const;
  // Appends the serialized fact.
  absl::Status AppendContent(Doc doc, std::string& bytes) const;
  // All of the content, for a new segment.
  uint64_t content_bytes() const { return fact_count() == 0 ? 0 : Column<uint64_t>(kContentEnd).back(); }
  absl::Status AppendAllContent(std::string& bytes) const { return content_->Append(0, content_bytes(), bytes); }

 private:
  Segment(std::shared_ptr<const void> owner, absl::string_view image, std::unique_ptr<const FactContent> content);

  template <typename Element>
  absl::Span<const Element> Whole(Section section) const {
    return {reinterpret_cast<const Element*>(image_.data() + header_.begin[section]),
            (header_.begin[section + 1] - header_.begin[section]) / sizeof(Element)};
  }
  std::optional<uint32_t> FindTerm(absl::string_view key, uint64_t hash) const;
  const TermEntry& Entry(uint32_t term) const { return Whole<TermEntry>(kTerms)[term]; }
  uint64_t ContentBegin(Doc doc) const { return doc == 0 ? 0 : Column<uint64_t>(kContentEnd)[doc - 1]; }
  // The first term whose key is not below `key`.
  uint32_t LowerBound(absl::string_view key) const;

  const std::shared_ptr<const void> owner_;
  const absl::string_view image_;
  SegmentHeader header_;
  const std::unique_ptr<const FactContent> content_;
  size_t name_slot_count_ = 0;
  size_t term_slot_count_ = 0;
};

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_H_
