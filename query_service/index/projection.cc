#include "query_service/index/projection.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "query_service/index/fact_days.h"
#include "query_service/index/schema.h"

namespace dateline::index {
namespace {

// A version of an item: the offset that brought it, and its bytes where they are needed.
struct StoredVersion {
  int64_t recorded_from;
  std::string bytes;
};

// REQUIRES: `select` takes a name and gives the newest version's (recorded_from, bytes) if that version still holds.
absl::StatusOr<std::optional<StoredVersion>> FindLive(sqlite::Database& database, absl::string_view select,
                                                      absl::string_view name) {
  auto statement = database.Prepare(select);
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> found = statement->Bind(name).Bind(kStillRecorded).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::nullopt;
  return StoredVersion{statement->Integer(0), std::string(statement->Bytes(1))};
}

absl::Status Incomplete(int64_t offset, absl::string_view what) {
  return absl::FailedPreconditionError(
      absl::StrCat("change ", offset, " of the feed brings ", what, "; run a dateline-query that knows this feed"));
}

bool HasName(absl::string_view name) { return !name.empty(); }

}  // namespace

absl::Status Projection::Take(const v1::ChangeRecord& record) {
  const v1::Change& change = record.change();
  switch (change.kind_case()) {
    case v1::Change::kArticleAdded:
      return TakeArticle(record.offset(), change.article_added().article());
    case v1::Change::kFactAdded:
      return TakeFact(record.offset(), change.fact_added().fact());
    case v1::Change::kEntityChanged:
      return TakeEntity(record.offset(), change.entity_changed().entity());
    case v1::Change::kEntityMerged:
      return TakeEntity(record.offset(), change.entity_merged().entity());
    default:
      break;
  }
  return Incomplete(record.offset(), "what this program does not know");
}

absl::Status Projection::TakeArticle(int64_t offset, const v1::Article& article) {
  if (!HasName(article.name())) return Incomplete(offset, "an article without a name");
  if (absl::Status retired = RetireArticle(offset, article.name()); !retired.ok()) return retired;
  auto insert =
      database_.Prepare("INSERT INTO article (recorded_from, recorded_to, name, publisher) VALUES (?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  const absl::Status inserted =
      insert->Bind(offset).Bind(kStillRecorded).Bind(article.name()).Bind(article.publisher()).Run();
  if (!inserted.ok()) return inserted;
  return Post(offset, {{{TermField::kEveryArticle, ""}}});
}

absl::Status Projection::RetireArticle(int64_t offset, const std::string& name) {
  const auto live = FindLive(
      database_,
      "SELECT recorded_from, '' FROM article WHERE name = ?1 AND recorded_to = ?2 ORDER BY recorded_from DESC", name);
  if (!live.ok()) return live.status();
  if (!live->has_value()) return absl::OkStatus();
  const absl::Status ended =
      Run("UPDATE article SET recorded_to = ? WHERE recorded_from = ?", offset, (*live)->recorded_from);
  if (!ended.ok()) return ended;
  return Discount({{{TermField::kEveryArticle, ""}}});
}

absl::Status Projection::TakeFact(int64_t offset, const v1::Fact& fact) {
  if (!HasName(ArticleOfFact(fact.name()))) return Incomplete(offset, "a fact without a name");
  if (absl::Status retired = RetireFact(offset, fact.name()); !retired.ok()) return retired;
  if (absl::Status written = WriteFact(offset, fact); !written.ok()) return written;
  const absl::StatusOr<std::string> publisher = PublisherOf(ArticleOfFact(fact.name()), offset);
  if (!publisher.ok()) return publisher.status();
  return Post(offset, TermsOfFact(fact, *publisher));
}

absl::Status Projection::RetireFact(int64_t offset, const std::string& name) {
  const auto live = FindLive(database_,
                             "SELECT recorded_from, bytes FROM fact_name JOIN fact USING (recorded_from)"
                             " JOIN fact_content USING (recorded_from) WHERE name = ?1 AND recorded_to = ?2",
                             name);
  if (!live.ok()) return live.status();
  if (!live->has_value()) return absl::OkStatus();
  const int64_t recorded_from = (*live)->recorded_from;
  const absl::Status ended = Run("UPDATE fact SET recorded_to = ? WHERE recorded_from = ?", offset, recorded_from);
  if (!ended.ok()) return ended;
  v1::Fact former;
  if (!former.ParseFromString((*live)->bytes))
    return absl::DataLossError(absl::StrCat("stored fact ", name, " is damaged"));
  const absl::StatusOr<std::string> publisher = PublisherOf(ArticleOfFact(name), recorded_from);
  if (!publisher.ok()) return publisher.status();
  return Discount(TermsOfFact(former, *publisher));
}

absl::Status Projection::WriteFact(int64_t offset, const v1::Fact& fact) {
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
  auto content = database_.Prepare("INSERT INTO fact_content (recorded_from, bytes) VALUES (?, ?)");
  if (!content.ok()) return content.status();
  const absl::Status stored = content->Bind(offset).BindBytes(fact.SerializeAsString()).Run();
  if (!stored.ok()) return stored;
  auto name = database_.Prepare("INSERT INTO fact_name (name, recorded_from) VALUES (?, ?)");
  if (!name.ok()) return name.status();
  return name->Bind(fact.name()).Bind(offset).Run();
}

absl::Status Projection::TakeEntity(int64_t offset, const v1::Entity& entity) {
  if (!HasName(entity.name())) return Incomplete(offset, "an entity without a name");
  if (absl::Status retired = RetireEntity(offset, entity.name()); !retired.ok()) return retired;
  auto insert = database_.Prepare(
      "INSERT INTO entity (recorded_from, recorded_to, name, type, country_code, bytes) VALUES (?, ?, ?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->Bind(offset).Bind(kStillRecorded).Bind(entity.name()).Bind(int64_t{entity.type()});
  const absl::Status inserted = insert->Bind(entity.country_code()).BindBytes(entity.SerializeAsString()).Run();
  if (!inserted.ok()) return inserted;
  return Post(offset, TermsOfEntity(entity));
}

absl::Status Projection::RetireEntity(int64_t offset, const std::string& name) {
  const auto live =
      FindLive(database_, "SELECT recorded_from, bytes FROM entity WHERE name = ?1 AND recorded_to = ?2", name);
  if (!live.ok()) return live.status();
  if (!live->has_value()) return absl::OkStatus();
  const absl::Status ended =
      Run("UPDATE entity SET recorded_to = ? WHERE recorded_from = ?", offset, (*live)->recorded_from);
  if (!ended.ok()) return ended;
  v1::Entity former;
  if (!former.ParseFromString((*live)->bytes)) {
    return absl::DataLossError(absl::StrCat("stored entity ", name, " is damaged"));
  }
  return Discount(TermsOfEntity(former));
}

absl::StatusOr<std::string> Projection::PublisherOf(absl::string_view article, int64_t offset) {
  auto find = database_.Prepare(
      "SELECT publisher FROM article WHERE name = ? AND recorded_from <= ? ORDER BY recorded_from DESC LIMIT 1");
  if (!find.ok()) return find.status();
  const absl::StatusOr<bool> found = find->Bind(article).Bind(offset).Step();
  if (!found.ok()) return found.status();
  return *found ? std::string(find->Text(0)) : "";
}

absl::Status Projection::Post(int64_t offset, const std::vector<PostedTerm>& terms) {
  for (const PostedTerm& posted : terms) {
    const absl::StatusOr<int64_t> number = terms_.NumberOf(posted.term);
    if (!number.ok()) return number.status();
    terms_.Count(*number, 1);
    postings_.push_back({*number, offset, posted.roles});
  }
  return absl::OkStatus();
}

absl::Status Projection::Discount(const std::vector<PostedTerm>& terms) {
  for (const PostedTerm& posted : terms) {
    const absl::StatusOr<int64_t> number = terms_.NumberOf(posted.term);
    if (!number.ok()) return number.status();
    terms_.Count(*number, -1);
  }
  return absl::OkStatus();
}

absl::Status Projection::Run(absl::string_view update, int64_t first, int64_t second) {
  auto statement = database_.Prepare(update);
  if (!statement.ok()) return statement.status();
  return statement->Bind(first).Bind(second).Run();
}

absl::Status Projection::Flush() {
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
  return terms_.Flush();
}

void Projection::Forget() {
  postings_.clear();
  terms_.Forget();
}

}  // namespace dateline::index
