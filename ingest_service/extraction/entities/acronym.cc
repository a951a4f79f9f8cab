#include "ingest_service/extraction/entities/acronym.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace dateline::extraction {

bool IsAcronym(absl::string_view name) {
  const bool has_small = std::any_of(name.begin(), name.end(), [](unsigned char c) { return absl::ascii_islower(c); });
  return name.size() >= 2 && name.size() <= 12 && !has_small &&
         absl::ascii_isupper(static_cast<unsigned char>(name[0]));
}

}  // namespace dateline::extraction
