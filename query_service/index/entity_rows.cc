#include "query_service/index/entity_rows.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "platform/encoding/sha256.h"
#include "query_service/index/schema.h"

namespace dateline::index {
namespace {

absl::Status Damaged(int64_t recorded_from) {
  return absl::DataLossError(absl::StrCat("the stored entity of change ", recorded_from,
                                          " is damaged; delete the store and start again to build it anew"));
}

}  // namespace

absl::Status EntityRows::Run(absl::string_view statement, int64_t first, int64_t second) {
  auto prepared = database_.Prepare(statement);
  if (!prepared.ok()) return prepared.status();
  return prepared->Bind(first).Bind(second).Run();
}

absl::Status EntityRows::Add(int64_t offset, const v1::Entity& entity) {
  const std::string bytes = entity.SerializeAsString();
  auto insert = database_.PrepareRow(
      "INSERT INTO entity (recorded_from, recorded_to, name, name_hash, type, country_code, merged_into, bytes)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      "BIGINT, BIGINT, TEXT, BIGINT, BIGINT, TEXT, TEXT, BYTEA");
  if (!insert.ok()) return insert.status();
  insert->Bind(offset).Bind(kStillRecorded).Bind(entity.name());
  insert->Bind(static_cast<int64_t>(encoding::Sha256Prefix(entity.name()))).Bind(int64_t{entity.type()});
  const absl::Status inserted = insert->Bind(entity.country_code()).Bind(entity.merged_into()).BindBytes(bytes).Run();
  if (!inserted.ok()) return inserted;
  for (const Term& term : PostedTerms(entity, database_)) {
    const absl::StatusOr<int64_t> number = terms_.NumberOf(term);
    if (!number.ok()) return number.status();
    postings_.push_back({*number, offset});
  }
  totals_.checksum += ContentHash(bytes);
  ++totals_.entities;
  if (!entity.merged_into().empty()) merges_.push_back({offset, kStillRecorded, entity.name(), entity.merged_into()});
  return absl::OkStatus();
}

absl::StatusOr<bool> EntityRows::End(int64_t offset, const std::string& name) {
  auto find = database_.Prepare(
      "SELECT recorded_from, bytes, merged_into, recorded_to FROM entity WHERE name = ?"
      " ORDER BY recorded_from DESC LIMIT 1");
  if (!find.ok()) return find.status();
  const absl::StatusOr<bool> found = find->Bind(name).Step();
  if (!found.ok()) return found.status();
  if (!*found) return true;
  const int64_t recorded_from = find->Integer(0);
  if (recorded_from >= offset) return false;
  const bool has_ended = find->Integer(3) != kStillRecorded;
  if (has_ended) return true;
  const uint64_t content_hash = ContentHash(find->Bytes(1));
  const bool was_merged = !find->Text(2).empty();
  const absl::Status ended = Run("UPDATE entity SET recorded_to = ? WHERE recorded_from = ?", offset, recorded_from);
  if (!ended.ok()) return ended;
  totals_.checksum -= content_hash;
  --totals_.entities;
  if (was_merged) merges_.push_back({recorded_from, offset, name, ""});
  return true;
}

absl::Status EntityRows::Flush() {
  // In key order, so that the tree is written page by page.
  std::sort(postings_.begin(), postings_.end(), [](const Posting& left, const Posting& right) {
    return std::tie(left.term, left.recorded_from) < std::tie(right.term, right.recorded_from);
  });
  for (const Posting& posting : postings_) {
    auto insert = database_.PrepareRow("INSERT INTO posting (term, recorded_from) VALUES (?, ?)", "BIGINT, BIGINT");
    if (!insert.ok()) return insert.status();
    const absl::Status inserted = insert->Bind(posting.term).Bind(posting.recorded_from).Run();
    if (!inserted.ok()) return inserted;
  }
  postings_.clear();
  return absl::OkStatus();
}

absl::Status EntityRows::Erase(const std::vector<std::string>& sha256, int64_t offset) {
  if (absl::Status flushed = Flush(); !flushed.ok()) return flushed;
  for (const std::string& digest : sha256) {
    const absl::StatusOr<std::string> name = FindName(digest);
    if (!name.ok()) return name.status();
    if (absl::Status erased = EraseVersions(*name, offset); !erased.ok()) return erased;
  }
  return EraseTermsWithoutPostings();
}

absl::StatusOr<std::string> EntityRows::FindName(absl::string_view sha256) {
  const std::string digest = absl::BytesToHexString(sha256);
  uint64_t prefix = 0;
  if (!absl::SimpleHexAtoi(digest.substr(0, 2 * sizeof(prefix)), &prefix)) return "";
  auto find = database_.Prepare("SELECT name FROM entity WHERE name_hash = ?");
  if (!find.ok()) return find.status();
  find->Bind(static_cast<int64_t>(prefix));
  while (true) {
    const absl::StatusOr<bool> found = find->Step();
    if (!found.ok()) return found.status();
    if (!*found) return "";
    if (encoding::Sha256Hex(find->Text(0)) == digest) return std::string(find->Text(0));
  }
}

absl::Status EntityRows::EraseVersions(const std::string& name, int64_t offset) {
  std::vector<Version> versions;
  {
    auto select =
        database_.Prepare("SELECT recorded_from, recorded_to, bytes FROM entity WHERE name = ? AND recorded_from < ?");
    if (!select.ok()) return select.status();
    select->Bind(name).Bind(offset);
    while (true) {
      const absl::StatusOr<bool> found = select->Step();
      if (!found.ok()) return found.status();
      if (!*found) break;
      versions.push_back({select->Integer(0), select->Integer(1), std::string(select->Bytes(2))});
    }
  }
  for (const Version& version : versions) {
    if (absl::Status erased = EraseVersion(version); !erased.ok()) return erased;
  }
  return absl::OkStatus();
}

absl::Status EntityRows::EraseVersion(const Version& version) {
  v1::Entity entity;
  if (!entity.ParseFromString(version.bytes)) return Damaged(version.recorded_from);
  for (const Term& term : PostedTerms(entity, database_)) {
    const absl::StatusOr<int64_t> number = terms_.NumberOf(term);
    if (!number.ok()) return number.status();
    const absl::Status deleted =
        Run("DELETE FROM posting WHERE term = ? AND recorded_from = ?", *number, version.recorded_from);
    if (!deleted.ok()) return deleted;
    terms_of_erased_.emplace(term, *number);
  }
  if (version.recorded_to == kStillRecorded) {
    totals_.checksum -= ContentHash(version.bytes);
    --totals_.entities;
  }
  has_erased_ = true;
  auto remove = database_.Prepare("DELETE FROM entity WHERE recorded_from = ?");
  if (!remove.ok()) return remove.status();
  return remove->Bind(version.recorded_from).Run();
}

absl::Status EntityRows::EraseTermsWithoutPostings() {
  for (const auto& [term, number] : terms_of_erased_) {
    auto find = database_.Prepare("SELECT 1 FROM posting WHERE term = ? LIMIT 1");
    if (!find.ok()) return find.status();
    const absl::StatusOr<bool> found = find->Bind(number).Step();
    if (!found.ok()) return found.status();
    if (*found) continue;
    if (absl::Status removed = terms_.Remove(term, number); !removed.ok()) return removed;
  }
  terms_of_erased_.clear();
  return absl::OkStatus();
}

void EntityRows::Forget() {
  postings_.clear();
  terms_of_erased_.clear();
  terms_.Forget();
  merges_.clear();
  has_erased_ = false;
}

}  // namespace dateline::index
