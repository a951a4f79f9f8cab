#include "cli/page_walk.h"

namespace dateline::cli {

void AddPageLimitOptions(CLI::App& command, PageLimit& limit) {
  constexpr int kMaxLimit = 1'000'000;
  CLI::Option* option = command.add_option("--limit", limit.limit, "At most so many")
                            ->capture_default_str()
                            ->check(CLI::Range(1, kMaxLimit));
  command.add_flag("--all", limit.all, "Everything that matches")->excludes(option);
}

}  // namespace dateline::cli
