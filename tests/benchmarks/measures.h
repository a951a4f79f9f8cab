// What a benchmark has measured, for print_measures.py.
#ifndef DATELINE_TESTS_BENCHMARKS_MEASURES_H_
#define DATELINE_TESTS_BENCHMARKS_MEASURES_H_

#include <algorithm>
#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace dateline::testing {

using Clock = std::chrono::steady_clock;

inline double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Of none: 0.
inline double Percentile(std::vector<double> values, double fraction) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(fraction * static_cast<double>(values.size() - 1) + 0.5)];
}

inline double Median(const std::vector<double>& values) { return Percentile(values, 0.5); }

// Says each measure on standard error as soon as it is there.
class Measures {
 public:
  // `bar`: null where there is none; `better`: "higher" or "lower".
  void Add(const std::string& name, double value, const char* unit, const nlohmann::json& bar, const char* better) {
    measures_.push_back({{"measure", name}, {"value", value}, {"unit", unit}, {"bar", bar}, {"better", better}});
    std::cerr << name << ": " << value << " " << unit << "\n";
  }

  const nlohmann::json& json() const { return measures_; }

 private:
  nlohmann::json measures_ = nlohmann::json::array();
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_BENCHMARKS_MEASURES_H_
