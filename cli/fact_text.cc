#include "cli/fact_text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "cli/display_width.h"
#include "cli/labels.h"

namespace dateline::cli {
namespace {

constexpr int kLabelColumns = 13;

std::string HeadLine(const v1::Fact& fact) {
  std::string line = absl::AsciiStrToUpper(EnumLabel(fact.kind()));
  if (fact.kind() == v1::FACT_KIND_EVENT) absl::StrAppend(&line, " ", EnumLabel(fact.event_type()));
  if (!fact.mode().empty()) absl::StrAppend(&line, " (", fact.mode(), ")");
  if (fact.negated()) absl::StrAppend(&line, ", denied or not so");
  absl::StrAppend(&line, ", ", EnumLabel(fact.modality()));
  if (!fact.contexts().empty()) absl::StrAppend(&line, ", ", absl::StrJoin(fact.contexts(), " and "));
  return absl::StrCat(line, absl::StrFormat(", confidence %.2f", fact.confidence()));
}

// "Bùi Thanh Sơn (person, VN), here "he"".
std::string ParticipantText(const v1::Participant& participant) {
  std::string text = participant.display_name();
  std::vector<std::string> notes;
  if (participant.entity_type() != v1::ENTITY_TYPE_UNSPECIFIED) notes.push_back(EnumLabel(participant.entity_type()));
  if (!participant.country_code().empty()) notes.push_back(participant.country_code());
  if (!notes.empty()) absl::StrAppend(&text, " (", absl::StrJoin(notes, ", "), ")");
  const std::string& mention = ReadableText(participant.mention());
  if (!mention.empty() && mention != participant.display_name()) absl::StrAppend(&text, ", here \"", mention, "\"");
  return text;
}

std::string TimeText(const v1::FactTime& time) {
  const std::string& words = ReadableText(time.mention());
  if (words.empty()) return time.edtf();
  return time.edtf().empty() ? absl::StrCat("\"", words, "\"") : absl::StrCat(time.edtf(), ", \"", words, "\"");
}

std::string QuantityText(const v1::Quantity& quantity) {
  std::string text = quantity.approximate() ? "about " : "";
  absl::StrAppend(&text, NumberLabel(quantity.value()));
  if (quantity.has_value_max()) absl::StrAppend(&text, " to ", NumberLabel(quantity.value_max()));
  if (!quantity.unit().empty()) absl::StrAppend(&text, " ", quantity.unit());
  return quantity.metric().empty() ? text : absl::StrCat(quantity.metric(), ": ", text);
}

std::string OfficeText(const v1::Office& office) {
  if (office.title() == office.normalized_title()) return office.title();
  return absl::StrCat(office.normalized_title(), ", here \"", office.title(), "\"");
}

std::string AttributionText(const v1::Attribution& attribution) {
  std::string text = ParticipantText(attribution.speaker());
  if (!attribution.cue().empty()) absl::StrAppend(&text, ", \"", attribution.cue(), "\"");
  return attribution.direct_quote() ? absl::StrCat(text, ", in quotation marks") : text;
}

// A label, and text that hangs beside it over as many lines as it needs.
std::string Row(absl::string_view label, absl::string_view text, int indent, const TextLayout& layout) {
  const std::string hanging = LayOutMarkedText(text, {}, indent + kLabelColumns, layout);
  const std::string margin = PadRight(absl::StrCat(std::string(indent, ' '), label), indent + kLabelColumns);
  return absl::StrCat(Dim(margin, layout), absl::string_view(hanging).substr(indent + kLabelColumns));
}

// Where `part` stands in the readable words of `whole`; empty where it cannot be told.
std::vector<Mark> MarkWithin(const v1::TextSpan& whole, const v1::TextSpan& part) {
  if (whole.plain_text().empty()) {
    if (part.begin_byte() < whole.begin_byte() || part.end_byte() > whole.end_byte()) return {};
    return {{static_cast<size_t>(part.begin_byte() - whole.begin_byte()),
             static_cast<size_t>(part.end_byte() - whole.begin_byte())}};
  }
  const std::string& words = ReadableText(part);
  const size_t at = words.empty() ? std::string::npos : whole.plain_text().find(words);
  if (at == std::string::npos) return {};
  return {{at, at + words.size()}};
}

}  // namespace

const std::string& ReadableText(const v1::TextSpan& span) {
  return span.plain_text().empty() ? span.text() : span.plain_text();
}

std::string FactSummary(const v1::Fact& fact, int indent, const TextLayout& layout) {
  std::string result = absl::StrCat(std::string(indent, ' '), Bold(HeadLine(fact), layout), "\n");
  const auto add = [&](absl::string_view label, absl::string_view text) {
    absl::StrAppend(&result, Row(label, text, indent + 2, layout));
  };
  for (const v1::Participant& participant : fact.participants()) {
    add(EnumLabel(participant.role()), ParticipantText(participant));
  }
  if (fact.has_office()) add("office", OfficeText(fact.office()));
  if (fact.has_quantity()) add("figure", QuantityText(fact.quantity()));
  if (fact.has_theme()) add("what", ReadableText(fact.theme()));
  if (fact.has_time()) add("when", TimeText(fact.time()));
  if (fact.has_place()) add("where", ParticipantText(fact.place()));
  if (fact.has_attribution()) add("by word of", AttributionText(fact.attribution()));
  return result;
}

std::string EvidenceText(absl::Span<const v1::Fact* const> facts, int indent, const TextLayout& layout) {
  std::vector<Mark> marks;
  for (const v1::Fact* fact : facts) {
    for (const Mark mark : MarkWithin(fact->evidence(), fact->trigger())) marks.push_back(mark);
  }
  return LayOutMarkedText(ReadableText(facts.front()->evidence()), marks, indent, layout);
}

std::string FactText(const v1::Fact& fact, const TextLayout& layout) {
  const v1::Fact* facts[] = {&fact};
  const v1::TextSpan& evidence = fact.evidence();
  return absl::StrCat(
      FactSummary(fact, 0, layout), EvidenceText(facts, 4, layout), Row("fact", fact.name(), 2, layout),
      Row("evidence", absl::StrCat("bytes ", evidence.begin_byte(), " to ", evidence.end_byte()), 2, layout));
}

}  // namespace dateline::cli
