#include "tests/crash/article_state.h"

#include <utility>

#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "platform/encoding/sha256.h"
#include "tests/testing/recording.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

ArticleState StateOf(const v1::Article& article) {
  ArticleState state;
  state.revision = article.revision();
  state.status = article.status();
  state.sha256 = article.sha256();
  state.etag = article.etag();
  if (state.status != v1::ARTICLE_STATUS_USABLE) state.facts.emplace();
  return state;
}

ArticleState Purged() {
  ArticleState state;
  state.is_purged = true;
  state.facts.emplace();
  return state;
}

// Of an answer to a change. Without changes the facts are what they were.
template <typename Response>
Answer AnswerOf(const grpc::Status& status, const Response& response) {
  Answer answer{status, StateOf(response.article()), OffsetOf(response.revision_token())};
  if (response.changes().empty()) return answer;
  answer.state.facts.emplace();
  for (const v1::FactChange& change : response.changes()) {
    if (change.kind() != v1::FACT_CHANGE_KIND_RETRACTED) answer.state.facts->insert(change.after().name());
  }
  return answer;
}

Answer SendIngest(v1::IngestService::Stub& ingest, const Request& request) {
  v1::IngestArticleRequest call;
  call.set_request_id(request.request_id);
  *call.mutable_article() = request.article;
  v1::IngestArticleResponse response;
  Answer answer{ingest.IngestArticle(CallContext().get(), call, &response), StateOf(response.article()),
                OffsetOf(response.revision_token())};
  answer.state.facts.emplace();
  for (const v1::Fact& fact : response.facts()) answer.state.facts->insert(fact.name());
  return answer;
}

Answer SendCorrection(v1::IngestService::Stub& ingest, const Request& request) {
  v1::CorrectArticleRequest call;
  call.set_request_id(request.request_id);
  call.set_etag(request.etag);
  *call.mutable_article() = request.article;
  v1::CorrectArticleResponse response;
  const grpc::Status status = ingest.CorrectArticle(CallContext().get(), call, &response);
  return AnswerOf(status, response);
}

Answer SendRetraction(v1::IngestService::Stub& ingest, const Request& request) {
  v1::RetractArticleRequest call;
  call.set_request_id(request.request_id);
  call.set_etag(request.etag);
  call.set_name(request.article.name());
  v1::RetractArticleResponse response;
  const grpc::Status status = ingest.RetractArticle(CallContext().get(), call, &response);
  return AnswerOf(status, response);
}

Answer SendPurge(v1::IngestService::Stub& ingest, const Request& request) {
  v1::PurgeArticleRequest call;
  call.set_etag(request.etag);
  call.set_name(request.article.name());
  v1::PurgeArticleResponse response;
  const grpc::Status status = ingest.PurgeArticle(CallContext().get(), call, &response);
  EXPECT_TRUE(!status.ok() || response.receipt().article() == call.name());
  return {status, Purged(), OffsetOf(response.revision_token())};
}

}  // namespace

bool operator==(const ArticleState& left, const ArticleState& right) {
  const bool same_etag = left.etag.empty() || right.etag.empty() || left.etag == right.etag;
  const bool same_facts = !left.facts.has_value() || !right.facts.has_value() || left.facts == right.facts;
  return left.revision == right.revision && left.status == right.status && left.sha256 == right.sha256 &&
         left.is_purged == right.is_purged && same_etag && same_facts;
}

std::ostream& operator<<(std::ostream& stream, const ArticleState& state) {
  if (state.is_purged) return stream << "purged";
  if (state.revision == 0) return stream << "none";
  stream << "revision " << state.revision << ", " << v1::ArticleStatus_Name(state.status) << ", body " << state.sha256
         << ", etag " << state.etag;
  if (state.facts.has_value()) stream << ", facts " << absl::StrJoin(*state.facts, " ");
  return stream;
}

ArticleState After(const ArticleState& before, const Request& request) {
  if (request.kind == RequestKind::kPurge) return Purged();
  ArticleState after = before;
  if (request.kind == RequestKind::kRetract) {
    after.status = v1::ARTICLE_STATUS_CANCELED;
  } else {
    after.status = request.article.status();
    after.sha256 = encoding::Sha256Hex(request.article.body());
    if (after.sha256 != before.sha256) ++after.revision;
  }
  if (after == before) return before;
  after.etag.clear();
  after.facts.reset();
  if (after.status != v1::ARTICLE_STATUS_USABLE) after.facts.emplace();
  return after;
}

Answer Send(v1::IngestService::Stub& ingest, const Request& request) {
  switch (request.kind) {
    case RequestKind::kIngest:
      return SendIngest(ingest, request);
    case RequestKind::kCorrect:
      return SendCorrection(ingest, request);
    case RequestKind::kRetract:
      return SendRetraction(ingest, request);
    case RequestKind::kPurge:
      return SendPurge(ingest, request);
  }
  return {};
}

ArticleState ReadState(v1::IngestService::Stub& ingest, const std::string& article) {
  v1::GetArticleRequest one;
  one.set_name(article);
  v1::GetArticleResponse response;
  const grpc::Status status = ingest.GetArticle(CallContext().get(), one, &response);
  if (status.ok()) {
    EXPECT_EQ(encoding::Sha256Hex(response.article().body()), response.article().sha256()) << article;
    return StateOf(response.article());
  }
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND) << status.error_message();
  v1::GetPurgeReceiptRequest asked;
  asked.set_name(article);
  v1::GetPurgeReceiptResponse receipt;
  const grpc::Status known = ingest.GetPurgeReceipt(CallContext().get(), asked, &receipt);
  if (known.ok()) return Purged();
  EXPECT_EQ(known.error_code(), grpc::StatusCode::NOT_FOUND) << known.error_message();
  return {};
}

}  // namespace dateline::testing
