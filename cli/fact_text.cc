#include "cli/fact_text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "cli/display_width.h"
#include "cli/labels.h"

namespace dateline::cli {
namespace {

constexpr int kLabelColumns = 13;

// Words with the places in them that are marked.
struct StyledText {
  std::string text;
  std::vector<Mark> marks;

  void Add(absl::string_view piece, Style style) {
    if (style != Style::kPlain) marks.push_back({text.size(), text.size() + piece.size(), style});
    absl::StrAppend(&text, piece);
  }
};

std::string LayOut(const StyledText& styled, int indent, const TextLayout& layout) {
  return LayOutMarkedText(styled.text, layout.terminal ? styled.marks : std::vector<Mark>(), indent, layout);
}

std::string QuantityText(const v1::Quantity& quantity) {
  std::string text = quantity.approximate() ? "about " : "";
  absl::StrAppend(&text, NumberLabel(quantity.value()));
  if (quantity.has_value_max()) absl::StrAppend(&text, " to ", NumberLabel(quantity.value_max()));
  if (!quantity.unit().empty()) absl::StrAppend(&text, " ", quantity.unit());
  const bool says_more = !quantity.metric().empty() && quantity.metric() != quantity.unit();
  return says_more ? absl::StrCat(quantity.metric(), ": ", text) : text;
}

// What the fact is, in a few words.
std::string Kernel(const v1::Fact& fact) {
  std::string kernel = absl::AsciiStrToUpper(EnumLabel(fact.kind()));
  if (fact.kind() == v1::FACT_KIND_EVENT) absl::StrAppend(&kernel, " ", EnumLabel(fact.event_type()));
  if (!fact.mode().empty()) absl::StrAppend(&kernel, " (", fact.mode(), ")");
  if (fact.has_office()) absl::StrAppend(&kernel, " ", fact.office().normalized_title());
  if (fact.has_quantity()) absl::StrAppend(&kernel, " ", QuantityText(fact.quantity()));
  return kernel;
}

// The kernel, by which words, and what holds of it.
StyledText HeadLine(const v1::Fact& fact) {
  StyledText line;
  line.Add(Kernel(fact), Style::kStrong);
  const std::string& trigger = ReadableText(fact.trigger());
  if (!trigger.empty() && !absl::EqualsIgnoreCase(trigger, fact.office().normalized_title()))
    line.Add(absl::StrCat(", \"", trigger, "\""), Style::kPlain);
  if (fact.negated()) line.Add(", denied or not so", Style::kStrong);
  if (fact.modality() != v1::MODALITY_ACTUAL) line.Add(absl::StrCat(", ", EnumLabel(fact.modality())), Style::kStrong);
  if (!fact.contexts().empty()) line.Add(absl::StrCat(", ", absl::StrJoin(fact.contexts(), " and ")), Style::kPlain);
  line.Add(absl::StrFormat(", confidence %.2f", fact.confidence()), Style::kDim);
  return line;
}

// "Bùi Thanh Sơn (person, VN), here "he"". Words that have the name say nothing more.
StyledText ParticipantText(const v1::Participant& participant, Style style) {
  StyledText styled;
  styled.Add(participant.display_name(), style);
  std::vector<std::string> notes;
  if (participant.entity_type() != v1::ENTITY_TYPE_UNSPECIFIED) notes.push_back(EnumLabel(participant.entity_type()));
  if (!participant.country_code().empty()) notes.push_back(participant.country_code());
  if (!notes.empty()) styled.Add(absl::StrCat(" (", absl::StrJoin(notes, ", "), ")"), Style::kDim);
  const std::string& mention = ReadableText(participant.mention());
  if (!absl::StrContains(mention, participant.display_name()) && !mention.empty()) {
    styled.Add(absl::StrCat(", here \"", mention, "\""), Style::kPlain);
  }
  return styled;
}

StyledText TimeText(const v1::FactTime& time) {
  StyledText styled;
  styled.Add(time.edtf(), Style::kWhen);
  const std::string& words = ReadableText(time.mention());
  if (!words.empty()) styled.Add(absl::StrCat(time.edtf().empty() ? "" : ", ", "\"", words, "\""), Style::kPlain);
  return styled;
}

StyledText AttributionText(const v1::Attribution& attribution) {
  StyledText styled = ParticipantText(attribution.speaker(), Style::kWho);
  if (!attribution.cue().empty()) styled.Add(absl::StrCat(", \"", attribution.cue(), "\""), Style::kPlain);
  if (attribution.direct_quote()) styled.Add(", in quotation marks", Style::kPlain);
  return styled;
}

// Who, what, when and where.
std::vector<std::pair<std::string, StyledText>> StyledRows(const v1::Fact& fact) {
  std::vector<std::pair<std::string, StyledText>> rows;
  for (const v1::Participant& participant : fact.participants()) {
    rows.emplace_back(EnumLabel(participant.role()), ParticipantText(participant, Style::kWho));
  }
  if (fact.has_theme()) rows.push_back({"what", {ReadableText(fact.theme()), {}}});
  if (fact.has_time()) rows.emplace_back("when", TimeText(fact.time()));
  if (fact.has_place()) rows.emplace_back("where", ParticipantText(fact.place(), Style::kWhere));
  if (fact.has_attribution()) rows.emplace_back("by word of", AttributionText(fact.attribution()));
  return rows;
}

// A label, and text that hangs beside it over as many lines as it needs.
std::string Row(absl::string_view label, const StyledText& text, int indent, const TextLayout& layout) {
  const std::string hanging = LayOut(text, indent + kLabelColumns, layout);
  const std::string margin = PadRight(absl::StrCat(std::string(indent, ' '), label), indent + kLabelColumns);
  return absl::StrCat(Dim(margin, layout), absl::string_view(hanging).substr(indent + kLabelColumns));
}

// Where `words` first stand in `text` and no word goes on before or behind them; npos: nowhere.
size_t FindWords(absl::string_view words, absl::string_view text) {
  const auto goes_on = [&](size_t at) { return at < text.size() && absl::ascii_isalnum(text[at]); };
  for (size_t at = text.find(words); at != absl::string_view::npos && !words.empty(); at = text.find(words, at + 1)) {
    if (!goes_on(at - 1) && !goes_on(at + words.size())) return at;
  }
  return std::string::npos;
}

// Where `part` stands in the readable words of `whole`; nothing: it cannot be told.
std::optional<TextRange> FindWithin(const v1::TextSpan& whole, const v1::TextSpan& part) {
  if (whole.plain_text().empty()) {
    const bool is_within = part.begin_byte() >= whole.begin_byte() && part.end_byte() <= whole.end_byte() &&
                           part.end_byte() - whole.begin_byte() <= static_cast<int64_t>(whole.text().size());
    if (!is_within) return std::nullopt;
    return TextRange{static_cast<size_t>(part.begin_byte() - whole.begin_byte()),
                     static_cast<size_t>(part.end_byte() - whole.begin_byte())};
  }
  const std::string& words = ReadableText(part);
  const size_t at = FindWords(words, whole.plain_text());
  return at == std::string::npos ? std::nullopt : std::optional(TextRange{at, at + words.size()});
}

void MarkWithin(const v1::TextSpan& whole, const v1::TextSpan& part, Style style, std::vector<Mark>& marks) {
  const std::optional<TextRange> found = FindWithin(whole, part);
  if (found.has_value()) marks.push_back({found->begin, found->end, style});
}

}  // namespace

std::optional<TextRange> TriggerInEvidence(const v1::Fact& fact) { return FindWithin(fact.evidence(), fact.trigger()); }

const std::string& ReadableText(const v1::TextSpan& span) {
  return span.plain_text().empty() ? span.text() : span.plain_text();
}

std::string FactHeading(const v1::Fact& fact) { return HeadLine(fact).text; }

std::vector<std::pair<std::string, std::string>> FactRows(const v1::Fact& fact) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& [label, text] : StyledRows(fact)) rows.emplace_back(label, text.text);
  return rows;
}

