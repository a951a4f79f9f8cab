#include "query_service/segments/segment_builder.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "query_service/segments/posting_list.h"
#include "query_service/segments/stable_hash.h"
#include "query_service/segments/word_code.h"

namespace dateline::segments {
namespace {

constexpr size_t kMaxWordCount = std::numeric_limits<uint16_t>::max();

template <typename Element>
void AppendAll(absl::Span<const Element> column, std::vector<Element>& columns) {
  columns.insert(columns.end(), column.begin(), column.end());
}

// An enum number in a column.
uint8_t ShortNumber(int number) {
  return number < 0 || number >= kGreaterNumber ? kGreaterNumber : static_cast<uint8_t>(number);
}

// The first bytes of a key as a number that sorts as they do.
uint64_t SortPrefix(absl::string_view key) {
  uint64_t prefix = 0;
  for (size_t i = 0; i < sizeof(prefix); ++i) {
    prefix = prefix << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
  }
  return prefix;
}

// Writes an image, section by section in the order of Section.
class ImageWriter {
 public:
  explicit ImageWriter(size_t fact_count) {
    header_.magic = kSegmentMagic;
    header_.version = kSegmentVersion;
    header_.fact_count = static_cast<uint32_t>(fact_count);
    image_.resize(sizeof(header_));
  }

  template <typename Container>
  void Add(Section section, const Container& elements) {
    header_.begin[section] = image_.size();
    image_.append(reinterpret_cast<const char*>(elements.data()), elements.size() * sizeof(*elements.data()));
    image_.resize((image_.size() + 7) / 8 * 8);
  }

  std::string Finish(uint64_t word_count) {
    header_.begin[kSectionCount] = image_.size();
    header_.image_bytes = image_.size();
    header_.word_count = word_count;
    std::memcpy(image_.data(), &header_, sizeof(header_));
    return std::move(image_);
  }

 private:
  SegmentHeader header_ = {};
  std::string image_;
};

// Postings by term.
class PostingsByTerm {
 public:
  PostingsByTerm(const std::vector<uint32_t>& terms, const std::vector<uint16_t>& docs, size_t term_count)
      : end_(term_count + 1), docs_(docs.size()) {
    for (const uint32_t term : terms) ++end_[term + 1];
    for (size_t term = 0; term < term_count; ++term) end_[term + 1] += end_[term];
    for (size_t i = 0; i < terms.size(); ++i) docs_[end_[terms[i]]++] = docs[i];
  }

  absl::Span<const uint16_t> Of(uint32_t term) const {
    const uint32_t begin = term == 0 ? 0 : end_[term - 1];
    return absl::MakeConstSpan(docs_).subspan(begin, end_[term] - begin);
  }

