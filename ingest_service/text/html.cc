#include "ingest_service/text/html.h"

#include <gumbo.h>

#include <memory>

#include "absl/strings/match.h"
#include "ingest_service/text/html_content.h"
#include "ingest_service/text/html_cost.h"
#include "ingest_service/text/html_metadata.h"
#include "ingest_service/text/html_text.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

struct FreeOutput {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

}  // namespace

absl::StatusOr<Document> ReadHtml(absl::string_view body) {
  if (const absl::Status status = CheckHtmlCost(body); !status.ok()) return status;
  const size_t mark_bytes = absl::StartsWith(body, kByteOrderMark) ? kByteOrderMark.size() : 0;
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const std::unique_ptr<GumboOutput, FreeOutput> output(
      gumbo_parse_with_options(&options, body.data() + mark_bytes, body.size() - mark_bytes));
  Document document;
  ReadHtmlMetadata(*output->root, &document);
  WriteHtmlText(MainContent::Find(*output->root), body, &document);
  return document;
}

}  // namespace dateline::text
