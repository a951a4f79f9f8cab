// How the image of a segment is laid out; docs/query_index.md describes it.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_FORMAT_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_FORMAT_H_

#include <cstddef>
#include <cstdint>

namespace dateline::segments {

inline constexpr uint64_t kSegmentMagic = 0x31676573444C7169;  // "iqLDseg1" in the order of the bytes
inline constexpr uint32_t kSegmentVersion = 2;

// Each is an array of one type; n: one element a fact, t: one a term.
enum Section : uint32_t {
  kRecordedFrom,       // int64, n
  kCommitNanoseconds,  // int64, n
  kConfidence,         // double, n
  kNameHash,           // uint64, n: StableHash of the name
  kContentEnd,         // uint64, n: where the fact's bytes end in the content; they begin where those before end
  kTextsEnd,           // uint32, n: where its words end in kTexts
  kDayFirst,           // int32, n
  kDayLast,            // int32, n
  kPublishedFirst,     // int32, n; after kPublishedLast: unknown
  kPublishedLast,      // int32, n
  kRecurring,          // uint16, n: see RecurringBits
  kWordCount,          // uint16, n: words of its texts, at most 65535
  kKindNumber,         // uint8, n: the enum number, or kGreaterNumber
  kEventTypeNumber,    // the same
  kModalityNumber,     // the same
  kTerms,              // TermEntry, t + 1, sorted by key; the last ends the key before
  kTermKeys,           // the keys
  kTermSlots,          // uint64, a power of two: a hash table of kTerms; see SlotOf
  kPostings,           // uint16: the posting lists
  kTexts,              // varints: the numbers of the words, 0 between two texts
  kNameSlots,          // uint32, a power of two: a hash table of the facts by name
  kSectionCount,
};

struct SegmentHeader {
  uint64_t magic;
  uint32_t version;
  uint32_t fact_count;
  uint64_t image_bytes;
  // Sum of kWordCount.
  uint64_t word_count;
  // Of the sections, from the beginning of the image; multiples of 8. The last ends the last section.
  uint64_t begin[kSectionCount + 1];
};

struct TermEntry {
  uint32_t key_begin;    // in kTermKeys
  uint32_t docs_begin;   // in kPostings: the facts that have the term
  uint32_t doc_count;    // how many
  uint32_t more_begin;   // in kPostings: those that have the word more than once
  uint32_t more_count;   // how many
  uint32_t word_number;  // of a word: its number in kTexts, from 1; else 0
};

// kRecurring: bit 15: the fact has a time; then the month (4 bits) and the day (8 bits) of one without a year.
inline constexpr uint16_t kHasTime = 0x8000;

// Stands for every enum number that is not less; which it is, the fact's term says.
inline constexpr uint8_t kGreaterNumber = 255;

// A slot of kTermSlots: the upper 32 bits of the hash above the index of the term + 1; 0: empty.
inline uint64_t TermSlot(uint64_t hash, uint32_t index) { return (hash & 0xFFFFFFFF00000000) | (index + 1); }

// A slot of kNameSlots: 15 bits of the hash above the Doc + 1; 0: empty.
inline uint32_t NameSlot(uint64_t hash, uint32_t doc) { return static_cast<uint32_t>(hash >> 49) << 17 | (doc + 1); }

// The number of slots for so many entries: at most two thirds are taken.
inline size_t SlotCount(size_t entries) {
  size_t count = 8;
  while (count * 2 < entries * 3) count *= 2;
  return count;
}

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_SEGMENT_FORMAT_H_
