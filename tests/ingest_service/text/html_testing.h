// Pages as trees for the tests of the HTML stage.
#ifndef DATELINE_TESTS_INGEST_SERVICE_TEXT_HTML_TESTING_H_
#define DATELINE_TESTS_INGEST_SERVICE_TEXT_HTML_TESTING_H_

#include <gumbo.h>

#include <string>
#include <utility>

namespace dateline::text {

// A parsed page and the text that its nodes point into.
class Page {
 public:
  explicit Page(std::string body)
      : body_(std::move(body)), output_(gumbo_parse_with_options(&kGumboDefaultOptions, body_.data(), body_.size())) {}
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  ~Page() { gumbo_destroy_output(&kGumboDefaultOptions, output_); }

  const std::string& body() const { return body_; }
  const GumboNode& root() const { return *output_->root; }

 private:
  std::string body_;
  GumboOutput* output_;
};

}  // namespace dateline::text

#endif  // DATELINE_TESTS_INGEST_SERVICE_TEXT_HTML_TESTING_H_
