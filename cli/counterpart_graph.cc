#include "cli/counterpart_graph.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "cli/labels.h"
#include "cli/report_page.h"

namespace dateline::cli {
namespace {

constexpr double kWidth = 360;
constexpr double kRowHeight = 44;
constexpr double kMargin = 8;
constexpr double kWidestLine = 10;
constexpr size_t kLongestLabel = 26;  // characters

// At most `kLongestLabel` characters, whole ones.
std::string Label(absl::string_view name) {
  size_t characters = 0;
  size_t end = 0;
  for (; end < name.size(); ++end) {
    const bool begins_character = (static_cast<unsigned char>(name[end]) & 0xC0) != 0x80;
    if (begins_character && ++characters > kLongestLabel) break;
  }
  return end == name.size() ? std::string(name) : absl::StrCat(name.substr(0, end), "…");
}

const std::string& NameOf(const v1::Counterpart& counterpart) {
  return counterpart.display_name().empty() ? counterpart.entity() : counterpart.display_name();
}

std::string Kinds(const v1::Counterpart& counterpart) {
  std::string text;
  for (const v1::FactTypeCount& count : counterpart.fact_type_counts()) {
    const std::string label =
        count.kind() == v1::FACT_KIND_EVENT ? EnumLabel(count.event_type()) : EnumLabel(count.kind());
    absl::StrAppend(&text, text.empty() ? "" : ", ", label, " ", count.fact_count());
  }
  return text;
}

}  // namespace

std::string CounterpartGraph(absl::string_view entity_name, absl::Span<const v1::Counterpart> counterparts) {
  if (counterparts.empty()) return "";
  const size_t count = std::min<size_t>(counterparts.size(), kMostCounterparts);
  int64_t most = 1;
  for (const v1::Counterpart& counterpart : counterparts) most = std::max(most, counterpart.fact_count());
  const double height = kRowHeight * static_cast<double>(count) + 2 * kMargin;
  const double middle = height / 2;
  std::string svg =
      absl::StrFormat("<svg class=\"graph\" viewBox=\"0 0 %g %g\" role=\"img\" aria-label=\"Counterparts of %s\">\n",
                      kWidth, height, Escape(entity_name));
  for (size_t i = 0; i < count; ++i) {
    const v1::Counterpart& counterpart = counterparts[i];
    const double y = kMargin + kRowHeight * (static_cast<double>(i) + 0.5);
    const double share = static_cast<double>(counterpart.fact_count()) / static_cast<double>(most);
    absl::StrAppendFormat(&svg, "<path class=\"tie\" d=\"M24 %g C 90 %g 70 %g 132 %g\" stroke-width=\"%.1f\"/>\n",
                          middle, middle, y, y, std::max(1.0, kWidestLine * std::sqrt(share)));
    absl::StrAppendFormat(
        &svg,
        "<g><title>%s</title><circle class=\"node\" cx=\"136\" cy=\"%g\" r=\"5\"/>"
        "<text x=\"148\" y=\"%g\">%s</text><text class=\"count\" x=\"148\" y=\"%g\">%d · %s</text></g>\n",
        Escape(NameOf(counterpart)), y, y - 2, Escape(Label(NameOf(counterpart))), y + 13, counterpart.fact_count(),
        Escape(Label(Kinds(counterpart))));
  }
  absl::StrAppendFormat(&svg,
                        "<circle class=\"node self\" cx=\"20\" cy=\"%g\" r=\"9\"><title>%s</title></circle>\n</svg>\n",
                        middle, Escape(entity_name));
  return svg;
}

}  // namespace dateline::cli
