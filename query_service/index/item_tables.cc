#include "query_service/index/item_tables.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "platform/encoding/sha256.h"
#include "query_service/index/fact_days.h"
#include "query_service/index/schema.h"

namespace dateline::index {
namespace {

constexpr char kLiveArticle[] =
    "SELECT recorded_from, recorded_to, '', publisher, content_hash FROM article WHERE name = ? AND recorded_to = ?";
constexpr char kLiveFact[] =
    "SELECT recorded_from, recorded_to, bytes, publisher, 0 FROM fact_name JOIN fact USING (recorded_from)"
    " JOIN fact_content USING (recorded_from) WHERE name = ? AND recorded_to = ?";
constexpr char kLiveEntity[] =
    "SELECT recorded_from, recorded_to, bytes, '', 0 FROM entity WHERE name = ? AND recorded_to = ?";

// Of the versions from before an offset.
constexpr char kArticleVersions[] =
    "SELECT recorded_from, recorded_to, '', publisher, content_hash FROM article WHERE name = ? AND recorded_from < ?";
constexpr char kFactVersions[] =
    "SELECT recorded_from, recorded_to, bytes, publisher, 0 FROM fact_name JOIN fact USING (recorded_from)"
    " JOIN fact_content USING (recorded_from) WHERE name = ? AND recorded_from < ?";
constexpr char kEntityVersions[] =
    "SELECT recorded_from, recorded_to, bytes, '', 0 FROM entity WHERE name = ? AND recorded_from < ?";

absl::Status Damaged(absl::string_view item, int64_t recorded_from) {
  return absl::DataLossError(absl::StrCat("the stored ", item, " of change ", recorded_from,
                                          " is damaged; delete the store and start again to build it anew"));
}

// The names of an article's facts are those between the two: '0' follows '/'.
std::string FirstFactName(const std::string& article) { return absl::StrCat(article, "/facts/"); }
std::string AfterFactNames(const std::string& article) { return absl::StrCat(article, "/facts0"); }

}  // namespace

uint64_t ContentHash(absl::string_view bytes) { return encoding::Sha256Prefix(bytes); }

absl::Status ItemTables::AddArticle(int64_t offset, const v1::Article& article) {
  const uint64_t content_hash = ContentHash(article.SerializeAsString());
  auto insert = database_.Prepare(
      "INSERT INTO article (recorded_from, recorded_to, name, publisher, content_hash) VALUES (?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->Bind(offset).Bind(kStillRecorded).Bind(article.name()).Bind(article.publisher());
  const absl::Status inserted = insert->Bind(static_cast<int64_t>(content_hash)).Run();
  if (!inserted.ok()) return inserted;
  checksum_change_ += content_hash;
  if (absl::Status posted = Post(offset, {{{TermField::kEveryArticle, ""}}}); !posted.ok()) return posted;
  return CorrectPublisherOfNewerFacts(offset, article);
}

absl::Status ItemTables::AddFact(int64_t offset, const v1::Fact& fact) {
  const absl::StatusOr<std::string> publisher = PublisherOf(ArticleOfFact(fact.name()), offset);
  if (!publisher.ok()) return publisher.status();
  const std::string bytes = fact.SerializeAsString();
  if (absl::Status written = WriteFactRows(offset, fact, bytes, *publisher); !written.ok()) return written;
  checksum_change_ += ContentHash(bytes);
  return Post(offset, TermsOfFact(fact, *publisher));
}

absl::Status ItemTables::WriteFactRows(int64_t offset, const v1::Fact& fact, const std::string& bytes,
                                       const std::string& publisher) {
  auto row = database_.Prepare(
      "INSERT INTO fact (recorded_from, recorded_to, first_day, last_day, recurring_month, recurring_day)"
      " VALUES (?, ?, ?, ?, ?, ?)");
  if (!row.ok()) return row.status();
  row->Bind(offset).Bind(kStillRecorded);
  if (fact.has_time()) {
    const FactDays days = DaysOf(fact.time());
    row->Bind(int64_t{days.range.first}).Bind(int64_t{days.range.last});
    row->Bind(int64_t{days.recurring_month}).Bind(int64_t{days.recurring_day});
  }
  if (absl::Status inserted = row->Run(); !inserted.ok()) return inserted;
  auto content = database_.Prepare("INSERT INTO fact_content (recorded_from, publisher, bytes) VALUES (?, ?, ?)");
  if (!content.ok()) return content.status();
  const absl::Status stored = content->Bind(offset).Bind(publisher).BindBytes(bytes).Run();
  if (!stored.ok()) return stored;
  auto name = database_.Prepare("INSERT INTO fact_name (name, recorded_from) VALUES (?, ?)");
  if (!name.ok()) return name.status();
  return name->Bind(fact.name()).Bind(offset).Run();
}

absl::Status ItemTables::AddEntity(int64_t offset, const v1::Entity& entity) {
  const std::string bytes = entity.SerializeAsString();
  auto insert = database_.Prepare(
      "INSERT INTO entity (recorded_from, recorded_to, name, name_hash, type, country_code, bytes)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->Bind(offset).Bind(kStillRecorded).Bind(entity.name());
  insert->Bind(static_cast<int64_t>(encoding::Sha256Prefix(entity.name()))).Bind(int64_t{entity.type()});
  const absl::Status inserted = insert->Bind(entity.country_code()).BindBytes(bytes).Run();
  if (!inserted.ok()) return inserted;
  checksum_change_ += ContentHash(bytes);
  return Post(offset, TermsOfEntity(entity));
}

absl::StatusOr<bool> ItemTables::EndArticle(int64_t offset, const std::string& name) {
  const auto live = Find(kLiveArticle, name, kStillRecorded);
  if (!live.ok() || live->empty()) return live.ok() ? absl::StatusOr<bool>(true) : live.status();
  const Version& version = live->front();
  if (version.recorded_from >= offset) return false;
  const absl::Status ended =
      Run("UPDATE article SET recorded_to = ? WHERE recorded_from = ?", offset, version.recorded_from);
  if (!ended.ok()) return ended;
  checksum_change_ -= version.content_hash;
  if (absl::Status counted = Discount({{{TermField::kEveryArticle, ""}}}); !counted.ok()) return counted;
  return true;
}

absl::StatusOr<bool> ItemTables::EndFact(int64_t offset, const std::string& name) {
  const auto live = Find(kLiveFact, name, kStillRecorded);
  if (!live.ok() || live->empty()) return live.ok() ? absl::StatusOr<bool>(true) : live.status();
  const Version& version = live->front();
  if (version.recorded_from >= offset) return false;
  const absl::Status ended =
      Run("UPDATE fact SET recorded_to = ? WHERE recorded_from = ?", offset, version.recorded_from);
  if (!ended.ok()) return ended;
  v1::Fact former;
  if (!former.ParseFromString(version.bytes)) return Damaged("fact", version.recorded_from);
  checksum_change_ -= ContentHash(version.bytes);
  if (absl::Status counted = Discount(TermsOfFact(former, version.publisher)); !counted.ok()) return counted;
  return true;
}

absl::StatusOr<bool> ItemTables::EndEntity(int64_t offset, const std::string& name) {
  const auto live = Find(kLiveEntity, name, kStillRecorded);
  if (!live.ok() || live->empty()) return live.ok() ? absl::StatusOr<bool>(true) : live.status();
  const Version& version = live->front();
  if (version.recorded_from >= offset) return false;
  const absl::Status ended =
      Run("UPDATE entity SET recorded_to = ? WHERE recorded_from = ?", offset, version.recorded_from);
  if (!ended.ok()) return ended;
  v1::Entity former;
  if (!former.ParseFromString(version.bytes)) return Damaged("entity", version.recorded_from);
  checksum_change_ -= ContentHash(version.bytes);
  if (absl::Status counted = Discount(TermsOfEntity(former)); !counted.ok()) return counted;
  return true;
}

absl::StatusOr<std::string> ItemTables::PublisherOf(absl::string_view article, int64_t offset) {
  auto find = database_.Prepare(
      "SELECT publisher FROM article WHERE name = ? AND recorded_from <= ? ORDER BY recorded_from DESC LIMIT 1");
  if (!find.ok()) return find.status();
  const absl::StatusOr<bool> found = find->Bind(article).Bind(offset).Step();
  if (!found.ok()) return found.status();
  if (*found) return std::string(find->Text(0));
  auto find_first = database_.Prepare("SELECT publisher FROM article WHERE name = ? ORDER BY recorded_from LIMIT 1");
  if (!find_first.ok()) return find_first.status();
  const absl::StatusOr<bool> found_first = find_first->Bind(article).Step();
  if (!found_first.ok()) return found_first.status();
  return *found_first ? std::string(find_first->Text(0)) : "";
}

absl::Status ItemTables::CorrectPublisherOfNewerFacts(int64_t offset, const v1::Article& article) {
  auto select = database_.Prepare(
      "SELECT recorded_from, publisher FROM fact_name JOIN fact_content USING (recorded_from)"
      " WHERE name > ? AND name < ? AND recorded_from > ? AND publisher <> ?");
  if (!select.ok()) return select.status();
  select->Bind(FirstFactName(article.name())).Bind(AfterFactNames(article.name())).Bind(offset);
  select->Bind(article.publisher());
  std::vector<std::pair<int64_t, std::string>> facts;
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) break;
    facts.emplace_back(select->Integer(0), std::string(select->Text(1)));
  }
  for (const auto& [recorded_from, former] : facts) {
    auto update = database_.Prepare("UPDATE fact_content SET publisher = ? WHERE recorded_from = ?");
    if (!update.ok()) return update.status();
    if (absl::Status set = update->Bind(article.publisher()).Bind(recorded_from).Run(); !set.ok()) return set;
    const absl::Status moved = MovePosting(recorded_from, {TermField::kFactPublisher, former},
                                           {TermField::kFactPublisher, article.publisher()});
    if (!moved.ok()) return moved;
  }
  return absl::OkStatus();
}

absl::Status ItemTables::MovePosting(int64_t recorded_from, const Term& from, const Term& to) {
  if (absl::Status flushed = FlushPostings(); !flushed.ok()) return flushed;
  if (!from.value.empty()) {
    const absl::StatusOr<int64_t> number = terms_.NumberOf(from);
    if (!number.ok()) return number.status();
    terms_.Count(*number, -1);
    const absl::Status deleted =
        Run("DELETE FROM posting WHERE term = ? AND recorded_from = ?", *number, recorded_from);
    if (!deleted.ok()) return deleted;
  }
  return to.value.empty() ? absl::OkStatus() : Post(recorded_from, {{to}});
}

absl::StatusOr<std::vector<ItemTables::Version>> ItemTables::Find(absl::string_view select, absl::string_view name,
                                                                  int64_t number) {
  auto statement = database_.Prepare(select);
  if (!statement.ok()) return statement.status();
  statement->Bind(name).Bind(number);
  std::vector<Version> versions;
  while (true) {
    const absl::StatusOr<bool> found = statement->Step();
    if (!found.ok()) return found.status();
    if (!*found) return versions;
    versions.push_back({statement->Integer(0), statement->Integer(1), std::string(statement->Bytes(2)),
                        std::string(statement->Text(3)), static_cast<uint64_t>(statement->Integer(4))});
  }
}

absl::Status ItemTables::Post(int64_t offset, const std::vector<PostedTerm>& terms) {
  for (const PostedTerm& posted : terms) {
    const absl::StatusOr<int64_t> number = terms_.NumberOf(posted.term);
    if (!number.ok()) return number.status();
    terms_.Count(*number, 1);
    postings_.push_back({*number, offset, posted.roles});
  }
  return absl::OkStatus();
}

absl::Status ItemTables::Discount(const std::vector<PostedTerm>& terms) {
  for (const PostedTerm& posted : terms) {
    const absl::StatusOr<int64_t> number = terms_.NumberOf(posted.term);
    if (!number.ok()) return number.status();
    terms_.Count(*number, -1);
  }
  return absl::OkStatus();
}

absl::Status ItemTables::Run(absl::string_view statement, int64_t first) {
  auto prepared = database_.Prepare(statement);
  if (!prepared.ok()) return prepared.status();
  return prepared->Bind(first).Run();
}

absl::Status ItemTables::Run(absl::string_view statement, int64_t first, int64_t second) {
  auto prepared = database_.Prepare(statement);
  if (!prepared.ok()) return prepared.status();
  return prepared->Bind(first).Bind(second).Run();
}

absl::Status ItemTables::FlushPostings() {
  // In key order, so that the tree is written page by page.
  std::sort(postings_.begin(), postings_.end(), [](const Posting& left, const Posting& right) {
    return std::tie(left.term, left.recorded_from) < std::tie(right.term, right.recorded_from);
  });
  for (const Posting& posting : postings_) {
    auto insert = database_.Prepare("INSERT INTO posting (term, recorded_from, roles) VALUES (?, ?, ?)");
    if (!insert.ok()) return insert.status();
    const absl::Status inserted =
        insert->Bind(posting.term).Bind(posting.recorded_from).Bind(int64_t{posting.roles}).Run();
    if (!inserted.ok()) return inserted;
  }
  postings_.clear();
  return absl::OkStatus();
}

absl::Status ItemTables::Erase(const std::string& article, const std::vector<std::string>& entity_sha256,
                               int64_t offset) {
  if (absl::Status flushed = FlushPostings(); !flushed.ok()) return flushed;
  if (absl::Status erased = EraseFacts(article); !erased.ok()) return erased;
  if (absl::Status erased = EraseArticle(article); !erased.ok()) return erased;
  for (const std::string& sha256 : entity_sha256) {
    const absl::StatusOr<std::string> name = FindEntityName(sha256);
    if (!name.ok()) return name.status();
    if (absl::Status erased = EraseEntity(*name, offset); !erased.ok()) return erased;
  }
  return EraseTermsWithoutPostings();
}

absl::Status ItemTables::EraseFacts(const std::string& article) {
  auto names = database_.Prepare("SELECT DISTINCT name FROM fact_name WHERE name > ? AND name < ?");
  if (!names.ok()) return names.status();
  names->Bind(FirstFactName(article)).Bind(AfterFactNames(article));
  std::vector<std::string> facts;
  while (true) {
    const absl::StatusOr<bool> found = names->Step();
    if (!found.ok()) return found.status();
    if (!*found) break;
    facts.emplace_back(names->Text(0));
  }
  for (const std::string& fact : facts) {
    const auto versions = Find(kFactVersions, fact, kStillRecorded);
    if (!versions.ok()) return versions.status();
    for (const Version& version : *versions) {
      v1::Fact former;
      if (!former.ParseFromString(version.bytes)) return Damaged("fact", version.recorded_from);
      const absl::Status erased =
          ErasePostings(version, TermsOfFact(former, version.publisher), ContentHash(version.bytes));
      if (!erased.ok()) return erased;
      for (const absl::string_view rows :
           {"DELETE FROM fact WHERE recorded_from = ?", "DELETE FROM fact_content WHERE recorded_from = ?"}) {
        if (absl::Status deleted = Run(rows, version.recorded_from); !deleted.ok()) return deleted;
      }
    }
  }
  auto erase_names = database_.Prepare("DELETE FROM fact_name WHERE name > ? AND name < ?");
  if (!erase_names.ok()) return erase_names.status();
  return erase_names->Bind(FirstFactName(article)).Bind(AfterFactNames(article)).Run();
}

absl::Status ItemTables::EraseArticle(const std::string& article) {
  const auto versions = Find(kArticleVersions, article, kStillRecorded);
  if (!versions.ok()) return versions.status();
  for (const Version& version : *versions) {
    const absl::Status erased = ErasePostings(version, {{{TermField::kEveryArticle, ""}}}, version.content_hash);
    if (!erased.ok()) return erased;
    const absl::Status deleted = Run("DELETE FROM article WHERE recorded_from = ?", version.recorded_from);
    if (!deleted.ok()) return deleted;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ItemTables::FindEntityName(absl::string_view sha256) {
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

absl::Status ItemTables::EraseEntity(const std::string& entity, int64_t offset) {
  const auto versions = Find(kEntityVersions, entity, offset);
  if (!versions.ok()) return versions.status();
  for (const Version& version : *versions) {
    v1::Entity former;
    if (!former.ParseFromString(version.bytes)) return Damaged("entity", version.recorded_from);
    const absl::Status erased = ErasePostings(version, TermsOfEntity(former), ContentHash(version.bytes));
    if (!erased.ok()) return erased;
    const absl::Status deleted = Run("DELETE FROM entity WHERE recorded_from = ?", version.recorded_from);
    if (!deleted.ok()) return deleted;
  }
  return absl::OkStatus();
}

absl::Status ItemTables::ErasePostings(const Version& version, const std::vector<PostedTerm>& terms,
                                       uint64_t content_hash) {
  const bool is_live = version.recorded_to == kStillRecorded;
  for (const PostedTerm& posted : terms) {
    const absl::StatusOr<int64_t> number = terms_.NumberOf(posted.term);
    if (!number.ok()) return number.status();
    if (is_live) terms_.Count(*number, -1);
    const absl::Status deleted =
        Run("DELETE FROM posting WHERE term = ? AND recorded_from = ?", *number, version.recorded_from);
    if (!deleted.ok()) return deleted;
    terms_of_erased_.emplace(posted.term, *number);
  }
  if (is_live) checksum_change_ -= content_hash;
  has_erased_ = true;
  return absl::OkStatus();
}

absl::Status ItemTables::EraseTermsWithoutPostings() {
  if (absl::Status flushed = terms_.Flush(); !flushed.ok()) return flushed;
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

absl::Status ItemTables::Flush() {
  if (absl::Status flushed = FlushPostings(); !flushed.ok()) return flushed;
  return terms_.Flush();
}

void ItemTables::Forget() {
  postings_.clear();
  terms_of_erased_.clear();
  terms_.Forget();
  checksum_change_ = 0;
  has_erased_ = false;
}

}  // namespace dateline::index
