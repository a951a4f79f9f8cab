#include "ingest_service/text/reader.h"

#include <limits>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ingest_service/text/html.h"
#include "ingest_service/text/paragraphs.h"
#include "ingest_service/text/utf8.h"
#include "ingest_service/text/wire_copy.h"

namespace dateline::text {
namespace {

Document ReadPlain(absl::string_view body) {
  Document document;
  document.text = std::string(body);
  document.blocks = SplitParagraphs(document.text);
  return document;
}

}  // namespace

MediaType SniffMediaType(absl::string_view body) {
  const size_t begin = std::min(body.find_first_not_of(" \t\r\n\f\xEF\xBB\xBF"), body.size());
  body.remove_prefix(begin);
  for (absl::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<article", "<main", "<div", "<p>", "<p ",
                                "<h1", "<meta", "<!--"}) {
    if (absl::StartsWithIgnoreCase(body, tag)) return MediaType::kHtml;
  }
  const bool is_xhtml = absl::StartsWith(body, "<?xml") && absl::StrContains(body.substr(0, 512), "<html");
  return is_xhtml ? MediaType::kHtml : MediaType::kPlain;
}

absl::StatusOr<Document> ReadArticle(absl::string_view body, MediaType media_type) {
  if (body.size() > std::numeric_limits<uint32_t>::max()) return absl::InvalidArgumentError("the body is over 4 GiB");
  if (const auto bad = FindInvalidUtf8(body)) {
    return absl::InvalidArgumentError(absl::StrCat("the body is not UTF-8: bad byte at offset ", *bad));
  }
  if (StripSpace(body).empty()) return absl::InvalidArgumentError("the body is empty");
  absl::StatusOr<Document> document = media_type == MediaType::kHtml ? ReadHtml(body) : ReadPlain(body);
  if (document.ok()) ReadWireCopy(*document);
  return document;
}

}  // namespace dateline::text
