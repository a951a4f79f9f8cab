#include "ingest_service/facts/fact_builder.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "ingest_service/facts/conversion.h"
#include "ingest_service/facts/fact_name.h"

namespace dateline::facts {
namespace {

using extraction::Candidate;
using extraction::CandidateParticipant;
using extraction::Kind;

// From certainty to the share of facts that are right, fitted to the development articles and rounded down, because
// news of other kinds is read less well. `./dev eval facts` prints how it holds.
constexpr double kConfidenceOfNothing = 0.55;
constexpr double kConfidenceSlope = 0.42;

constexpr size_t kContextBytes = 32;  // of evidence_prefix, and of evidence_suffix

// Writes the parts of one fact. Holds the reading by reference.
class FactWriter {
 public:
  explicit FactWriter(const ArticleReading& reading) : reading_(reading) {}

  v1::Fact Write(const Candidate& candidate) const {
    v1::Fact fact;
    fact.set_kind(ToProto(candidate.kind));
    fact.set_event_type(ToProto(candidate.event_type));
    fact.set_mode(candidate.mode);
    for (const std::string& context : candidate.contexts) fact.add_contexts(context);
    fact.set_modality(ToProto(candidate.modality));
    fact.set_negated(candidate.negated);
    fact.set_direct_quote(candidate.direct_quote);
    for (const CandidateParticipant& participant : candidate.participants) {
      *fact.add_participants() = WriteParticipant(participant, ToProto(participant.role));
    }
    *fact.mutable_trigger() = WriteSpan(candidate.trigger);
    *fact.mutable_evidence() = WriteSpan(EvidenceOf(candidate));
    WriteContext(fact);
    if (!candidate.theme.empty()) *fact.mutable_theme() = WriteSpan(candidate.theme);
    if (candidate.time >= 0) *fact.mutable_time() = WriteTime(reading_.times[candidate.time]);
    if (candidate.place.has_value()) {
      *fact.mutable_place() = WriteParticipant(*candidate.place, v1::PARTICIPANT_ROLE_UNSPECIFIED);
    }
    if (candidate.kind == Kind::kOffice) {
      fact.mutable_office()->set_title(candidate.office_title);
      fact.mutable_office()->set_normalized_title(candidate.normalized_title);
    }
    if (candidate.quantity >= 0) *fact.mutable_quantity() = WriteQuantity(reading_.quantities[candidate.quantity]);
    if (candidate.attribution.has_value()) *fact.mutable_attribution() = WriteAttribution(*candidate.attribution);
    fact.set_confidence(ConfidenceOf(candidate));
    fact.set_extractor(std::string(ExtractorName()));
    fact.set_name(FactName(reading_.article_name, fact));
    return fact;
  }

 private:
  v1::TextSpan WriteSpan(text::Span span) const {
    const text::Span in_body = reading_.document.offsets.ToBody(span);
    const absl::string_view read = Slice(reading_.document.text, span);
    const absl::string_view written = Slice(reading_.body, in_body);
    v1::TextSpan proto;
    proto.set_text(std::string(written));
    proto.set_begin_byte(static_cast<int32_t>(in_body.begin_byte));
    proto.set_end_byte(static_cast<int32_t>(in_body.end_byte));
    if (read != written) proto.set_plain_text(std::string(read));
    return proto;
  }

  void WriteContext(v1::Fact& fact) const {
    const auto is_inside = [this](size_t at) {
      return at < reading_.body.size() && (static_cast<unsigned char>(reading_.body[at]) & 0xC0) == 0x80;
    };
    const auto begin = static_cast<size_t>(fact.evidence().begin_byte());
    const auto end = static_cast<size_t>(fact.evidence().end_byte());
    size_t first = begin - std::min(begin, kContextBytes);
    while (is_inside(first)) ++first;
    size_t last = std::min(reading_.body.size(), end + kContextBytes);
    while (is_inside(last)) --last;
    fact.set_evidence_prefix(std::string(reading_.body.substr(first, begin - first)));
    fact.set_evidence_suffix(std::string(reading_.body.substr(end, last - end)));
  }

