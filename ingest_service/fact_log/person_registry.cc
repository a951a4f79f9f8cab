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

// Part of the registry: enough to find the merges of everybody in it.
class Block {
 public:
  explicit Block(store::Database& database) : database_(database) {}

  // Adds everybody whose merge the person's evidence may touch.
  absl::Status Touch(const PersonEvidence& person) {
    if (person.is_short) return AddCall({person.name, person.country_code});
    if (absl::Status added = AddName(person.name); !added.ok()) return added;
    // Of a name without country every namesake may gain by it.
    std::set<std::string> countries;
    if (!person.country_code.empty()) countries.insert(person.country_code);
    for (const PersonEvidence& namesake : persons_) {
      if (namesake.name == person.name && !namesake.country_code.empty()) countries.insert(namesake.country_code);
    }
    for (const std::string& country : countries) {
      for (const std::string& word : resolution::CallingWords(person.name)) {
        if (absl::Status added = AddCall({word, country}); !added.ok()) return added;
      }
    }
    return absl::OkStatus();
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
  // The short-named persons of the call, and those whom they may be; nobody when nobody is called so.
  absl::Status AddCall(const Call& call) {
    if (!calls_.insert(call).second) return absl::OkStatus();
    const size_t before = persons_.size();
    const absl::Status shorts = AddPersons(
        "SELECT entity, name, is_short, country_code, merged_into FROM person"
        " WHERE name = ? AND is_short = 1 AND country_code = ?",
        {call.first, call.second});
    if (!shorts.ok() || persons_.size() == before) return shorts;
    absl::StatusOr<std::vector<std::string>> names = NamesOf(call);
    if (!names.ok()) return names.status();
    for (const std::string& name : *names) {
      if (absl::Status added = AddName(name); !added.ok()) return added;
    }
    return absl::OkStatus();
  }

  // Everybody of a full name.
  absl::Status AddName(const std::string& name) {
    if (!names_.insert(name).second) return absl::OkStatus();
    return AddPersons(
        "SELECT entity, name, is_short, country_code, merged_into FROM person WHERE name = ? AND is_short = 0", {name});
  }

  absl::StatusOr<std::vector<std::string>> NamesOf(const Call& call) {
    auto select = database_.Prepare("SELECT name FROM person_word WHERE word = ? AND country_code = ? ORDER BY name");
    if (!select.ok()) return select.status();
    select->Bind(call.first).Bind(call.second);
    std::vector<std::string> names;
    while (true) {
      const absl::StatusOr<bool> row = select->Step();
      if (!row.ok()) return row.status();
      if (!*row) return names;
      names.emplace_back(select->Text(0));
    }
  }

  absl::Status AddPersons(absl::string_view sql, const std::vector<std::string>& keys) {
    auto select = database_.Prepare(sql);
    if (!select.ok()) return select.status();
    for (const std::string& key : keys) select->Bind(key);
    while (true) {
      const absl::StatusOr<bool> row = select->Step();
      if (!row.ok()) return row.status();
      if (!*row) return absl::OkStatus();
      PersonEvidence& person = persons_.emplace_back();
      person.entity = std::string(select->Text(0));
      person.name = std::string(select->Text(1));
      person.is_short = select->Integer(2) != 0;
      person.country_code = std::string(select->Text(3));
      merged_into_[person.entity] = std::string(select->Text(4));
      if (absl::Status added = AddOffices(person); !added.ok()) return added;
    }
  }

  absl::Status AddOffices(PersonEvidence& person) {
    auto select = database_.Prepare("SELECT office, year FROM person_office WHERE entity = ?");
    if (!select.ok()) return select.status();
    select->Bind(person.entity);
    while (true) {
      const absl::StatusOr<bool> row = select->Step();
      if (!row.ok()) return row.status();
      if (!*row) return absl::OkStatus();
      person.offices.push_back({std::string(select->Text(0)), static_cast<int>(select->Integer(1))});
    }
  }

  store::Database& database_;
  std::set<std::string> names_;  // added
  std::set<Call> calls_;         // added
  std::vector<PersonEvidence> persons_;
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

// Writes one article's evidence, and notes whose evidence is another by it.
class EvidenceWriter {
 public:
  EvidenceWriter(store::Database& database, absl::string_view article) : database_(database), article_(article) {}

  absl::Status Add(const Piece& piece) {
    const PersonEvidence& person = piece.person;
    const absl::Status row = Run(database_, "INSERT INTO person_evidence VALUES (?, ?, ?, ?)",
                                 {article_, person.entity, piece.held.office, int64_t{piece.held.year}});
    if (!row.ok()) return row;
    if (piece.held.office.empty()) return AddPerson(person);
    const auto counted = RunCounting(database_,
                                     "UPDATE person_office SET evidence_count = evidence_count + 1"
                                     " WHERE entity = ? AND office = ? AND year = ?",
                                     {person.entity, piece.held.office, int64_t{piece.held.year}});
    if (!counted.ok() || *counted > 0) return counted.status();
    touched_.push_back(person);
    return Run(database_, "INSERT INTO person_office VALUES (?, ?, ?, 1)",
               {person.entity, piece.held.office, int64_t{piece.held.year}});
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
  absl::Status AddPerson(const PersonEvidence& person) {
    const auto counted = RunCounting(
        database_, "UPDATE person SET evidence_count = evidence_count + 1 WHERE entity = ?", {person.entity});
    if (!counted.ok() || *counted > 0) return counted.status();
    touched_.push_back(person);
    const absl::Status added = Run(database_, "INSERT INTO person VALUES (?, ?, ?, ?, '', 1)",
                                   {person.entity, person.name, int64_t{person.is_short}, person.country_code});
    if (!added.ok() || !IsCalled(person)) return added;
    for (const std::string& word : resolution::CallingWords(person.name)) {
      const absl::Status called =
          Run(database_, "INSERT INTO person_word VALUES (?, ?, ?) ON CONFLICT (word, country_code, name) DO NOTHING",
              {word, person.country_code, person.name});
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
  for (const Piece& piece : after) {
    if (before.contains(piece)) continue;
    if (absl::Status added = writer.Add(piece); !added.ok()) return added;
  }
  return absl::OkStatus();
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
  for (const PersonEvidence& person : writer.touched()) {
    if (absl::Status touched = block.Touch(person); !touched.ok()) return touched;
  }
  const std::vector<MergeChange> changes = block.Changes();
  for (const MergeChange& change : changes) {
    const absl::Status stored =
        Run(database, "UPDATE person SET merged_into = ? WHERE entity = ?", {change.merged_into, change.entity});
    if (!stored.ok()) return stored;
  }
  return WithEnded(changes, writer.ended_merges());
}

}  // namespace dateline::fact_log
