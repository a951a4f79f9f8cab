// What the extractors hand on: facts as token and byte ranges, before they get names and confidence.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_CANDIDATE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_CANDIDATE_H_

#include <optional>
#include <string>
#include <vector>

#include "ingest_service/text/span.h"

namespace dateline::extraction {

enum class Kind { kEvent, kStatement, kOffice, kQuantity };

// PLOVER's root types, and kAppoint.
enum class EventType {
  kNone,
  kAgree,
  kConsult,
  kSupport,
  kConcede,
  kCooperate,
  kAid,
  kRetreat,
  kRequest,
  kAccuse,
  kReject,
  kThreaten,
  kProtest,
  kSanction,
  kMobilize,
  kCoerce,
  kAssault,
  kAppoint,
};

enum class Modality { kActual, kPlanned, kRequested, kHypothetical };

enum class Role { kActor, kRecipient, kSpeaker, kAddressee, kHolder, kOrganization, kCountry, kSubject };

// An entity in a candidate and the words that name it there.
struct CandidateParticipant {
  Role role = Role::kActor;
  int entity = 0;       // index into Entities::entities
  text::Span mention;   // in Document::text
  float certainty = 1;  // of the link from mention to entity
};

// Whose word a candidate is.
struct CandidateAttribution {
  CandidateParticipant speaker;
  text::Span cue;
  bool direct_quote = false;
};

// One fact as the article says it. Spans are ranges of Document::text; an empty span is unset.
struct Candidate {
  Kind kind = Kind::kEvent;
  EventType event_type = EventType::kNone;
  std::string mode;
  std::vector<std::string> contexts;
  Modality modality = Modality::kActual;
  bool negated = false;
  bool direct_quote = false;
  std::vector<CandidateParticipant> participants;
  text::Span trigger;
  int trigger_token = 0;  // the syntactic head of the trigger
  text::Span theme;
  std::vector<text::Span> said;               // kStatement: all parts of what is said, the theme in the longest of them
  int time = -1;                              // index into the article's time expressions; -1: none
  std::optional<CandidateParticipant> place;  // its role has no meaning
  std::optional<CandidateAttribution> attribution;
  int quantity = -1;             // kQuantity: index into the article's quantities
  std::string office_title;      // kOffice: as written
  std::string normalized_title;  // kOffice: spelled out
  float reliability = 1;         // 0..1: how often this frame and its reading are right
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_CANDIDATE_H_