  // The sentence of the trigger, stretched over the theme where that reaches into the next one.
  text::Span EvidenceOf(const Candidate& candidate) const {
    const auto& sentences = reading_.analysis.sentences;
    const auto after =
        absl::c_upper_bound(sentences, candidate.trigger.begin_byte,
                            [](uint32_t byte, const auto& sentence) { return byte < sentence.span.begin_byte; });
    text::Span evidence = std::prev(after)->span;
    for (const text::Span part : {candidate.trigger, candidate.theme}) {
      if (part.empty()) continue;
      evidence.begin_byte = std::min(evidence.begin_byte, part.begin_byte);
      evidence.end_byte = std::max(evidence.end_byte, part.end_byte);
    }
    return evidence;
  }

  v1::Participant WriteParticipant(const CandidateParticipant& participant, v1::ParticipantRole role) const {
    const extraction::ArticleEntity& entity = reading_.entities.entities[participant.entity];
    v1::Participant proto;
    proto.set_role(role);
    proto.set_entity(reading_.entity_names[participant.entity]);
    proto.set_display_name(entity.display_name);
    proto.set_entity_type(ToProto(entity.type));
    proto.set_country_code(entity.country_code);
    *proto.mutable_mention() = WriteSpan(participant.mention);
    return proto;
  }

  v1::FactTime WriteTime(const extraction::TimeExpression& time) const {
    v1::FactTime proto;
    proto.set_edtf(time.edtf);
    if (time.earliest.has_value()) *proto.mutable_earliest() = ToProto(*time.earliest);
    if (time.latest.has_value()) *proto.mutable_latest() = ToProto(*time.latest);
    *proto.mutable_mention() = WriteSpan(time.span);
    return proto;
  }

  v1::Quantity WriteQuantity(const extraction::Quantity& quantity) const {
    v1::Quantity proto;
    proto.set_metric(quantity.metric);
    proto.set_value(quantity.value);
    if (quantity.value_max.has_value()) proto.set_value_max(*quantity.value_max);
    proto.set_unit(quantity.unit);
    proto.set_approximate(quantity.approximate);
    *proto.mutable_mention() = WriteSpan(quantity.span);
    return proto;
  }

  v1::Attribution WriteAttribution(const extraction::CandidateAttribution& attribution) const {
    v1::Attribution proto;
    *proto.mutable_speaker() = WriteParticipant(attribution.speaker, v1::PARTICIPANT_ROLE_SPEAKER);
    proto.set_cue(std::string(Slice(reading_.document.text, attribution.cue)));
    proto.set_direct_quote(attribution.direct_quote);
    return proto;
  }

  // Of the frame's reliability, weakened by the least certain link to an entity; to three digits.
  static double ConfidenceOf(const Candidate& candidate) {
    float weakest = 1;
    for (const CandidateParticipant& participant : candidate.participants)
      weakest = std::min(weakest, participant.certainty);
    const double certainty = std::clamp(candidate.reliability * weakest, 0.0f, 1.0f);
    return std::round((kConfidenceOfNothing + kConfidenceSlope * certainty) * 1000) / 1000;
  }

  const ArticleReading& reading_;
};

}  // namespace

absl::string_view ExtractorName() { return "dateline/" DATELINE_VERSION; }

std::vector<v1::Fact> BuildFacts(const ArticleReading& reading, const std::vector<Candidate>& candidates) {
  std::vector<const Candidate*> ordered;
  for (const Candidate& candidate : candidates) ordered.push_back(&candidate);
  absl::c_stable_sort(ordered, [](const Candidate* a, const Candidate* b) { return a->trigger < b->trigger; });
  const FactWriter writer(reading);
  std::vector<v1::Fact> facts;
  absl::flat_hash_set<std::string> names;
  for (const Candidate* candidate : ordered) {
    v1::Fact fact = writer.Write(*candidate);
    if (names.insert(fact.name()).second) facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace dateline::facts