 private:
  std::vector<uint32_t> end_;  // by term; the last one is not used
  std::vector<uint16_t> docs_;
};

// Appends a posting list and gives where it begins.
uint32_t AppendPostings(absl::Span<const uint16_t> docs, size_t fact_count, std::vector<uint16_t>& units) {
  if (!PostingList::IsBits(docs.size(), fact_count)) {
    const size_t begin = units.size();
    units.insert(units.end(), docs.begin(), docs.end());
    return static_cast<uint32_t>(begin);
  }
  units.resize((units.size() + 3) / 4 * 4);
  const size_t begin = units.size();
  units.resize(begin + PostingList::Units(docs.size(), fact_count));
  for (const uint16_t doc : docs) units[begin + doc / 16] |= static_cast<uint16_t>(1U << doc % 16);
  return static_cast<uint32_t>(begin);
}

template <typename Slot>
void InsertSlot(std::vector<Slot>& slots, uint64_t hash, Slot slot) {
  const size_t mask = slots.size() - 1;
  size_t at = hash & mask;
  while (slots[at] != 0) at = (at + 1) & mask;
  slots[at] = slot;
}

}  // namespace

void SegmentBuilder::Add(const FactDocument& document) {
  const auto doc = static_cast<uint32_t>(fact_count());
  recorded_from_.push_back(document.record().recorded_from);
  commit_nanoseconds_.push_back(document.record().commit_nanoseconds);
  confidence_.push_back(document.confidence());
  name_hash_.push_back(StableHash(document.name()));
  content_end_.push_back((content_end_.empty() ? 0 : content_end_.back()) + document.bytes().size());
  const FactDays days = document.days().value_or(FactDays());
  first_day_.push_back(days.range.first);
  last_day_.push_back(days.range.last);
  const int recurring = days.recurring_month << 8 | days.recurring_day;
  recurring_.push_back(static_cast<uint16_t>(recurring | (document.days().has_value() ? kHasTime : 0)));
  const DayRange published = document.published().value_or(DayRange{kLastDay, kFirstDay});
  published_first_.push_back(published.first);
  published_last_.push_back(published.last);
  kind_.push_back(ShortNumber(document.kind()));
  event_type_.push_back(ShortNumber(document.event_type()));
  modality_.push_back(ShortNumber(document.modality()));
  for (size_t i = 0; i < document.term_count(); ++i) docs_.Add(TermOf(document.term(i)), doc);
  size_t word_count = 0;
  for (size_t i = 0; i < document.word_count(); ++i) {
    const absl::string_view word = document.word(i);
    word_count += word.empty() ? 0 : 1;
    AddWord(word, doc);
  }
  word_count_.push_back(static_cast<uint16_t>(std::min(word_count, kMaxWordCount)));
  texts_end_.push_back(static_cast<uint32_t>(texts_.size()));
}

void SegmentBuilder::AddWord(absl::string_view key, uint32_t doc) {
  if (key.empty()) return AppendWordNumber(0, texts_);
  const uint32_t number = TermOf(key);
  Term& term = terms_[number];
  AppendWordNumber(WordNumber(term), texts_);
  if (term.last_doc != doc) {
    term.last_doc = doc;
    docs_.Add(number, doc);
  } else if (term.last_more != doc) {
    term.last_more = doc;
    more_.Add(number, doc);
  }
}

uint32_t SegmentBuilder::WordNumber(Term& term) {
  if (term.word_number == 0) term.word_number = ++words_;
  return term.word_number;
}

uint32_t SegmentBuilder::TermOf(absl::string_view key) {
  if (const auto known = term_numbers_.find(key); known != term_numbers_.end()) return known->second;
  const auto number = static_cast<uint32_t>(terms_.size());
  terms_.emplace_back().key = keys_.emplace_back(key);
  term_numbers_.emplace(terms_.back().key, number);
  return number;
}

void SegmentBuilder::Append(const Segment& segment) {
  AppendTerms(segment);
  AppendColumns(segment);
}

void SegmentBuilder::AppendColumns(const Segment& segment) {
  const uint64_t content_begin = content_end_.empty() ? 0 : content_end_.back();
  for (const uint64_t end : segment.Column<uint64_t>(kContentEnd)) content_end_.push_back(content_begin + end);
  AppendAll(segment.Column<int64_t>(kRecordedFrom), recorded_from_);
  AppendAll(segment.Column<int64_t>(kCommitNanoseconds), commit_nanoseconds_);
  AppendAll(segment.Column<double>(kConfidence), confidence_);
  AppendAll(segment.Column<uint64_t>(kNameHash), name_hash_);
  AppendAll(segment.Column<int32_t>(kDayFirst), first_day_);
  AppendAll(segment.Column<int32_t>(kDayLast), last_day_);
  AppendAll(segment.Column<int32_t>(kPublishedFirst), published_first_);
  AppendAll(segment.Column<int32_t>(kPublishedLast), published_last_);
  AppendAll(segment.Column<uint16_t>(kRecurring), recurring_);
  AppendAll(segment.Column<uint16_t>(kWordCount), word_count_);
  AppendAll(segment.Column<uint8_t>(kKindNumber), kind_);
  AppendAll(segment.Column<uint8_t>(kEventTypeNumber), event_type_);
  AppendAll(segment.Column<uint8_t>(kModalityNumber), modality_);
}

void SegmentBuilder::AppendTerms(const Segment& segment) {
  const auto base = static_cast<Doc>(fact_count());
  std::vector<uint32_t> term_of_word(1);  // by the number of the word in the segment
  for (uint32_t index = 0; index < segment.term_count(); ++index) {
    const uint32_t term = TermOf(segment.Key(index));
    segment.Docs(index).ForEach([&](Doc doc) { docs_.Add(term, base + doc); });
    segment.DocsWithMore(index).ForEach([&](Doc doc) { more_.Add(term, base + doc); });
    const uint32_t word = segment.WordNumber(index);
    if (word == 0) continue;
    if (term_of_word.size() <= word) term_of_word.resize(word + 1);
    term_of_word[word] = term;
  }
  AppendTexts(segment, term_of_word);
}

void SegmentBuilder::AppendTexts(const Segment& segment, const std::vector<uint32_t>& term_of_word) {
  for (Doc doc = 0; doc < segment.fact_count(); ++doc) {
    for (absl::string_view texts = segment.Texts(doc); !texts.empty();) {
      const uint32_t word = TakeWordNumber(texts);
      AppendWordNumber(word == 0 ? 0 : WordNumber(terms_[term_of_word[word]]), texts_);
    }
    texts_end_.push_back(static_cast<uint32_t>(texts_.size()));
  }
}

std::vector<uint32_t> SegmentBuilder::SortedTerms() const {
  std::vector<std::pair<uint64_t, uint32_t>> order;
  order.reserve(terms_.size());
  for (uint32_t term = 0; term < terms_.size(); ++term) order.emplace_back(SortPrefix(terms_[term].key), term);
  std::sort(order.begin(), order.end(), [this](const auto& left, const auto& right) {
    if (left.first != right.first) return left.first < right.first;
    return terms_[left.second].key < terms_[right.second].key;
  });
  std::vector<uint32_t> terms;
  terms.reserve(order.size());
  for (const auto& [prefix, term] : order) terms.push_back(term);
  return terms;
}

std::string SegmentBuilder::Build() const {
  ImageWriter image(fact_count());
  image.Add(kRecordedFrom, recorded_from_);
  image.Add(kCommitNanoseconds, commit_nanoseconds_);
  image.Add(kConfidence, confidence_);
  image.Add(kNameHash, name_hash_);
  image.Add(kContentEnd, content_end_);
  image.Add(kTextsEnd, texts_end_);
  image.Add(kDayFirst, first_day_);
  image.Add(kDayLast, last_day_);
  image.Add(kPublishedFirst, published_first_);
  image.Add(kPublishedLast, published_last_);
  image.Add(kRecurring, recurring_);
  image.Add(kWordCount, word_count_);
  image.Add(kKindNumber, kind_);
  image.Add(kEventTypeNumber, event_type_);
  image.Add(kModalityNumber, modality_);

  const PostingsByTerm docs(docs_.terms, docs_.docs, terms_.size());
  const PostingsByTerm more(more_.terms, more_.docs, terms_.size());
  std::vector<TermEntry> entries;
  entries.reserve(terms_.size() + 1);
  std::string keys;
  std::vector<uint64_t> term_slots(SlotCount(terms_.size()));
  std::vector<uint16_t> units;
  for (const uint32_t number : SortedTerms()) {
    const Term& term = terms_[number];
    const uint64_t hash = StableHash(term.key);
    InsertSlot(term_slots, hash, TermSlot(hash, static_cast<uint32_t>(entries.size())));
    TermEntry entry = {};
    entry.key_begin = static_cast<uint32_t>(keys.size());
    keys.append(term.key.data(), term.key.size());
    entry.doc_count = static_cast<uint32_t>(docs.Of(number).size());
    entry.docs_begin = AppendPostings(docs.Of(number), fact_count(), units);
    entry.more_count = static_cast<uint32_t>(more.Of(number).size());
    entry.more_begin = AppendPostings(more.Of(number), fact_count(), units);
    entry.word_number = term.word_number;
    entries.push_back(entry);
  }
  TermEntry end = {};
  end.key_begin = static_cast<uint32_t>(keys.size());
  entries.push_back(end);
  image.Add(kTerms, entries);
  image.Add(kTermKeys, keys);
  image.Add(kTermSlots, term_slots);
  image.Add(kPostings, units);
  image.Add(kTexts, texts_);

  std::vector<uint32_t> name_slots(SlotCount(fact_count()));
  for (uint32_t doc = 0; doc < fact_count(); ++doc) {
    InsertSlot(name_slots, name_hash_[doc], NameSlot(name_hash_[doc], doc));
  }
  image.Add(kNameSlots, name_slots);
  uint64_t words = 0;
  for (const uint16_t count : word_count_) words += count;
  return image.Finish(words);
}

}  // namespace dateline::segments
