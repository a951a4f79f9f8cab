#include "tests/disk_faults/submissions.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/testing/article_samples.h"

namespace dateline::testing {
namespace {

// From a word to several pages.
std::string RandomBody(std::mt19937_64& random) {
  const size_t most = random() % 8 == 0 ? 20000 : 600;
  return std::string(1 + random() % most, static_cast<char>('a' + random() % 26));
}

fact_log::ArticleWrite RandomOffice(const std::string& id, std::mt19937_64& random) {
  static const auto& names = *new std::vector<std::string>{"Bui Thanh Son", "Le Son", "Son", "Lam", "Bui Lam"};
  const std::string& name = names[random() % names.size()];
  const std::string country = random() % 2 == 0 ? "VN" : "US";
  const std::string entity = absl::StrCat("entities/person.", country, ".", name.size() < 4 ? id : name);
  return OfficeWrite(id, entity, name, country, random() % 2 == 0 ? "Minister" : "Coach");
}

}  // namespace

Submission SubmissionScript::NewArticle() {
  const std::string id = absl::StrCat("n", ++articles_);
  Submission submission;
  submission.is_new = true;
  submission.write = random_() % 3 == 0 ? RandomOffice(id, random_)
                                        : SampleWrite(id, static_cast<int>(random_() % 5), RandomBody(random_));
  if (random_() % 3 != 0) {
    submission.write.request_id = "request-" + id;
    submission.write.request_digest = "digest-" + id;
  }
  return submission;
}

Submission SubmissionScript::SomethingAgain() {
  Submission submission = sent_[random_() % sent_.size()];
  const bool was_refused = submission.answer != absl::StatusCode::kOk;
  submission.is_new = false;
  if (was_refused) return submission;
  fact_log::ArticleWrite& write = submission.write;
  switch (random_() % 4) {
    case 0:
      break;
    case 1:
      write.request_id = absl::StrCat("again-", sent_.size(), "-", write.article.name());
      write.request_digest = "digest of it";
      break;
    case 2:
      if (write.request_id.empty()) break;
      write.request_digest = "another digest";
      submission.answer = absl::StatusCode::kAlreadyExists;
      break;
    default:
      write.request_id.clear();
      write.article.set_body("Another body");
      write.article.set_sha256(encoding::Sha256Hex(write.article.body()));
      submission.answer = absl::StatusCode::kAlreadyExists;
  }
  return submission;
}

const Submission& SubmissionScript::SendNext() {
  if (!to_send_again_.empty()) {
    sent_.push_back(std::move(to_send_again_.front()));
    to_send_again_.erase(to_send_again_.begin());
  } else if (!sent_.empty() && random_() % 4 == 0) {
    sent_.push_back(SomethingAgain());
  } else {
    sent_.push_back(NewArticle());
  }
  return sent_.back();
}

void SubmissionScript::Lose(size_t count) {
  const auto first_lost = sent_.begin() + static_cast<std::ptrdiff_t>(count);
  to_send_again_.insert(to_send_again_.begin(), std::make_move_iterator(first_lost),
                        std::make_move_iterator(sent_.end()));
  sent_.erase(first_lost, sent_.end());
}

ExpectedLog Expect(absl::Span<const Submission> taken) {
  ExpectedLog log;
  for (const Submission& submission : taken) {
    const fact_log::ArticleWrite& write = submission.write;
    if (submission.answer != absl::StatusCode::kOk) continue;
    if (submission.is_new) log.articles.push_back(&write);
    if (!write.request_id.empty()) log.requests.emplace(write.request_id, write.article.name());
  }
  return log;
}

}  // namespace dateline::testing
