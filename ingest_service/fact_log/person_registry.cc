#include "ingest_service/fact_log/person_registry.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "ingest_service/fact_log/rows.h"

namespace dateline::fact_log {
namespace {

using resolution::PersonEvidence;

// A word that calls persons of a country.
using Call = std::pair<std::string, std::string>;

constexpr char kSelectNamed[] =
    "SELECT entity, name, is_short, country_code, merged_into, office, year"
    " FROM person LEFT JOIN person_office USING (entity) WHERE name = ? AND is_short = 0";
constexpr char kSelectShort[] =
    "SELECT entity, name, is_short, country_code, merged_into, office, year"
    " FROM person LEFT JOIN person_office USING (entity) WHERE name = ? AND is_short = 1 AND country_code = ?";
constexpr char kSelectCandidates[] =
    "SELECT entity, person.name, is_short, person.country_code, merged_into, office, year"
    " FROM person_word JOIN person ON person.name = person_word.name AND is_short = 0"
    " LEFT JOIN person_office USING (entity) WHERE word = ? AND person_word.country_code = ?";

// Part of the registry: enough to find the merges of everybody in it.
class Block {
 public:
  explicit Block(store::Database& database) : database_(database) {}

  // Adds everybody whose merge the persons' evidence may touch.
  absl::Status Touch(absl::Span<const PersonEvidence> persons) {
    if (absl::Status added = AddNamesakes(persons); !added.ok()) return added;
    std::set<Call> calls;
    for (const PersonEvidence& person : persons) AddCallsOf(person, calls);
    // Of a name without country every namesake may gain by it.
    for (const PersonEvidence& namesake : persons_) AddCallsOf(namesake, calls);
    return AddCalls(calls);
  }

  std::vector<MergeChange> Changes() const {
    const resolution::Merges merges = resolution::FindMerges(persons_);
    std::vector<MergeChange> changes;
    for (const auto& [entity, stored] : merged_into_) {
      const auto found = merges.find(entity);
      const std::string merged_into = found == merges.end() ? "" : found->second;
      if (merged_into != stored) changes.push_back({entity, merged_into});
    }
    return changes;
  }

 private:
  // Everybody of the full names.
  absl::Status AddNamesakes(absl::Span<const PersonEvidence> persons) {
    std::set<std::string> names;
    for (const PersonEvidence& person : persons) {
      if (!person.is_short) names.insert(person.name);
    }
    store::RoundTrip trip(database_);
    for (const std::string& name : names) Ask(PrepareWith(database_, kSelectNamed, {name}), trip);
    return trip.Run();
  }

  static void AddCallsOf(const PersonEvidence& person, std::set<Call>& calls) {
    if (person.is_short) {
      calls.insert({person.name, person.country_code});
    } else if (!person.country_code.empty()) {
      for (const std::string& word : resolution::CallingWords(person.name)) calls.insert({word, person.country_code});
    }
  }

  // The short-named persons of each call, and those whom they may be; nobody when nobody is called so.
  absl::Status AddCalls(const std::set<Call>& calls) {
    const size_t before = persons_.size();
    store::RoundTrip shorts(database_);
    for (const auto& [word, country] : calls) Ask(PrepareWith(database_, kSelectShort, {word, country}), shorts);
    if (absl::Status added = shorts.Run(); !added.ok()) return added;
    std::set<Call> called;
    for (size_t i = before; i < persons_.size(); ++i) called.insert({persons_[i].name, persons_[i].country_code});
    store::RoundTrip candidates(database_);
    for (const auto& [word, country] : called) {
      Ask(PrepareWith(database_, kSelectCandidates, {word, country}), candidates);
    }
    return candidates.Run();
  }

  // Each row is a piece of evidence: a person with an office, or without one.
  void Ask(absl::StatusOr<store::Statement> select, store::RoundTrip& trip) {
    trip.Ask(std::move(select), [this](const store::Statement& row) {
      PersonEvidence& person = persons_.emplace_back();
      person.entity = std::string(row.Text(0));
      person.name = std::string(row.Text(1));
      person.is_short = row.Integer(2) != 0;
      person.country_code = std::string(row.Text(3));
      merged_into_[person.entity] = std::string(row.Text(4));
      if (!row.IsNull(5)) person.offices.push_back({std::string(row.Text(5)), static_cast<int>(row.Integer(6))});
      return absl::OkStatus();
    });
  }

  store::Database& database_;
  std::vector<PersonEvidence> persons_;             // in pieces
  std::map<std::string, std::string> merged_into_;  // as stored, by entity
};

// That a person holds an office, or, with an empty office, that there is the person.
struct Piece {
  PersonEvidence person;  // without offices
  resolution::OfficeEvidence held;

