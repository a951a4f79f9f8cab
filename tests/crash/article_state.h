// What a caller knows of an article from what it asked for and what was answered.
#ifndef DATELINE_TESTS_CRASH_ARTICLE_STATE_H_
#define DATELINE_TESTS_CRASH_ARTICLE_STATE_H_

#include <cstdint>
#include <optional>
#include <ostream>
#include <set>
#include <string>

#include "dateline/v1/ingest_service.grpc.pb.h"

namespace dateline::testing {

// Two are equal when an article may be in both.
struct ArticleState {
  int32_t revision = 0;  // 0: there is no such article
  v1::ArticleStatus status = v1::ARTICLE_STATUS_UNSPECIFIED;
  std::string sha256;  // of the body
  bool is_purged = false;
  std::string etag;                            // empty: unknown
  std::optional<std::set<std::string>> facts;  // names of those that live; nothing: unknown
};
bool operator==(const ArticleState& left, const ArticleState& right);
std::ostream& operator<<(std::ostream& stream, const ArticleState& state);

enum class RequestKind { kIngest, kCorrect, kRetract, kPurge };

struct Request {
  RequestKind kind = RequestKind::kIngest;
  std::string request_id;
  std::string etag;
  v1::Article article;  // name; to ingest and correct: body and status
};

// What the article is once the request is done, if it was `before`.
ArticleState After(const ArticleState& before, const Request& request);

struct Answer {
  grpc::Status status;
  ArticleState state;  // of the article, as answered
  int64_t offset = 0;  // of the revision token
};
Answer Send(v1::IngestService::Stub& ingest, const Request& request);

// The article as it is read.
ArticleState ReadState(v1::IngestService::Stub& ingest, const std::string& article);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_CRASH_ARTICLE_STATE_H_
