#include "query_service/index/snapshot.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "query_service/index/term_postings.h"

namespace dateline::index {
namespace {

absl::Status Missing(absl::string_view table, int64_t recorded_from) {
  return absl::DataLossError(absl::StrCat("the index has no ", table, " of change ", recorded_from,
                                          "; delete the store and start again to build it anew"));
}

}  // namespace

Snapshot::Snapshot(sqlite::ReaderPool::Lease database, sqlite::Transaction transaction)
    : database_(std::move(database)), transaction_(std::move(transaction)) {}

absl::StatusOr<Snapshot> Snapshot::Take(sqlite::ReaderPool& readers) {
  absl::StatusOr<sqlite::ReaderPool::Lease> database = readers.Borrow();
  if (!database.ok()) return database.status();
  absl::StatusOr<sqlite::Transaction> transaction = sqlite::Transaction::BeginRead(**database);
  if (!transaction.ok()) return transaction.status();
  // The first read fixes what the transaction sees.
  absl::StatusOr<IndexState> state = ReadState(**database);
  if (!state.ok()) return state.status();
  Snapshot snapshot(*std::move(database), *std::move(transaction));
  snapshot.state_ = *std::move(state);
  return snapshot;
}

absl::StatusOr<TermEntry> Snapshot::FindTerm(const Term& term) {
  auto select = database_->Prepare("SELECT id, live_count FROM term WHERE field = ? AND value = ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(static_cast<int64_t>(term.field)).Bind(term.value).Step();
  if (!found.ok()) return found.status();
  return *found ? TermEntry{select->Integer(0), select->Integer(1)} : TermEntry();
}

std::unique_ptr<Postings> Snapshot::OpenPostings(int64_t term_number, RoleSet roles) {
  return std::make_unique<TermPostings>(*database_, term_number, roles);
}

absl::StatusOr<FactRow> Snapshot::ReadFact(int64_t recorded_from) {
  auto select = database_->Prepare(
      "SELECT recorded_to, first_day, last_day, recurring_month, recurring_day FROM fact WHERE recorded_from = ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(recorded_from).Step();
  if (!found.ok()) return found.status();
  if (!*found) return Missing("fact", recorded_from);
  FactRow row{select->Integer(0), std::nullopt};
  if (select->IsNull(1)) return row;
  row.days.emplace();
  row.days->range = {static_cast<Day>(select->Integer(1)), static_cast<Day>(select->Integer(2))};
  row.days->recurring_month = static_cast<int>(select->Integer(3));
  row.days->recurring_day = static_cast<int>(select->Integer(4));
  return row;
}

absl::StatusOr<std::string> Snapshot::ReadFactBytes(int64_t recorded_from) {
  auto select = database_->Prepare("SELECT bytes FROM fact_content WHERE recorded_from = ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(recorded_from).Step();
  if (!found.ok()) return found.status();
  if (!*found) return Missing("content of the fact", recorded_from);
  return std::string(select->Bytes(0));
}

absl::StatusOr<EntityRow> Snapshot::ReadEntity(int64_t recorded_from) {
  auto select = database_->Prepare("SELECT recorded_to, bytes FROM entity WHERE recorded_from = ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(recorded_from).Step();
  if (!found.ok()) return found.status();
  if (!*found) return Missing("entity", recorded_from);
  return EntityRow{recorded_from, select->Integer(0), std::string(select->Bytes(1))};
}

absl::StatusOr<std::optional<int64_t>> Snapshot::FindFact(absl::string_view name, int64_t at) {
  auto select = database_->Prepare(
      "SELECT recorded_from, recorded_to FROM fact_name JOIN fact USING (recorded_from)"
      " WHERE name = ? AND recorded_from <= ? ORDER BY recorded_from DESC LIMIT 1");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(name).Bind(at).Step();
  if (!found.ok()) return found.status();
  if (!*found || select->Integer(1) <= at) return std::nullopt;
  return select->Integer(0);
}

absl::StatusOr<std::optional<EntityRow>> Snapshot::FindEntity(absl::string_view name, int64_t at) {
  auto select = database_->Prepare(
      "SELECT recorded_from, recorded_to, bytes FROM entity WHERE name = ? AND recorded_from <= ?"
      " ORDER BY recorded_from DESC LIMIT 1");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(name).Bind(at).Step();
  if (!found.ok()) return found.status();
  if (!*found || select->Integer(1) <= at) return std::nullopt;
  return EntityRow{select->Integer(0), select->Integer(1), std::string(select->Bytes(2))};
}

absl::Status Snapshot::VisitEntities(absl::string_view after, const EntityFilter& filter, int64_t at,
                                     absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) {
  auto select = database_->Prepare(
      "SELECT name, bytes FROM entity WHERE name > ?1 AND recorded_from <= ?2 AND recorded_to > ?2"
      " AND (?3 = 0 OR type = ?3) AND (?4 = '' OR country_code = ?4) ORDER BY name");
  if (!select.ok()) return select.status();
  select->Bind(after).Bind(at).Bind(int64_t{filter.type}).Bind(filter.country_code);
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found || !take(select->Text(0), select->Bytes(1))) return absl::OkStatus();
  }
}

}  // namespace dateline::index
