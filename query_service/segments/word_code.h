// The numbers of words, as segments store texts.
#ifndef DATELINE_QUERY_SERVICE_SEGMENTS_WORD_CODE_H_
#define DATELINE_QUERY_SERVICE_SEGMENTS_WORD_CODE_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::segments {

// A number as a varint: seven bits a byte, the lowest first.
inline void AppendWordNumber(uint32_t number, std::string& texts) {
  for (; number >= 0x80; number >>= 7) texts.push_back(static_cast<char>(number | 0x80));
  texts.push_back(static_cast<char>(number));
}

// Takes the first number off `texts`. REQUIRES: it is not empty and was written by AppendWordNumber.
inline uint32_t TakeWordNumber(absl::string_view& texts) {
  uint32_t number = 0;
  for (unsigned shift = 0; !texts.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(texts.front());
    texts.remove_prefix(1);
    number |= static_cast<uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  return number;
}

}  // namespace dateline::segments

#endif  // DATELINE_QUERY_SERVICE_SEGMENTS_WORD_CODE_H_
