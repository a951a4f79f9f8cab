#include "query_service/segments/fact_document.h"

#include <utility>

#include "platform/unicode/fold.h"

namespace dateline::segments {

ArticleContext ContextOf(const v1::Article& article) {
  ArticleContext context;
  context.publisher = article.publisher();
  if (article.published().year() > 0) {
    context.published = DayRange{FirstDay(article.published()), LastDay(article.published())};
  }
  return context;
}

const std::string& SearchedText(const v1::TextSpan& span) {
  return span.plain_text().empty() ? span.text() : span.plain_text();
}

absl::string_view ArticleOfFact(absl::string_view fact_name) {
  const size_t end = fact_name.find("/facts/");
  return end == absl::string_view::npos ? absl::string_view() : fact_name.substr(0, end);
}

FactDocument::FactDocument(const FactRecord& record, const v1::Fact& fact, std::string bytes,
                           const ArticleContext& context)
    : record_(record),
      name_(fact.name()),
      bytes_(std::move(bytes)),
      confidence_(fact.confidence()),
      kind_(fact.kind()),
      event_type_(fact.event_type()),
      modality_(fact.modality()),
      published_(context.published) {
  AddParticipants(fact);
  AddSpeakers(fact);
  AddTerm(FactField::kKind, absl::StrCat(static_cast<int>(fact.kind())));
  if (fact.event_type() != v1::EVENT_TYPE_UNSPECIFIED) {
    AddTerm(FactField::kEventType, absl::StrCat(static_cast<int>(fact.event_type())));
  }
  if (!fact.mode().empty()) AddTerm(FactField::kMode, fact.mode());
  for (const std::string& each : fact.contexts()) AddTerm(FactField::kContext, each);
  AddTerm(FactField::kModality, absl::StrCat(static_cast<int>(fact.modality())));
  if (fact.negated()) AddTerm(FactField::kNegated, "");
  AddTerm(FactField::kArticle, ArticleOfFact(fact.name()));
  if (!context.publisher.empty()) AddTerm(FactField::kPublisher, context.publisher);
  if (fact.has_time()) AddTime(fact.time());
  unicode::ForEachWord(fact.office().normalized_title(),
                       [this](absl::string_view word, size_t, size_t) { AddTerm(FactField::kOfficeWord, word); });
  AddText(SearchedText(fact.evidence()));
  AddText(SearchedText(fact.theme()));
  for (const v1::Participant& participant : fact.participants()) AddText(participant.display_name());
  AddText(fact.place().display_name());
  AddText(fact.attribution().speaker().display_name());
}

void FactDocument::AddParticipants(const v1::Fact& fact) {
  for (const v1::Participant& participant : fact.participants()) {
    AddTerm(FactField::kRole, absl::StrCat(static_cast<int>(participant.role())));
    if (!participant.country_code().empty()) AddTerm(FactField::kCountry, participant.country_code());
    if (participant.entity().empty()) continue;
    AddTerm(FactField::kEntity, participant.entity());
    AddTerm(FactField::kEntityInRole, EntityInRole(participant.role(), participant.entity()));
  }
  if (!fact.place().country_code().empty()) AddTerm(FactField::kCountry, fact.place().country_code());
  if (!fact.place().entity().empty()) AddTerm(FactField::kPlace, fact.place().entity());
}

void FactDocument::AddSpeakers(const v1::Fact& fact) {
  if (fact.kind() == v1::FACT_KIND_STATEMENT) {
    for (const v1::Participant& participant : fact.participants()) {
      const bool speaks = participant.role() == v1::PARTICIPANT_ROLE_SPEAKER && !participant.entity().empty();
      if (speaks) AddTerm(FactField::kSpeaker, participant.entity());
    }
  }
  const std::string& speaker = fact.attribution().speaker().entity();
  if (!speaker.empty()) AddTerm(FactField::kSpeaker, speaker);
}

void FactDocument::AddTime(const v1::FactTime& time) {
  days_ = DaysOf(time);
  const std::vector<std::string> months = MonthsOf(days_->range, kMaxMonthsOfFact);
  if (months.empty()) AddTerm(FactField::kLongTime, "");
  for (const std::string& month : months) AddTerm(FactField::kMonth, month);
}

void FactDocument::AddText(absl::string_view text) {
  if (text.empty()) return;
  const size_t before = words_.size();
  if (before > 0) words_.push_back({0, 0});
  unicode::ForEachWord(
      text, [this](absl::string_view word, size_t, size_t) { words_.push_back(Store(FactField::kWord, word)); });
  const bool has_words = words_.size() > before + (before > 0 ? 1 : 0);
  if (!has_words) words_.resize(before);
}

void FactDocument::AddTerm(FactField field, absl::string_view value) {
  const size_t before = keys_.size();
  const Slice slice = Store(field, value);
  for (const Slice& other : terms_) {
    if (ViewOf(other) != ViewOf(slice)) continue;
    keys_.resize(before);
    return;
  }
  terms_.push_back(slice);
}

FactDocument::Slice FactDocument::Store(FactField field, absl::string_view value) {
  const auto begin = static_cast<uint32_t>(keys_.size());
  keys_.push_back(static_cast<char>(field));
  keys_.append(value.data(), value.size());
  return {begin, static_cast<uint32_t>(keys_.size()) - begin};
}

}  // namespace dateline::segments
