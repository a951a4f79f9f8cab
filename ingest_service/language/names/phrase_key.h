// Phrases as 64-bit keys, built word by word without allocating.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_PHRASE_KEY_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_PHRASE_KEY_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace dateline::language {

inline constexpr uint64_t kEmptyPhrase = 0;

// The key of a phrase with one more folded token at its end. Only letters and digits count: periods vanish ("u.s." =
// "us"), every other character parts words, so that the key is the same however a tokenizer cuts "people's" or
// "guinea-bissau". A token without letters and digits leaves the key unchanged.
uint64_t ExtendPhrase(uint64_t phrase, absl::string_view folded_token);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_NAMES_PHRASE_KEY_H_
