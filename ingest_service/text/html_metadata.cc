#include "ingest_service/text/html_metadata.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "ingest_service/text/calendar_date.h"
#include "ingest_service/text/html_tree.h"
#include "ingest_service/text/json_ld.h"
#include "ingest_service/text/utf8.h"

namespace dateline::text {
namespace {

// The elements of a page that say something about its article, in the page's order.
struct MetadataElements {
  std::vector<const GumboNode*> json_ld;
  std::vector<const GumboNode*> meta;
  std::vector<const GumboNode*> links;
  std::vector<const GumboNode*> times;
  const GumboNode* title = nullptr;
  const GumboNode* heading = nullptr;
};

void Collect(const GumboNode& node, MetadataElements* elements) {
  switch (TagOf(node)) {
    case GUMBO_TAG_SCRIPT:
      if (AttributeOf(node, "type") == "application/ld+json") elements->json_ld.push_back(&node);
      break;
    case GUMBO_TAG_META:
      elements->meta.push_back(&node);
      break;
    case GUMBO_TAG_LINK:
      elements->links.push_back(&node);
      break;
    case GUMBO_TAG_TIME:
      elements->times.push_back(&node);
      break;
    case GUMBO_TAG_TITLE:
      if (elements->title == nullptr) elements->title = &node;
      break;
    case GUMBO_TAG_H1:
      if (elements->heading == nullptr) elements->heading = &node;
      break;
    default:
      break;
  }
  for (const GumboNode* child : ChildrenOf(node)) Collect(*child, elements);
}

void AppendText(const GumboNode& node, std::string* text) {
  if (IsText(node)) text->append(node.v.text.text);
  for (const GumboNode* child : ChildrenOf(node)) AppendText(*child, text);
}

// White space collapsed; empty for nullptr.
std::string TextOf(const GumboNode* node) {
  if (node == nullptr) return "";
  std::string text;
  AppendText(*node, &text);
  absl::RemoveExtraAsciiWhitespace(&text);
  return text;
}

// The content of the first <meta> whose name, property or itemprop is the first of `names` that any has.
std::string MetaContent(const MetadataElements& elements, std::initializer_list<absl::string_view> names) {
  for (absl::string_view name : names) {
    for (const GumboNode* meta : elements.meta) {
      for (const char* attribute : {"property", "name", "itemprop"}) {
        if (!absl::EqualsIgnoreCase(AttributeOf(*meta, attribute), name)) continue;
        const absl::string_view content = StripSpace(AttributeOf(*meta, "content"));
        if (!content.empty()) return std::string(content);
      }
    }
  }
  return "";
}

std::string CanonicalLink(const MetadataElements& elements) {
  for (const GumboNode* link : elements.links) {
    if (absl::EqualsIgnoreCase(AttributeOf(*link, "rel"), "canonical")) return std::string(AttributeOf(*link, "href"));
  }
  return "";
}

std::optional<absl::CivilDay> FirstTime(const MetadataElements& elements) {
  for (const GumboNode* time : elements.times) {
    if (const auto day = ParseCalendarDate(AttributeOf(*time, "datetime"))) return day;
  }
  return std::nullopt;
}

std::optional<absl::CivilDay> MetaDay(const MetadataElements& elements) {
  for (absl::string_view name : {"article:published_time", "og:article:published_time", "datePublished",
                                 "parsely-pub-date", "pubdate", "publish-date", "DC.date.issued", "DC.date", "date"}) {
    if (const auto day = ParseCalendarDate(MetaContent(elements, {name}))) return day;
  }
  return std::nullopt;
}

void SetIfUnknown(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

}  // namespace

void ReadHtmlMetadata(const GumboNode& root, Document* document) {
  MetadataElements elements;
  Collect(root, &elements);
  for (const GumboNode* script : elements.json_ld) ReadJsonLd(TextOf(script), document);
  SetIfUnknown(document->title, MetaContent(elements, {"og:title", "twitter:title", "headline"}));
  SetIfUnknown(document->title, TextOf(elements.heading));
  SetIfUnknown(document->title, TextOf(elements.title));
  SetIfUnknown(document->publisher, MetaContent(elements, {"og:site_name", "publisher", "application-name"}));
  SetIfUnknown(document->url, CanonicalLink(elements));
  SetIfUnknown(document->url, MetaContent(elements, {"og:url"}));
  SetIfUnknown(document->byline, MetaContent(elements, {"author", "byl", "parsely-author"}));
  if (!document->published) document->published = MetaDay(elements);
  if (!document->published) document->published = FirstTime(elements);
}

}  // namespace dateline::text
