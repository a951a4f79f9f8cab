#include "platform/telemetry/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace dateline::telemetry {
namespace {

// proc_pid_statm(5).
struct ResidentMemory {
  double all_pages = 0;
  double file_pages = 0;
};

ResidentMemory ReadResidentMemory() {
  std::ifstream file("/proc/self/statm");
  double total_pages = 0;
  ResidentMemory memory;
  file >> total_pages >> memory.all_pages >> memory.file_pages;
  return memory;
}

double BytesOf(double pages) { return pages * static_cast<double>(sysconf(_SC_PAGESIZE)); }

double ResidentBytes() { return BytesOf(ReadResidentMemory().all_pages); }

double ProcessorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return absl::ToDoubleSeconds(absl::DurationFromTimeval(usage.ru_utime) + absl::DurationFromTimeval(usage.ru_stime));
}

double OpenFiles() {
  std::error_code error;
  const std::filesystem::directory_iterator files("/proc/self/fd", error);
  return error ? 0 : static_cast<double>(std::distance(begin(files), end(files)));
}

double MostFiles() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<double>(limit.rlim_cur);
}

}  // namespace

double AnonymousBytes() {
  const ResidentMemory memory = ReadResidentMemory();
  return BytesOf(memory.all_pages - memory.file_pages);
}

void AddProcessMetrics(Metrics& metrics) {
  metrics.ReadGauge("process_resident_memory_bytes", "Memory that is in use.", {}, ResidentBytes);
  metrics.ReadGauge("dateline_anonymous_memory_bytes", "Memory that is in use, but for mapped files.", {},
                    AnonymousBytes);
  metrics.ReadCounter("process_cpu_seconds_total", "Processor time spent.", {}, ProcessorSeconds);
  metrics.ReadGauge("process_open_fds", "Files and connections that are open.", {}, OpenFiles);
  metrics.ReadGauge("process_max_fds", "Files and connections that may be open.", {}, MostFiles);
  const double started = absl::ToDoubleSeconds(absl::Now() - absl::UnixEpoch());
  metrics.ReadGauge("process_start_time_seconds", "When the process began, in seconds since 1970.", {},
                    [started] { return started; });
}

}  // namespace dateline::telemetry
