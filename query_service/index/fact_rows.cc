#include "query_service/index/fact_rows.h"

#include "absl/strings/str_cat.h"
#include "query_service/index/schema.h"

namespace dateline::index {
namespace {

absl::Status DamagedFact(int64_t recorded_from) {
  return absl::DataLossError(absl::StrCat("the stored fact of change ", recorded_from,
                                          " cannot be read; delete the store and start again to build it anew"));
}

absl::Status MissingFact(int64_t recorded_from) {
  return absl::DataLossError(absl::StrCat("the stored fact of change ", recorded_from,
                                          " is missing; delete the store and start again to build it anew"));
}

}  // namespace

absl::Status FactRows::Run(absl::string_view statement, int64_t number) {
  auto prepared = database_.Prepare(statement);
  if (!prepared.ok()) return prepared.status();
  return prepared->Bind(number).Run();
}

absl::Status FactRows::AddArticle(int64_t offset, const v1::Article& article) {
  const absl::StatusOr<KnownArticle*> known = articles_.FindOrAdd(article.name(), offset);
  if (!known.ok()) return known.status();
  const segments::ArticleContext context = segments::ContextOf(article);
  const std::string bytes = article.SerializeAsString();
  const uint64_t content_hash = ContentHash(bytes);
  auto insert = database_.PrepareRow(
      "INSERT INTO article (recorded_from, recorded_to, article, publisher, content_hash, bytes, published_first,"
      " published_last) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      "BIGINT, BIGINT, BIGINT, BYTEA, BIGINT, BYTEA, BIGINT, BIGINT");
  if (!insert.ok()) return insert.status();
  insert->Bind(offset).Bind(kStillRecorded).Bind((*known)->number).Bind(context.publisher);
  insert->Bind(static_cast<int64_t>(content_hash)).BindBytes(bytes);
  if (context.published.has_value()) {
    insert->Bind(int64_t{context.published->first}).Bind(int64_t{context.published->last});
  } else {
    insert->BindNull().BindNull();
  }
  if (absl::Status inserted = insert->Run(); !inserted.ok()) return inserted;
  (*known)->versions.push_back({offset, context});
  totals_.checksum += content_hash;
  ++totals_.articles;
  return absl::OkStatus();
}

absl::Status FactRows::AddFact(const segments::FactRecord& record, v1::FactChangeKind kind, const v1::Fact& fact) {
  const absl::StatusOr<KnownArticle*> article =
      articles_.FindOrAdd(segments::ArticleOfFact(fact.name()), record.recorded_from);
  if (!article.ok()) return article.status();
  std::string bytes = fact.SerializeAsString();
  auto insert = database_.PrepareRow(
      "INSERT INTO fact (recorded_from, article, commit_nanoseconds, change_kind, bytes) VALUES (?, ?, ?, ?, ?)",
      "BIGINT, BIGINT, BIGINT, BIGINT, BYTEA");
  if (!insert.ok()) return insert.status();
  insert->Bind(record.recorded_from).Bind((*article)->number).Bind(record.commit_nanoseconds).Bind(int64_t{kind});
  if (absl::Status inserted = insert->BindBytes(bytes).Run(); !inserted.ok()) return inserted;
  (*article)->facts[fact.name()] = record.recorded_from;
  totals_.checksum += ContentHash(bytes);
  ++totals_.facts;
  if (keeps_documents_) {
    changes_.added.emplace_back(record, fact, std::move(bytes), (*article)->ContextAt(record.recorded_from, 0));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> FactRows::EndArticle(int64_t offset, const std::string& name) {
  const absl::StatusOr<KnownArticle*> known = articles_.Find(name);
  if (!known.ok() || *known == nullptr) return known.ok() ? absl::StatusOr<bool>(true) : known.status();
  auto find =
      database_.Prepare("SELECT recorded_from, content_hash FROM article WHERE article = ? AND recorded_to = ?");
  if (!find.ok()) return find.status();
  const absl::StatusOr<bool> found = find->Bind((*known)->number).Bind(kStillRecorded).Step();
  if (!found.ok()) return found.status();
  if (!*found) return true;
  const int64_t recorded_from = find->Integer(0);
  if (recorded_from >= offset) return false;
  auto update = database_.Prepare("UPDATE article SET recorded_to = ? WHERE recorded_from = ?");
  if (!update.ok()) return update.status();
  if (absl::Status ended = update->Bind(offset).Bind(recorded_from).Run(); !ended.ok()) return ended;
  totals_.checksum -= static_cast<uint64_t>(find->Integer(1));
  --totals_.articles;
  return true;
}

absl::StatusOr<bool> FactRows::EndFact(int64_t offset, const std::string& name, const FactEnding& ending) {
  const absl::StatusOr<KnownArticle*> article = articles_.Find(segments::ArticleOfFact(name));
  if (!article.ok() || *article == nullptr) return article.ok() ? absl::StatusOr<bool>(true) : article.status();
  const auto live = (*article)->facts.find(name);
  if (live == (*article)->facts.end()) return true;
  const int64_t recorded_from = live->second;
  if (recorded_from >= offset) return false;
  const absl::StatusOr<std::string> bytes = ReadFactBytes(recorded_from);
  if (!bytes.ok()) return bytes.status();
  v1::RetractionCause cause = ending.cause;
  if (ending.successor != nullptr) {
    v1::Fact ended;
    if (!ended.ParseFromString(*bytes)) return DamagedFact(recorded_from);
    const bool is_same_revision = ended.article_revision() == ending.successor->article_revision();
    cause = is_same_revision ? v1::RETRACTION_CAUSE_REEXTRACTED : v1::RETRACTION_CAUSE_CORRECTED;
  }
  auto insert =
      database_.Prepare("INSERT INTO fact_end (recorded_from, recorded_to, cause, reason) VALUES (?, ?, ?, ?)");
  if (!insert.ok()) return insert.status();
  insert->Bind(recorded_from).Bind(offset).Bind(int64_t{cause}).Bind(ending.reason);
  if (absl::Status ended = insert->Run(); !ended.ok()) return ended;
  (*article)->facts.erase(live);
  totals_.checksum -= ContentHash(*bytes);
  --totals_.facts;
  if (keeps_documents_) changes_.ended.emplace_back(recorded_from, offset);
  return true;
}

absl::StatusOr<std::string> FactRows::ReadFactBytes(int64_t recorded_from) {
  auto select = database_.Prepare("SELECT bytes FROM fact WHERE recorded_from = ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(recorded_from).Step();
  if (!found.ok()) return found.status();
  if (!*found) return MissingFact(recorded_from);
  return std::string(select->Bytes(0));
}

absl::Status FactRows::Erase(int64_t offset, const std::string& article) {
  auto insert = database_.Prepare("INSERT INTO purged_article (recorded_from, name) VALUES (?, ?)");
  if (!insert.ok()) return insert.status();
  if (absl::Status noted = insert->Bind(offset).Bind(article).Run(); !noted.ok()) return noted;
  const absl::StatusOr<KnownArticle*> known = articles_.Find(article);
  if (!known.ok() || *known == nullptr) return known.status();
  const int64_t number = (*known)->number;
  articles_.Forget(article);
  has_erased_ = true;
  if (absl::Status erased = EraseFacts(number); !erased.ok()) return erased;
  if (absl::Status erased = EraseArticles(number); !erased.ok()) return erased;
  return Run("DELETE FROM article_name WHERE number = ?", number);
}

absl::Status FactRows::EraseFacts(int64_t article) {
  auto select = database_.Prepare(
      "SELECT recorded_from, bytes, EXISTS (SELECT 1 FROM fact_end WHERE fact_end.recorded_from = fact.recorded_from)"
      " FROM fact WHERE article = ?");
  if (!select.ok()) return select.status();
  select->Bind(article);
  std::vector<int64_t> facts;
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) break;
    facts.push_back(select->Integer(0));
    if (select->Integer(2) != 0) continue;
    totals_.checksum -= ContentHash(select->Bytes(1));
    --totals_.facts;
  }
  std::vector<absl::string_view> statements = {"DELETE FROM fact WHERE recorded_from = ?",
                                               "DELETE FROM fact_end WHERE recorded_from = ?"};
  const bool names_segments = database_.sqlite() != nullptr;
  if (names_segments) {
    statements.emplace_back("DELETE FROM segment WHERE ?1 BETWEEN first_recorded_from AND last_recorded_from");
  }
  for (const int64_t fact : facts) {
    for (const absl::string_view statement : statements) {
      if (absl::Status deleted = Run(statement, fact); !deleted.ok()) return deleted;
    }
    changes_.erased = true;
  }
  return absl::OkStatus();
}

absl::Status FactRows::EraseArticles(int64_t article) {
  auto select = database_.Prepare("SELECT content_hash FROM article WHERE article = ? AND recorded_to = ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(article).Bind(kStillRecorded).Step();
  if (!found.ok()) return found.status();
  if (*found) {
    totals_.checksum -= static_cast<uint64_t>(select->Integer(0));
    --totals_.articles;
  }
  return Run("DELETE FROM article WHERE article = ?", article);
}

void FactRows::Forget() {
  articles_.Forget();
  changes_ = FactChanges();
  has_erased_ = false;
}

}  // namespace dateline::index
