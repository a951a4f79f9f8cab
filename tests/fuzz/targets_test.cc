// A short run of every fuzz target on seeded random damage; `./dev fuzz` searches for longer and by coverage.
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/testing/directories.h"

namespace dateline::fuzz {
namespace {

std::vector<std::string> Samples() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(DATELINE_SOURCE_DIRECTORY "/deploy/samples"))
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> samples;
  for (const auto& path : paths) {
    std::ostringstream bytes;
    bytes << std::ifstream(path).rdbuf();
    samples.push_back(bytes.str());
  }
  return samples;
}

// Takes a piece of one sample and puts it into another, or changes a byte.
std::string Damage(const std::vector<std::string>& samples, std::mt19937& random) {
  std::string text = samples[random() % samples.size()];
  for (int edits = 1 + static_cast<int>(random() % 8); edits > 0; --edits) {
    const size_t at = random() % text.size();
    const std::string& other = samples[random() % samples.size()];
    const std::string piece = other.substr(random() % other.size(), random() % 60);
    switch (random() % 4) {
      case 0:
        text[at] = static_cast<char>(random() % 128);
        break;
      case 1:
        text.erase(at, random() % 60);
        break;
      default:
        text.insert(at, piece);
    }
    if (text.empty()) return piece;
  }
  return text;
}

TEST(ReadArticle, KeepsTheInvariantsOnDamagedSamples) {
  const std::vector<std::string> samples = Samples();
  ASSERT_FALSE(samples.empty());
  std::mt19937 random(17);
  for (int round = 0; round < 200; ++round) ReadArticle(Damage(samples, random));
}

TEST(ReadArticle, AcceptsMeetingsOfNobodyInParticular) {
  ReadArticle("It opened in Vientiane on Wednesday wto talks.");
}

TEST(LoadModel, RefusesOrSurvivesDamagedSections) {
  std::mt19937 random(18);
  for (int round = 0; round < 60; ++round) {
    std::string bytes;
    for (int i = 0; i < 8 + 1 + static_cast<int>(random() % 8); ++i) bytes += static_cast<char>(random() % 256);
    if (round % 3 == 0) bytes.replace(8, std::string::npos, 4, '\xff');
    LoadModel(bytes);
  }
}

}  // namespace
}  // namespace dateline::fuzz
