#include "platform/telemetry/metrics.h"

#include <utility>

#include "absl/base/thread_annotations.h"
#include "platform/threading/mutex.h"
#include "prometheus/registry.h"
#include "prometheus/text_serializer.h"

namespace dateline::telemetry {

// The metrics that are read when they are asked for.
class Metrics::Readings final : public prometheus::Collectable {
 public:
  struct Reading {
    prometheus::ClientMetric metric;  // its labels
    std::function<double()> read;
  };

  void Add(const std::string& name, const std::string& help, prometheus::MetricType type, const Labels& labels,
           std::function<double()> read) ABSL_LOCKS_EXCLUDED(mutex_) {
    Reading reading{{}, std::move(read)};
    for (const auto& [label, value] : labels) reading.metric.label.push_back({label, value});
    threading::MutexLock lock(mutex_);
    Named& named = families_[name];
    named.family = {name, help, type, {}};
    named.readings.push_back(std::move(reading));
  }

  void Clear() ABSL_LOCKS_EXCLUDED(mutex_) {
    threading::MutexLock lock(mutex_);
    families_.clear();
  }

  std::vector<prometheus::MetricFamily> Collect() const override ABSL_LOCKS_EXCLUDED(mutex_) {
    threading::MutexLock lock(mutex_);
    std::vector<prometheus::MetricFamily> collected;
    for (const auto& [name, named] : families_) {
      collected.push_back(named.family);
      for (const Reading& reading : named.readings) {
        prometheus::ClientMetric metric = reading.metric;
        const bool is_counter = named.family.type == prometheus::MetricType::Counter;
        (is_counter ? metric.counter.value : metric.gauge.value) = reading.read();
        collected.back().metric.push_back(std::move(metric));
      }
    }
    return collected;
  }

 private:
  struct Named {
    prometheus::MetricFamily family;
    std::vector<Reading> readings;
  };
  mutable threading::Mutex mutex_;
  std::map<std::string, Named> families_ ABSL_GUARDED_BY(mutex_);
};

struct Metrics::Families {
  std::shared_ptr<prometheus::Registry> registry = std::make_shared<prometheus::Registry>();
};

Metrics::Metrics() : families_(std::make_unique<Families>()), readings_(std::make_shared<Readings>()) {}

Metrics::~Metrics() = default;

Counter& Metrics::GetCounter(const std::string& name, const std::string& help, const Labels& labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(*families_->registry).Add(labels);
}

Histogram& Metrics::GetHistogram(const std::string& name, const std::string& help, const Labels& labels,
                                 const std::vector<double>& bounds) {
  return prometheus::BuildHistogram().Name(name).Help(help).Register(*families_->registry).Add(labels, bounds);
}

void Metrics::ReadGauge(const std::string& name, const std::string& help, const Labels& labels,
                        std::function<double()> read) {
  readings_->Add(name, help, prometheus::MetricType::Gauge, labels, std::move(read));
}

void Metrics::ReadCounter(const std::string& name, const std::string& help, const Labels& labels,
                          std::function<double()> read) {
  readings_->Add(name, help, prometheus::MetricType::Counter, labels, std::move(read));
}

void Metrics::StopReading() { readings_->Clear(); }

std::string Metrics::Text() const {
  std::string text;
  for (const auto& source : sources()) text += prometheus::TextSerializer().Serialize(source->Collect());
  return text;
}

std::vector<std::shared_ptr<prometheus::Collectable>> Metrics::sources() const {
  return {families_->registry, readings_};
}

const std::vector<double>& SecondsBounds() {
  static const auto* const kBounds = new std::vector<double>{1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 2.5e-2, 5e-2,
                                                             0.1,  0.25,   0.5,  1,    2.5,    5,    10,   30,     60};
  return *kBounds;
}

}  // namespace dateline::telemetry
