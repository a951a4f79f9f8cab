#include "cli/explanation_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/fact_text.h"
#include "cli/labels.h"
#include "cli/reading_text.h"
#include "cli/table.h"
#include "google/protobuf/util/time_util.h"

namespace dateline::cli {
namespace {

std::string Counted(int64_t count, absl::string_view one, absl::string_view several) {
  return absl::StrCat(count, " ", count == 1 ? one : several);
}

std::string TestimonyText(const v1::Testimony& testimony, const TextLayout& layout) {
  const v1::Fact* const facts[] = {&testimony.fact()};
  return absl::StrCat("  ", SourceOf(testimony), "\n", EvidenceText(facts, 4, layout));
}

std::string VersionText(const v1::ClaimVersion& version, const TextLayout& layout) {
  std::string text = Bold(absl::StrCat(version.is_asked() ? "Said" : "Said otherwise", " by ",
                                       Counted(version.independent_sources(), "source", "independent sources"), ", in ",
                                       Counted(version.fact_count(), "fact", "facts")),
                          layout);
  absl::StrAppend(&text, "\n");
  for (const v1::Testimony& testimony : version.testimonies()) {
    absl::StrAppend(&text, TestimonyText(testimony, layout));
  }
  if (version.testimonies_size() < version.fact_count()) absl::StrAppend(&text, "  ...\n");
  return text;
}

std::string HistoryText(const v1::ExplainFactResponse& response) {
  std::vector<std::vector<std::string>> rows;
  for (const v1::FactHistoryEntry& entry : response.history()) {
    rows.push_back({absl::StrCat("  ", google::protobuf::util::TimeUtil::ToString(entry.record_time())),
                    EnumLabel(entry.kind()), NotesOf(entry, response.testimony().fact().name())});
  }
  return AlignColumns(rows);
}

bool HasEnded(const v1::ExplainFactResponse& response) {
  if (response.history().empty()) return false;
  const v1::FactHistoryEntry& last = *response.history().rbegin();
  return last.article_revision() == 0;
}

}  // namespace

std::string SourceOf(const v1::Testimony& testimony) {
  std::vector<std::string> details;
  for (const std::string& detail : {testimony.article().publisher(), testimony.article().byline(),
                                    DateLabel(testimony.article().published()), testimony.fact().name()}) {
    if (!detail.empty()) details.push_back(detail);
  }
  return absl::StrJoin(details, ", ");
}

std::string NotesOf(const v1::FactHistoryEntry& entry, const std::string& fact) {
  std::vector<std::string> notes;
  if (entry.article_revision() != 0) notes.push_back(absl::StrCat("revision ", entry.article_revision()));
  if (entry.cause() != v1::RETRACTION_CAUSE_UNSPECIFIED) notes.push_back(EnumLabel(entry.cause()));
  if (!entry.reason().empty()) notes.push_back(absl::StrCat("\"", entry.reason(), "\""));
  const bool is_replaced = !entry.superseded_by().empty() && entry.superseded_by() != fact;
  if (is_replaced) notes.push_back(absl::StrCat("by ", entry.superseded_by()));
  return absl::StrJoin(notes, ", ");
}

std::string ExplanationText(const v1::ExplainFactResponse& response, const TextLayout& layout) {
  const v1::Article& article = response.testimony().article();
  std::string text = absl::StrCat(FactText(response.testimony().fact(), layout), "\n", ArticleHeading(article, layout),
                                  Dim(absl::StrCat(article.name(), " revision ", article.revision(), ", sha256 ",
                                                   article.sha256(), ", sent by ", article.provenance().sender()),
                                      layout),
                                  "\n");
  if (HasEnded(response)) absl::StrAppend(&text, "\nWithdrawn or replaced since; this is how it was last.\n");
  for (const v1::ClaimVersion& version : response.versions())
    absl::StrAppend(&text, "\n", VersionText(version, layout));
  if (response.versions_incomplete()) absl::StrAppend(&text, "\nOlder facts were not compared.\n");
  return absl::StrCat(text, "\n", Bold("History", layout), "\n", HistoryText(response));
}

}  // namespace dateline::cli