  friend bool operator<(const Piece& one, const Piece& other) { return one.Key() < other.Key(); }

 private:
  std::tuple<const std::string&, const resolution::OfficeEvidence&, const std::string&, const std::string&, bool> Key()
      const {
    return {person.entity, held, person.name, person.country_code, person.is_short};
  }
};

std::set<Piece> PiecesOf(absl::Span<const PersonEvidence> evidence) {
  std::set<Piece> pieces;
  for (PersonEvidence person : evidence) {
    const std::vector<resolution::OfficeEvidence> offices = std::exchange(person.offices, {});
    pieces.insert({person, {}});
    for (const resolution::OfficeEvidence& held : offices) pieces.insert({person, held});
  }
  return pieces;
}

absl::StatusOr<std::set<Piece>> StoredPieces(store::Database& database, absl::string_view article) {
  std::set<Piece> pieces;
  const absl::Status read = ForEachRow(
      database,
      "SELECT entity, office, year, name, is_short, country_code FROM person_evidence JOIN person USING (entity)"
      " WHERE article = ?",
      {article}, [&](const store::Statement& row) {
        pieces.insert(
            {{std::string(row.Text(0)), std::string(row.Text(3)), row.Integer(4) != 0, std::string(row.Text(5)), {}},
             {std::string(row.Text(1)), static_cast<int>(row.Integer(2))}});
        return absl::OkStatus();
      });
  if (!read.ok()) return read;
  return pieces;
}

constexpr RowInsert kInsertEvidence{"INSERT INTO person_evidence VALUES (?, ?, ?, ?)", "TEXT, TEXT, BYTEA, BIGINT"};
constexpr RowInsert kInsertWord{
    "INSERT INTO person_word VALUES (?, ?, ?) ON CONFLICT (word, country_code, name) DO NOTHING", "BYTEA, TEXT, BYTEA"};

// Writes one article's evidence, and notes whose evidence is another by it.
class EvidenceWriter {
 public:
  EvidenceWriter(store::Database& database, absl::string_view article) : database_(database), article_(article) {}

  absl::Status Add(absl::Span<const Piece* const> pieces) {
    std::vector<int64_t> counts(pieces.size());  // of the articles that say so now
    store::RoundTrip trip(database_);
    for (size_t i = 0; i < pieces.size(); ++i) {
      trip.Ask(Counting(*pieces[i]), [&counts, i](const store::Statement& row) {
        counts[i] = row.Integer(0);
        return absl::OkStatus();
      });
    }
    if (absl::Status counted = trip.Run(); !counted.ok()) return counted;
    for (size_t i = 0; i < pieces.size(); ++i) {
      if (absl::Status noted = Note(*pieces[i], counts[i] == 1); !noted.ok()) return noted;
    }
    return absl::OkStatus();
  }

  absl::Status Remove(const Piece& piece) {
    const PersonEvidence& person = piece.person;
    const absl::Status row =
        Run(database_, "DELETE FROM person_evidence WHERE article = ? AND entity = ? AND office = ? AND year = ?",
            {article_, person.entity, piece.held.office, int64_t{piece.held.year}});
    if (!row.ok()) return row;
    if (piece.held.office.empty()) return RemovePerson(person);
    const absl::Status counted = Run(database_,
                                     "UPDATE person_office SET evidence_count = evidence_count - 1"
                                     " WHERE entity = ? AND office = ? AND year = ?",
                                     {person.entity, piece.held.office, int64_t{piece.held.year}});
    if (!counted.ok()) return counted;
    const auto gone = RunCounting(database_,
                                  "DELETE FROM person_office"
                                  " WHERE entity = ? AND office = ? AND year = ? AND evidence_count = 0",
                                  {person.entity, piece.held.office, int64_t{piece.held.year}});
    if (gone.ok() && *gone > 0) touched_.push_back(person);
    return gone.status();
  }

  const std::vector<PersonEvidence>& touched() const { return touched_; }
  // Those who stood for another one and left the registry, if only for a moment: whom they stood for.
  const std::map<std::string, std::string>& ended_merges() const { return ended_merges_; }

 private:
  absl::StatusOr<store::Statement> Counting(const Piece& piece) {
    const PersonEvidence& person = piece.person;
    if (piece.held.office.empty()) {
      return PrepareWith(database_,
                         "INSERT INTO person VALUES (?, ?, ?, ?, '', 1) ON CONFLICT (entity)"
                         " DO UPDATE SET evidence_count = person.evidence_count + 1 RETURNING evidence_count",
                         {person.entity, person.name, int64_t{person.is_short}, person.country_code});
    }
    return PrepareWith(database_,
                       "INSERT INTO person_office VALUES (?, ?, ?, 1) ON CONFLICT (entity, office, year)"
                       " DO UPDATE SET evidence_count = person_office.evidence_count + 1 RETURNING evidence_count",
                       {person.entity, piece.held.office, int64_t{piece.held.year}});
  }

