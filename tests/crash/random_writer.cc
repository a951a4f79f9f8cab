#include "tests/crash/random_writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dateline::testing {
namespace {

constexpr size_t kMostArticles = 6;

// The outcome is not known; the request may be made again.
bool IsUnanswered(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED ||
         status.error_code() == grpc::StatusCode::CANCELLED;
}

}  // namespace

std::string RandomWriter::MarkOf(const std::string& article) {
  return absl::StrCat("village of ", article.substr(article.find('/') + 1));
}

std::string RandomWriter::DrawBody(const std::string& article) {
  static constexpr std::array<const char*, 3> kSentences = {
      "Weber said that 300 soldiers would return in May, and invited Dubois to Vienna.",
      "The storm killed ten people in Lyon.",
      "Foreign Minister Nils Berg visited Minister Eva Lind in Oslo on Friday."};
  std::string body = absl::StrCat("PARIS - President Anne Dubois met Prime Minister Karl Weber in the ",
                                  MarkOf(article), " on Monday.");
  for (const char* const sentence : kSentences) {
    if (Random(2) == 0) absl::StrAppend(&body, " ", sentence);
  }
  return body;
}

Request RandomWriter::DrawIngest() {
  Request request;
  request.article.set_name(absl::StrCat("articles/writer", number_, "-article", ++articles_, "end"));
  request.article.set_body(DrawBody(request.article.name()));
  request.article.set_status(Random(8) == 0 ? v1::ARTICLE_STATUS_WITHHELD : v1::ARTICLE_STATUS_USABLE);
  return request;
}

Request RandomWriter::Draw(int purges) {
  const auto kind = static_cast<int>(Random(10));
  if (names_.empty() || (kind >= purges && names_.size() < kMostArticles && Random(3) == 0)) return DrawIngest();
  Request request;
  const std::string& name = names_[Random(static_cast<uint32_t>(names_.size()))];
  request.article.set_name(name);
  if (Random(2) == 0) request.etag = states_[name].etag;
  if (kind < purges) {
    request.kind = RequestKind::kPurge;
  } else if (Random(4) == 0) {
    request.kind = RequestKind::kRetract;
  } else {
    request.kind = RequestKind::kCorrect;
    request.article.set_body(DrawBody(name));
    request.article.set_status(Random(6) == 0 ? v1::ARTICLE_STATUS_WITHHELD : v1::ARTICLE_STATUS_USABLE);
  }
  return request;
}

void RandomWriter::Write(v1::IngestService::Stub& ingest, const std::atomic<bool>& ending, int purges) {
  if (unanswered_.has_value()) Send(ingest, Request(*unanswered_));
  while (!ending && !unanswered_.has_value()) {
    if (last_.has_value() && Random(8) == 0) {
      Repeat(ingest);
      continue;
    }
    Request request = Draw(purges);
    request.request_id = absl::StrCat("writer", number_, "-request", ++requests_);
    if (request.kind == RequestKind::kIngest) names_.push_back(request.article.name());
    Send(ingest, request);
  }
}

void RandomWriter::Send(v1::IngestService::Stub& ingest, const Request& request) {
  const std::string& name = request.article.name();
  const Answer answer = testing::Send(ingest, request);
  unanswered_.reset();
  if (IsUnanswered(answer.status)) {
    unanswered_ = request;
    return;
  }
  ASSERT_TRUE(answer.status.ok()) << request.request_id << " of " << name << ": " << answer.status.error_message();
  ++acknowledged_count_;
  // If it was done unanswered and read since, doing it again leaves it as it is.
  const ArticleState expected = After(states_[name], request);
  EXPECT_EQ(answer.state, expected) << request.request_id << " of " << name;
  states_[name] = answer.state;
  if (!answer.state.facts.has_value()) states_[name].facts = expected.facts;
  last_ = request;
  last_answer_ = answer;
  if (request.kind == RequestKind::kPurge) names_.erase(std::find(names_.begin(), names_.end(), name));
}

void RandomWriter::Repeat(v1::IngestService::Stub& ingest) {
  const Answer again = testing::Send(ingest, *last_);
  if (IsUnanswered(again.status)) return;
  ASSERT_TRUE(again.status.ok()) << last_->request_id << " again: " << again.status.error_message();
  EXPECT_EQ(again.state, last_answer_->state) << last_->request_id << " again";
  // A purge is answered with its own offset, without what is left of entities.
  if (last_->kind == RequestKind::kPurge) return;
  EXPECT_EQ(again.offset, last_answer_->offset) << last_->request_id << " again";
}

void RandomWriter::Read(v1::IngestService::Stub& ingest) {
  if (unanswered_.has_value()) states_.try_emplace(unanswered_->article.name());
  for (auto& [name, known] : states_) {
    const ArticleState read = ReadState(ingest, name);
    if (read == known) continue;
    const bool may_be_another = unanswered_.has_value() && unanswered_->article.name() == name;
    const ArticleState another = may_be_another ? After(known, *unanswered_) : known;
    EXPECT_EQ(read, another) << name << " was " << known;
    known = read;
  }
}

}  // namespace dateline::testing
