// repeat_readings: reads articles again and again on two threads and fails when a reading differs. For `./dev soak`.
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "tests/soak/repeated_reading.h"
#include "tests/testing/article_files.h"

namespace dateline::soak {
namespace {

constexpr int kThreads = 2;

int Run(const std::string& data_directory, int times, const std::vector<std::string>& paths) {
  const auto pipeline = pipeline::Pipeline::Create(data_directory);
  const auto articles = testing::ReadArticleFiles(paths);
  for (const absl::Status& status : {pipeline.status(), articles.status()}) {
    if (status.ok()) continue;
    std::cerr << status << "\n";
    return 1;
  }
  const Repetitions repetitions = RepeatReadings(**pipeline, *articles, times, kThreads);
  std::cout << articles->size() << " articles, " << repetitions.readings << " readings on " << kThreads << " threads, "
            << repetitions.different << " of them different\n";
  return repetitions.different == 0 && repetitions.readings > 0 ? 0 : 1;
}

}  // namespace
}  // namespace dateline::soak

int main(int argc, char** argv) {
  int times = 0;
  if (argc > 3 && absl::SimpleAtoi(argv[2], &times) && times > 0)
    return dateline::soak::Run(argv[1], times, {argv + 3, argv + argc});
  std::cerr << "usage: repeat_readings DATA_DIRECTORY TIMES ARTICLES...\n";
  return 2;
}