std::string FactSummary(const v1::Fact& fact, int indent, const TextLayout& layout) {
  std::string result = LayOut(HeadLine(fact), indent, layout);
  std::string label_before;
  for (const auto& [label, text] : StyledRows(fact)) {
    absl::StrAppend(&result, Row(label == label_before ? "" : label, text, indent + 2, layout));
    label_before = label;
  }
  return result;
}

std::string EvidenceText(absl::Span<const v1::Fact* const> facts, int indent, const TextLayout& layout) {
  const v1::TextSpan& evidence = facts.front()->evidence();
  std::vector<Mark> marks;
  for (const v1::Fact* fact : facts) {
    MarkWithin(evidence, fact->trigger(), Style::kKey, marks);
    MarkWithin(evidence, fact->time().mention(), Style::kWhen, marks);
    MarkWithin(evidence, fact->place().mention(), Style::kWhere, marks);
    MarkWithin(evidence, fact->attribution().speaker().mention(), Style::kWho, marks);
    for (const v1::Participant& participant : fact->participants()) {
      MarkWithin(evidence, participant.mention(), Style::kWho, marks);
    }
  }
  return LayOutMarkedText(ReadableText(evidence), marks, indent, layout);
}

std::string FactText(const v1::Fact& fact, const TextLayout& layout) {
  const v1::Fact* facts[] = {&fact};
  const v1::TextSpan& evidence = fact.evidence();
  std::string text = FactSummary(fact, 0, layout);
  if (fact.has_evidence()) absl::StrAppend(&text, EvidenceText(facts, 4, layout));
  absl::StrAppend(&text, Row("fact", {fact.name(), {}}, 2, layout));
  if (!fact.has_evidence()) return text;
  const std::string bytes = absl::StrCat("bytes ", evidence.begin_byte(), " to ", evidence.end_byte());
  return absl::StrCat(text, Row("evidence", {bytes, {}}, 2, layout));
}

}  // namespace dateline::cli
