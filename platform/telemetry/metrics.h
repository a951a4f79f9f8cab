// What a service counts and measures, as Prometheus reads it.
#ifndef DATELINE_PLATFORM_TELEMETRY_METRICS_H_
#define DATELINE_PLATFORM_TELEMETRY_METRICS_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "prometheus/collectable.h"
#include "prometheus/counter.h"
#include "prometheus/histogram.h"
#include "prometheus/metric_type.h"

namespace dateline::telemetry {

using Counter = prometheus::Counter;
using Histogram = prometheus::Histogram;
using Labels = std::map<std::string, std::string>;

// A name's metrics have one help text and differ in their labels. Names end in their unit ("_seconds", "_bytes"), those
// that only grow in "_total". Thread safety: any thread.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // The metric of these labels, made when it is not there; it lives as long as this.
  Counter& GetCounter(const std::string& name, const std::string& help, const Labels& labels = {});
  // `bounds` are the upper ends of its buckets, ascending.
  Histogram& GetHistogram(const std::string& name, const std::string& help, const Labels& labels,
                          const std::vector<double>& bounds);

  // Asks `read` at each scrape, on a thread of its own. What `read` needs must outlive this, or be let go of by
  // StopReading.
  void ReadGauge(const std::string& name, const std::string& help, const Labels& labels, std::function<double()> read);
  void ReadCounter(const std::string& name, const std::string& help, const Labels& labels,
                   std::function<double()> read);
  // No `read` runs, now or later.
  void StopReading();

  // All of them in the text format of Prometheus.
  std::string Text() const;

  // For the server that is scraped: live as long as this.
  std::vector<std::shared_ptr<prometheus::Collectable>> sources() const;

 private:
  class Readings;
  struct Families;
  const std::unique_ptr<Families> families_;
  const std::shared_ptr<Readings> readings_;
};

// Upper ends for times from a tenth of a millisecond to a minute.
const std::vector<double>& SecondsBounds();

}  // namespace dateline::telemetry

#endif  // DATELINE_PLATFORM_TELEMETRY_METRICS_H_
