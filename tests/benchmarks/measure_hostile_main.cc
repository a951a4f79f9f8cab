// measure_hostile: whether reading takes time in proportion to the text, whatever the text. For `./dev bench hostile`.
#include <algorithm>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "ingest_service/pipeline/pipeline.h"
#include "nlohmann/json.hpp"
#include "tests/testing/fact_invariants.h"
#include "tests/testing/hostile_texts.h"

namespace dateline {
namespace {

using ::dateline::testing::HostileText;
using nlohmann::json;

constexpr size_t kSmallBytes = 64 << 10;
constexpr size_t kLargeBytes = 256 << 10;
constexpr size_t kHugeBytes = 1 << 20;
// Also read at kHugeBytes, which is as much as the service takes.
constexpr absl::string_view kHugeKinds[] = {"a sentence without a mark",
                                            "a token of one letter",
                                            "nested quotations",
                                            "combining marks",
                                            "right-to-left words",
                                            "family emoji",
                                            "NULs",
                                            "nested brackets"};
constexpr double kBarSeconds = 1;  // for each 64 KiB

double ProcessorSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Seconds for each 64 KiB; negative: a fact breaks what must hold.
double SecondsToRead(const pipeline::Pipeline& pipeline, const HostileText& text) {
  v1::Article article;
  article.set_body(text.body);
  const double begin = ProcessorSeconds();
  const auto reading = pipeline.Read(article);
  const double seconds = ProcessorSeconds() - begin;
  if (reading.ok()) {
    const google::protobuf::RepeatedPtrField<v1::Fact> facts(reading->facts.begin(), reading->facts.end());
    const std::vector<std::string> violations = testing::FactViolations(reading->article, facts);
    for (const std::string& violation : violations) std::cerr << text.name << ": " << violation << "\n";
    if (!violations.empty()) return -1;
  }
  return seconds * kSmallBytes / static_cast<double>(text.body.size());
}

// What is measured, on standard error as it goes and as a JSON array on standard output.
int Run(const std::string& data_directory, const std::string& only) {
  const auto pipeline = pipeline::Pipeline::Create(data_directory);
  if (!pipeline.ok()) {
    std::cerr << pipeline.status() << "\n";
    return 1;
  }
  const std::vector<HostileText> small = testing::HostileTexts(kSmallBytes), large = testing::HostileTexts(kLargeBytes),
                                 huge = testing::HostileTexts(kHugeBytes);
  double worst = 0, worst_growth = 0;
  bool broken = false;
  for (size_t i = 0; i < small.size(); ++i) {
    if (small[i].name.find(only) == std::string::npos) continue;
    const double few = SecondsToRead(**pipeline, small[i]), many = SecondsToRead(**pipeline, large[i]);
    const double most = absl::c_linear_search(kHugeKinds, small[i].name) ? SecondsToRead(**pipeline, huge[i]) : many;
    broken |= few < 0 || many < 0 || most < 0;
    std::cerr << absl::StrFormat("%-36s %7.3f s per 64 KiB of 64 KiB, %7.3f of 256 KiB", small[i].name, few, many)
              << (most != many ? absl::StrFormat(", %7.3f of 1 MiB\n", most) : "\n");
    worst = std::max({worst, few, many, most});
    // Below a hundredth of the bar, growth is noise.
    const double more = std::max(many, most);
    if (more > kBarSeconds / 100) worst_growth = std::max(worst_growth, more / std::max(few, kBarSeconds / 100));
  }
  std::cout << json{{{"measure", "slowest kind of hostile text, per 64 KiB"},
                     {"value", worst},
                     {"unit", "s"},
                     {"bar", kBarSeconds},
                     {"better", "lower"}},
                    {{"measure", "time for each byte of long texts against 64 KiB, worst kind"},
                     {"value", worst_growth},
                     {"unit", "x"},
                     {"bar", 1.5},
                     {"better", "lower"}}}
            << "\n";
  return broken ? 1 : 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  if (argc == 2 || argc == 3) return dateline::Run(argv[1], argc == 3 ? argv[2] : "");
  std::cerr << "usage: measure_hostile DATA_DIRECTORY [KIND]\n";
  return 2;
}
