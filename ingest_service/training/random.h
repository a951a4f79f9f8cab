// Random numbers that are the same on every machine (SplitMix64).
#ifndef DATELINE_INGEST_SERVICE_TRAINING_RANDOM_H_
#define DATELINE_INGEST_SERVICE_TRAINING_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace dateline::training {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    uint64_t value = state_ += 0x9e3779b97f4a7c15u;
    value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
    value = (value ^ value >> 27) * 0x94d049bb133111ebu;
    return value ^ value >> 31;
  }

  // In [0, 1).
  float Uniform() { return static_cast<float>(Next() >> 40) * 0x1p-24f; }

  // REQUIRES: count > 0.
  uint64_t Below(uint64_t count) { return Next() % count; }

  template <typename T>
  void Shuffle(std::vector<T>& values) {
    for (size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[Below(i)]);
  }

 private:
  uint64_t state_;
};

}  // namespace dateline::training

#endif  // DATELINE_INGEST_SERVICE_TRAINING_RANDOM_H_
