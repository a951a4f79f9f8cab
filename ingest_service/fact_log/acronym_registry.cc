#include "ingest_service/fact_log/acronym_registry.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "ingest_service/fact_log/rows.h"

namespace dateline::fact_log {
namespace {

using resolution::AcronymEvidence;
using resolution::Merges;
using Pieces = std::set<AcronymEvidence>;

absl::StatusOr<Pieces> StoredPieces(store::Database& database, absl::string_view article) {
  Pieces evidence;
  const absl::Status read =
      ForEachRow(database, "SELECT acronym, entity, country_code, is_defined FROM acronym_evidence WHERE article = ?",
                 {article}, [&](const store::Statement& row) {
                   evidence.insert({std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2)),
                                    row.Integer(3) != 0});
                   return absl::OkStatus();
                 });
  if (!read.ok()) return read;
  return evidence;
}

// What articles say of an acronym, each piece once, however many say so: from one to the next by the key.
absl::StatusOr<std::vector<AcronymEvidence>> KnownOf(store::Database& database, const std::string& acronym) {
  std::vector<AcronymEvidence> known;
  AcronymEvidence last{acronym, "", "", false};  // before every piece
  while (true) {
    const size_t before = known.size();
    const absl::Status read = ForEachRow(
        database,
        "SELECT entity, country_code, is_defined FROM acronym_evidence"
        " WHERE acronym = ? AND (entity, country_code, is_defined) > (?, ?, ?)"
        " ORDER BY entity, country_code, is_defined LIMIT 1",
        {acronym, last.entity, last.country_code, int64_t{last.is_defined}}, [&](const store::Statement& row) {
          known.push_back({acronym, std::string(row.Text(0)), std::string(row.Text(1)), row.Integer(2) != 0});
          return absl::OkStatus();
        });
    if (!read.ok()) return read;
    if (known.size() == before) return known;
    last = known.back();
  }
}

absl::StatusOr<Merges> MergesOf(store::Database& database, const std::set<std::string>& acronyms) {
  std::vector<AcronymEvidence> known;
  for (const std::string& acronym : acronyms) {
    auto of_acronym = KnownOf(database, acronym);
    if (!of_acronym.ok()) return of_acronym.status();
    std::move(of_acronym->begin(), of_acronym->end(), std::back_inserter(known));
  }
  return resolution::FindAcronymMerges(known);
}

absl::Status Write(store::Database& database, absl::string_view article, const Pieces& taken_back,
                   const Pieces& added) {
  for (const AcronymEvidence& piece : taken_back) {
    const absl::Status removed =
        Run(database,
            "DELETE FROM acronym_evidence WHERE acronym = ? AND entity = ? AND country_code = ?"
            " AND is_defined = ? AND article = ?",
            {piece.acronym, piece.entity, piece.country_code, int64_t{piece.is_defined}, article});
    if (!removed.ok()) return removed;
  }
  for (const AcronymEvidence& piece : added) {
    const absl::Status written =
        Run(database, "INSERT INTO acronym_evidence VALUES (?, ?, ?, ?, ?)",
            {piece.acronym, piece.entity, piece.country_code, int64_t{piece.is_defined}, article});
    if (!written.ok()) return written;
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> SaysAnother(store::Database& database, const AcronymEvidence& piece, absl::string_view article) {
  bool says = false;
  const absl::Status read =
      ForEachRow(database,
                 "SELECT 1 FROM acronym_evidence WHERE acronym = ? AND entity = ?"
                 " AND country_code = ? AND is_defined = ? AND article <> ? LIMIT 1",
                 {piece.acronym, piece.entity, piece.country_code, int64_t{piece.is_defined}, article},
                 [&](const store::Statement&) {
                   says = true;
                   return absl::OkStatus();
                 });
  if (!read.ok()) return read;
  return says;
}

// The acronyms of the pieces that no article says without this one: those of which something else is known with it.
absl::StatusOr<std::set<std::string>> ChangedAcronyms(store::Database& database, absl::string_view article,
                                                      const Pieces& taken_back, const Pieces& added) {
  std::set<std::string> acronyms;
  for (const Pieces* const pieces : {&taken_back, &added}) {
    for (const AcronymEvidence& piece : *pieces) {
      const absl::StatusOr<bool> says_another = SaysAnother(database, piece, article);
      if (!says_another.ok()) return says_another.status();
      if (!*says_another) acronyms.insert(piece.acronym);
    }
  }
  return acronyms;
}

Pieces Without(const Pieces& one, const Pieces& other) {
  Pieces rest;
  std::set_difference(one.begin(), one.end(), other.begin(), other.end(), std::inserter(rest, rest.end()));
  return rest;
}

std::vector<MergeChange> Difference(const Merges& before, const Merges& after) {
  Merges changed;  // by entity: what it stands for now
  for (const auto& [entity, full] : before) {
    if (!after.contains(entity)) changed[entity] = "";
  }
  for (const auto& [entity, full] : after) {
    const auto was = before.find(entity);
    if (was == before.end() || was->second != full) changed[entity] = full;
  }
  std::vector<MergeChange> changes;
  for (const auto& [entity, full] : changed) changes.push_back({entity, full});
  return changes;
}

}  // namespace

absl::StatusOr<std::vector<MergeChange>> SetAcronyms(store::Database& database, absl::string_view article,
                                                     absl::Span<const AcronymEvidence> evidence, bool is_first) {
  Pieces before;
  if (!is_first) {
    auto stored = StoredPieces(database, article);
    if (!stored.ok()) return stored.status();
    before = *std::move(stored);
  }
  const Pieces after(evidence.begin(), evidence.end());
  const Pieces taken_back = Without(before, after), added = Without(after, before);
  const absl::StatusOr<std::set<std::string>> acronyms = ChangedAcronyms(database, article, taken_back, added);
  if (!acronyms.ok()) return acronyms.status();
  const absl::StatusOr<Merges> merges_before = MergesOf(database, *acronyms);
  if (!merges_before.ok()) return merges_before.status();
  if (absl::Status written = Write(database, article, taken_back, added); !written.ok()) return written;
  const absl::StatusOr<Merges> merges_after = MergesOf(database, *acronyms);
  if (!merges_after.ok()) return merges_after.status();
  return Difference(*merges_before, *merges_after);
}

}  // namespace dateline::fact_log
