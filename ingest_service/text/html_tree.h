// Questions to the HTML parser's tree.
#ifndef DATELINE_INGEST_SERVICE_TEXT_HTML_TREE_H_
#define DATELINE_INGEST_SERVICE_TEXT_HTML_TREE_H_

#include <gumbo.h>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace dateline::text {

inline bool IsElement(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

inline bool IsText(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

// GUMBO_TAG_UNKNOWN: not an element.
inline GumboTag TagOf(const GumboNode& node) { return IsElement(node) ? node.v.element.tag : GUMBO_TAG_UNKNOWN; }

// None: not an element.
inline absl::Span<GumboNode* const> ChildrenOf(const GumboNode& node) {
  if (!IsElement(node)) return {};
  const GumboVector& children = node.v.element.children;
  return {reinterpret_cast<GumboNode* const*>(children.data), children.length};
}

// The attribute's value; empty: absent, empty, or not an element.
inline absl::string_view AttributeOf(const GumboNode& node, const char* name) {
  if (!IsElement(node)) return {};
  const GumboAttribute* attribute = gumbo_get_attribute(&node.v.element.attributes, name);
  return attribute == nullptr ? absl::string_view() : attribute->value;
}

inline bool HasAttribute(const GumboNode& node, const char* name) {
  return IsElement(node) && gumbo_get_attribute(&node.v.element.attributes, name) != nullptr;
}

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_HTML_TREE_H_
