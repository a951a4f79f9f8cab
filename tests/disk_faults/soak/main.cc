// power_loss_soak [--states N] [--seed S]: recovers the log and the index from at least N power cuts, taking turns; the
// runs have the seeds S, S+1, ... Ends with 1 at the first that loses anything, naming its seed.
#include <cstdio>
#include <string>

#include "CLI/CLI.hpp"
#include "tests/disk_faults/index_run.h"
#include "tests/disk_faults/log_run.h"
#include "tests/disk_faults/newest_writer.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

// Adds its crash states to `crash_states`; false: it lost something.
template <typename Run>
bool Soak(const char* name, SimulatedVfs& vfs, const std::string& path, uint64_t seed, int64_t& crash_states) {
  Run run(vfs, path, seed);
  const absl::Status sound = run.Run();
  crash_states += run.crash_states();
  if (sound.ok()) return true;
  std::printf("%s, seed %llu: %s\n", name, static_cast<unsigned long long>(seed), sound.ToString().c_str());
  return false;
}

int Main(int argc, char** argv) {
  int64_t states = 100'000;
  uint64_t seed = 1;
  CLI::App app("Recovers the log and the index from power cuts.");
  app.add_option("--states", states, "How many power cuts, at least");
  app.add_option("--seed", seed, "Of the first run");
  CLI11_PARSE(app, argc, argv);
  FollowNewestWriter();
  TemporaryDirectory directory;
  SimulatedVfs vfs(std::make_shared<SimulatedDisk>());
  int64_t of_log = 0, of_index = 0;
  bool sound = true;
  for (; sound && of_log + of_index < states; ++seed) {
    sound = Soak<LogRun>("log", vfs, directory.File("log"), seed, of_log) &&
            Soak<IndexRun>("index", vfs, directory.File("index"), seed, of_index);
  }
  std::printf("%s: %lld power cuts of the log, %lld of the index, seeds to %llu\n", sound ? "sound" : "NOT SOUND",
              static_cast<long long>(of_log), static_cast<long long>(of_index),
              static_cast<unsigned long long>(seed - 1));
  return sound ? 0 : 1;
}

}  // namespace
}  // namespace dateline::testing

int main(int argc, char** argv) { return dateline::testing::Main(argc, argv); }
