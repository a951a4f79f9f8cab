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

AcronymEvidence PieceOf(const store::Statement& row) {
  return {std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2)), row.Integer(3) != 0};
}

absl::StatusOr<Pieces> StoredPieces(store::Database& database, absl::string_view article) {
  Pieces evidence;
  const absl::Status read =
      ForEachRow(database, "SELECT acronym, entity, country_code, is_defined FROM acronym_evidence WHERE article = ?",
                 {article}, [&](const store::Statement& row) {
                   evidence.insert(PieceOf(row));
                   return absl::OkStatus();
                 });
  if (!read.ok()) return read;
  return evidence;
}

// Adds to `known` the first piece behind `last` that articles say of its acronym, when `trip` has run.
void AskNext(const AcronymEvidence& last, store::Database& database, store::RoundTrip& trip, Pieces& known) {
  trip.Ask(PrepareWith(database,
                       "SELECT acronym, entity, country_code, is_defined FROM acronym_evidence"
                       " WHERE acronym = ? AND (entity, country_code, is_defined) > (?, ?, ?)"
                       " ORDER BY entity, country_code, is_defined LIMIT 1",
                       {last.acronym, last.entity, last.country_code, int64_t{last.is_defined}}),
           [&](const store::Statement& row) {
             known.insert(PieceOf(row));
             return absl::OkStatus();
           });
}

// What articles say of the acronyms of `pieces`, each piece once, however many say so: from one to the next by the key.
absl::StatusOr<Pieces> KnownOf(store::Database& database, const Pieces& pieces) {
  Pieces known;
  Pieces last;  // of each acronym that is not read to its end
  for (const AcronymEvidence& piece : pieces) last.insert({piece.acronym, "", "", false});  // before every piece
  while (!last.empty()) {
    Pieces next;
    store::RoundTrip trip(database);
    for (const AcronymEvidence& piece : last) AskNext(piece, database, trip, next);
    if (absl::Status run = trip.Run(); !run.ok()) return run;
    known.insert(next.begin(), next.end());
    last = std::move(next);
  }
  return known;
}

Merges MergesOf(const Pieces& pieces) {
  return resolution::FindAcronymMerges(std::vector<AcronymEvidence>(pieces.begin(), pieces.end()));
}

constexpr RowInsert kInsertEvidence{"INSERT INTO acronym_evidence VALUES (?, ?, ?, ?, ?)",
                                    "BYTEA, TEXT, TEXT, BIGINT, TEXT"};

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
        Insert(database, kInsertEvidence,
               {piece.acronym, piece.entity, piece.country_code, int64_t{piece.is_defined}, article});
    if (!written.ok()) return written;
  }
  return absl::OkStatus();
}

// Those of `pieces` that no other article says: with this one something else is known.
absl::StatusOr<Pieces> SaidByNoOther(store::Database& database, absl::string_view article, const Pieces& pieces) {
  Pieces alone = pieces;
  store::RoundTrip trip(database);
  for (const AcronymEvidence& piece : pieces) {
    trip.Ask(PrepareWith(database,
                         "SELECT 1 FROM acronym_evidence WHERE acronym = ? AND entity = ?"
                         " AND country_code = ? AND is_defined = ? AND article <> ? LIMIT 1",
                         {piece.acronym, piece.entity, piece.country_code, int64_t{piece.is_defined}, article}),
             [&](const store::Statement&) {
               alone.erase(piece);
               return absl::OkStatus();
             });
  }
  if (absl::Status run = trip.Run(); !run.ok()) return run;
  return alone;
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
  Pieces changed = taken_back;
  changed.insert(added.begin(), added.end());
  const absl::StatusOr<Pieces> alone = SaidByNoOther(database, article, changed);
  if (!alone.ok()) return alone.status();
  const absl::StatusOr<Pieces> known = KnownOf(database, *alone);
  if (!known.ok()) return known.status();
  if (absl::Status written = Write(database, article, taken_back, added); !written.ok()) return written;
  Pieces known_now = *known;
  for (const AcronymEvidence& piece : *alone) {
    if (taken_back.contains(piece)) {
      known_now.erase(piece);
    } else {
      known_now.insert(piece);
    }
  }
  return Difference(MergesOf(*known), MergesOf(known_now));
}

}  // namespace dateline::fact_log
