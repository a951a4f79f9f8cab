// A fact as the index takes it in.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_FACT_DOCUMENT_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_FACT_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"
#include "query_service/segments/fact_days.h"
#include "query_service/segments/fact_term.h"

namespace dateline::segments {

// A fact whose time covers more months than this is posted under kLongTime.
inline constexpr int kMaxMonthsOfFact = 24;

// What the index knows of a fact's article.
struct ArticleContext {
  // Empty: unknown.
  std::string publisher;
  // The days on which it may have been published. Unset: unknown.
  std::optional<DayRange> published;
};

ArticleContext ContextOf(const v1::Article& article);

// How a fact came.
struct FactRecord {
  int64_t recorded_from = 0;
  // When its change was committed, in nanoseconds since 1970.
  int64_t commit_nanoseconds = 0;
};

// All that a segment keeps of a fact.
class FactDocument {
 public:
  // `bytes` is the serialized fact.
  FactDocument(const FactRecord& record, const v1::Fact& fact, std::string bytes, const ArticleContext& context);

  const FactRecord& record() const { return record_; }
  const std::string& name() const { return name_; }
  const std::string& bytes() const { return bytes_; }
  double confidence() const { return confidence_; }
  // Numbers, which this program may not know.
  v1::FactKind kind() const { return kind_; }
  v1::EventType event_type() const { return event_type_; }
  v1::Modality modality() const { return modality_; }
  // Unset: the fact has no time.
  const std::optional<FactDays>& days() const { return days_; }
  const std::optional<DayRange>& published() const { return published_; }

  // The keys of its terms but the words, each once.
  size_t term_count() const { return terms_.size(); }
  absl::string_view term(size_t index) const { return ViewOf(terms_[index]); }

  // The keys of the words of its texts, one after the other; an empty one stands between two texts.
  size_t word_count() const { return words_.size(); }
  absl::string_view word(size_t index) const { return ViewOf(words_[index]); }

 private:
  struct Slice {
    uint32_t begin;
    uint32_t length;
  };

  void AddTerm(FactField field, absl::string_view value);
  void AddParticipants(const v1::Fact& fact);
  void AddSpeakers(const v1::Fact& fact);
  void AddTime(const v1::FactTime& time);
  void AddText(absl::string_view text);
  Slice Store(FactField field, absl::string_view value);
  absl::string_view ViewOf(const Slice& slice) const {
    return absl::string_view(keys_).substr(slice.begin, slice.length);
  }

  FactRecord record_;
  std::string name_;
  std::string bytes_;
  double confidence_;
  v1::FactKind kind_;
  v1::EventType event_type_;
  v1::Modality modality_;
  std::optional<FactDays> days_;
  std::optional<DayRange> published_;
  std::string keys_;
  std::vector<Slice> terms_;
  std::vector<Slice> words_;
};

// The text of a span in which words are looked for.
const std::string& SearchedText(const v1::TextSpan& span);

// `articles/x` of `articles/x/facts/y`; empty: not of that form.
absl::string_view ArticleOfFact(absl::string_view fact_name);

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_FACT_DOCUMENT_H_
