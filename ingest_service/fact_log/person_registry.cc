#include "ingest_service/fact_log/person_registry.h"

#include <map>
#include <set>
#include <utility>

namespace dateline::fact_log {
namespace {

using resolution::PersonEvidence;

// A word that calls persons of a country.
using Call = std::pair<std::string, std::string>;

// Part of the registry: enough to find the merges of everybody in it.
class Block {
 public:
  explicit Block(sqlite::Database& database) : database_(database) {}

  // Adds everybody whose merge the person's evidence may touch.
  absl::Status Touch(const PersonEvidence& person) {
    if (person.is_short) return AddCall({person.name, person.country_code});
    if (absl::Status added = AddName(person.name); !added.ok()) return added;
    // Of a name without country every namesake may gain by it.
    std::set<std::string> countries;
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

  sqlite::Database& database_;
  std::set<std::string> names_;  // added
  std::set<Call> calls_;         // added
  std::vector<PersonEvidence> persons_;
  std::map<std::string, std::string> merged_into_;  // as stored, by entity
};

// Runs a statement whose parameters are texts; true: it changed something.
absl::StatusOr<bool> Write(sqlite::Database& database, absl::string_view sql, const std::vector<std::string>& texts) {
  auto statement = database.Prepare(sql);
  if (!statement.ok()) return statement.status();
  for (const std::string& text : texts) statement->Bind(text);
  if (absl::Status written = statement->Run(); !written.ok()) return written;
  return database.ChangedRows() > 0;
}

absl::StatusOr<bool> StoreOffice(sqlite::Database& database, const std::string& entity,
                                 const resolution::OfficeEvidence& held) {
  auto insert = database.Prepare("INSERT OR IGNORE INTO person_office VALUES (?, ?, ?)");
  if (!insert.ok()) return insert.status();
  if (absl::Status stored = insert->Bind(entity).Bind(held.office).Bind(int64_t{held.year}).Run(); !stored.ok())
    return stored;
  return database.ChangedRows() > 0;
}

// True: something of it is new.
absl::StatusOr<bool> Store(sqlite::Database& database, const PersonEvidence& person) {
  absl::StatusOr<bool> is_new = Write(database,
                                      person.is_short ? "INSERT OR IGNORE INTO person VALUES (?, ?, 1, ?, '')"
                                                      : "INSERT OR IGNORE INTO person VALUES (?, ?, 0, ?, '')",
                                      {person.entity, person.name, person.country_code});
  if (!is_new.ok()) return is_new;
  if (*is_new && !person.is_short && !person.country_code.empty()) {
    for (const std::string& word : resolution::CallingWords(person.name)) {
      const absl::StatusOr<bool> added = Write(database, "INSERT OR IGNORE INTO person_word VALUES (?, ?, ?)",
                                               {word, person.country_code, person.name});
      if (!added.ok()) return added;
    }
  }
  for (const resolution::OfficeEvidence& held : person.offices) {
    const absl::StatusOr<bool> added = StoreOffice(database, person.entity, held);
    if (!added.ok()) return added;
    is_new = *is_new || *added;
  }
  return is_new;
}

}  // namespace

absl::StatusOr<std::vector<MergeChange>> AddEvidence(sqlite::Database& database,
                                                     absl::Span<const PersonEvidence> evidence) {
  std::vector<const PersonEvidence*> news;
  for (const PersonEvidence& person : evidence) {
    const absl::StatusOr<bool> is_new = Store(database, person);
    if (!is_new.ok()) return is_new.status();
    if (*is_new) news.push_back(&person);
  }
  Block block(database);
  for (const PersonEvidence* person : news) {
    if (absl::Status touched = block.Touch(*person); !touched.ok()) return touched;
  }
  std::vector<MergeChange> changes = block.Changes();
  for (const MergeChange& change : changes) {
    const absl::StatusOr<bool> stored =
        Write(database, "UPDATE person SET merged_into = ? WHERE entity = ?", {change.merged_into, change.entity});
    if (!stored.ok()) return stored.status();
  }
  return changes;
}

}  // namespace dateline::fact_log
