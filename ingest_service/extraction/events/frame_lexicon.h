// The frame lexicon: which words name an event of which type.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_FRAME_LEXICON_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_FRAME_LEXICON_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ingest_service/extraction/candidate.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// Who takes which part; frames.tsv explains each.
enum class RoleScheme { kObject, kAddressee, kMutual, kEncounter, kVisit, kSubject, kReceiver, kTarget, kUndergo };

// One line of frames.tsv.
struct Frame {
  std::vector<std::string> objects;      // lemmas, one of which must be the object; empty: no condition
  std::vector<std::string> complements;  // prepositions or particles, one of which must introduce a complement
  std::vector<std::string> modifiers;    // lemmas, one of which must modify the trigger
  EventType type = EventType::kNone;     // kNone: with these conditions it is no event
  std::string mode;
  RoleScheme roles = RoleScheme::kObject;
  std::string example;
  int line = 0;  // in frames.tsv

  // More conditions count for more; of as many, an object says most, then a modifier.
  int specificity() const {
    return 4 * (!objects.empty() + !complements.empty() + !modifiers.empty()) + 2 * !objects.empty() +
           !modifiers.empty();
  }
};

// A frame found at a token, and the words that met its conditions; -1: no such condition.
struct FrameMatch {
  const Frame* frame = nullptr;
  int object = -1;      // head of the object
  int complement = -1;  // head of the complement; -1 also for a bare particle
  int marker = -1;      // the preposition or particle
  int modifier = -1;
};

// Thread safety: const after Load.
class FrameLexicon {
 public:
  // Reads `frames.tsv` from `data_directory`. NOT_FOUND or INVALID_ARGUMENT (with the line) on failure.
  static absl::StatusOr<FrameLexicon> Load(absl::string_view data_directory);
  // As Load, from the text of such a file.
  static absl::StatusOr<FrameLexicon> Parse(absl::string_view text);

  // The most specific frame whose conditions hold at `token`; unset if there is none, or if it says that this is no
  // event.
  std::optional<FrameMatch> Match(const language::Tree& tree, int token) const;

  // Every frame, for tests of the examples.
  std::vector<const Frame*> frames() const;

 private:
  absl::flat_hash_map<std::string, std::vector<Frame>> frames_;  // by "v:LEMMA", most specific first
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_FRAME_LEXICON_H_