  absl::Status Note(const Piece& piece, bool is_new) {
    const PersonEvidence& person = piece.person;
    const absl::Status row =
        Insert(database_, kInsertEvidence, {article_, person.entity, piece.held.office, int64_t{piece.held.year}});
    if (!row.ok() || !is_new) return row;
    touched_.push_back(person);
    if (!piece.held.office.empty() || !IsCalled(person)) return absl::OkStatus();
    for (const std::string& word : resolution::CallingWords(person.name)) {
      const absl::Status called = Insert(database_, kInsertWord, {word, person.country_code, person.name});
      if (!called.ok()) return called;
    }
    return absl::OkStatus();
  }

  absl::Status RemovePerson(const PersonEvidence& person) {
    const absl::Status counted =
        Run(database_, "UPDATE person SET evidence_count = evidence_count - 1 WHERE entity = ?", {person.entity});
    if (!counted.ok()) return counted;
    const absl::Status merge = ForEachRow(
        database_, "SELECT merged_into FROM person WHERE entity = ? AND evidence_count = 0 AND merged_into <> ''",
        {person.entity}, [&](const store::Statement& row) {
          ended_merges_[person.entity] = std::string(row.Text(0));
          return absl::OkStatus();
        });
    if (!merge.ok()) return merge;
    const auto gone =
        RunCounting(database_, "DELETE FROM person WHERE entity = ? AND evidence_count = 0", {person.entity});
    if (!gone.ok() || *gone == 0) return gone.status();
    touched_.push_back(person);
    if (!IsCalled(person)) return absl::OkStatus();
    return Run(database_,
               "DELETE FROM person_word WHERE name = ?1 AND country_code = ?2 AND word IN (?3, ?4) AND NOT EXISTS"
               " (SELECT 1 FROM person WHERE name = ?1 AND country_code = ?2 AND is_short = 0)",
               {person.name, person.country_code, resolution::CallingWords(person.name).front(),
                resolution::CallingWords(person.name).back()});
  }

  // Short forms may call the person.
  static bool IsCalled(const PersonEvidence& person) { return !person.is_short && !person.country_code.empty(); }

  store::Database& database_;
  const absl::string_view article_;
  std::vector<PersonEvidence> touched_;
  std::map<std::string, std::string> ended_merges_;
};

absl::Status WriteDifference(const std::set<Piece>& before, const std::set<Piece>& after, EvidenceWriter& writer) {
  // A person's offices go before the person: from the back. Who is said to be of another country goes and comes.
  for (auto piece = before.rbegin(); piece != before.rend(); ++piece) {
    if (after.contains(*piece)) continue;
    if (absl::Status removed = writer.Remove(*piece); !removed.ok()) return removed;
  }
  std::vector<const Piece*> added;
  for (const Piece& piece : after) {
    if (!before.contains(piece)) added.push_back(&piece);
  }
  return writer.Add(added);
}

// `found` with the merges that ended because their entities left the registry.
std::vector<MergeChange> WithEnded(const std::vector<MergeChange>& found, std::map<std::string, std::string> ended) {
  std::vector<MergeChange> changes;
  for (const MergeChange& change : found) {
    const auto was = ended.find(change.entity);
    const bool stays = was != ended.end() && was->second == change.merged_into;
    if (was != ended.end()) ended.erase(was);
    if (!stays) changes.push_back(change);
  }
  for (const auto& [entity, was] : ended) changes.push_back({entity, ""});
  return changes;
}

}  // namespace

absl::StatusOr<std::vector<MergeChange>> SetEvidence(store::Database& database, absl::string_view article,
                                                     absl::Span<const PersonEvidence> evidence, bool is_first) {
  std::set<Piece> before;
  if (!is_first) {
    auto stored = StoredPieces(database, article);
    if (!stored.ok()) return stored.status();
    before = *std::move(stored);
  }
  EvidenceWriter writer(database, article);
  if (absl::Status written = WriteDifference(before, PiecesOf(evidence), writer); !written.ok()) return written;
  Block block(database);
  if (absl::Status touched = block.Touch(writer.touched()); !touched.ok()) return touched;
  const std::vector<MergeChange> changes = block.Changes();
  for (const MergeChange& change : changes) {
    const absl::Status stored =
        Run(database, "UPDATE person SET merged_into = ? WHERE entity = ?", {change.merged_into, change.entity});
    if (!stored.ok()) return stored;
  }
  return WithEnded(changes, writer.ended_merges());
}

}  // namespace dateline::fact_log
