// Sums over everything that holds.
#ifndef DATELINE_QUERY_SERVICE_INDEX_CONTENT_TOTALS_H_
#define DATELINE_QUERY_SERVICE_INDEX_CONTENT_TOTALS_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "platform/encoding/sha256.h"

namespace dateline::index {

// What the content checksum adds up: the hash of a serialized item, which holds its name.
inline uint64_t ContentHash(absl::string_view bytes) { return encoding::Sha256Prefix(bytes); }

// Of an index, or by how much a transaction changes them.
struct ContentTotals {
  // The sum modulo 2^64 of the ContentHash of every item.
  uint64_t checksum = 0;
  int64_t facts = 0;
  int64_t entities = 0;
  int64_t articles = 0;

  ContentTotals& operator+=(const ContentTotals& other) {
    checksum += other.checksum;
    facts += other.facts;
    entities += other.entities;
    articles += other.articles;
    return *this;
  }
  friend bool operator==(const ContentTotals&, const ContentTotals&) = default;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_CONTENT_TOTALS_H_
