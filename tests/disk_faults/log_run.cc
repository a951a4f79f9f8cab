#include "tests/disk_faults/log_run.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/disk_faults/log_session.h"
#include "tests/disk_faults/newest_writer.h"

namespace dateline::testing {
namespace {

constexpr int kSessions = 4;
constexpr uint64_t kMaxGroups = 6;
constexpr uint64_t kMaxGroupSize = 6;
constexpr uint64_t kMaxChangesBeforePowerCut = 300;
// One of so many changes of the disk is the last before a power cut that might have been.
constexpr uint64_t kChangesPerCrashState = 8;
constexpr int kCrashStatesAfterPowerCut = 4;

}  // namespace

LogRun::LogRun(SimulatedVfs& vfs, const std::string& path, uint64_t seed, DiskFault fault)
    : vfs_(vfs),
      path_(path),
      fault_(fault),
      random_(seed),
      crash_random_(seed + 1),
      script_(random_),
      disk_(std::make_shared<SimulatedDisk>()) {
  vfs.SeedRandomness(seed);
}

absl::Status LogRun::Run() {
  for (int session = 1; session <= kSessions; ++session) {
    const absl::Status sound = RunSession();
    if (!sound.ok()) return absl::DataLossError(absl::StrCat("session ", session, ": ", sound.message()));
  }
  return absl::OkStatus();
}

absl::Status LogRun::RunSession() {
  disk_->OnChange([this](int64_t) {
    if (crash_random_() % kChangesPerCrashState == 0) KeepCrashState();
  });
  disk_->SetFault(fault_);
  vfs_.Use(disk_);
  power_is_off_ = random_() % 2 == 0;
  const auto changes_before = static_cast<int64_t>(1 + random_() % kMaxChangesBeforePowerCut);
  if (power_is_off_) disk_->SetFaultAfter(DiskFault::kPowerIsOff, changes_before);
  acknowledged_ = script_.sent().size();
  const absl::Status sent = SendGroups(static_cast<int>(1 + random_() % kMaxGroupSize));
  if (!sent.ok() && !power_is_off_) return sent;
  disk_->OnChange(nullptr);
  disk_->SetFault(DiskFault::kPowerIsOff);
  for (int i = 0; i < kCrashStatesAfterPowerCut; ++i) KeepCrashState();
  return CheckCrashStates();
}

// An error: the log refused what it should have taken.
absl::Status LogRun::SendGroups(int group_size) {
  const auto log = LogSession::Open(path_, group_size, [this](const fact_log::FeedHead& head) {
    chain_crcs_[head.offset] = head.chain_crc;
    if (crash_random_() % 3 == 0) CheckpointNewestWriter();
  });
  if (!log.ok()) return log.status();
  for (uint64_t groups = 1 + random_() % kMaxGroups; groups > 0; --groups) {
    const size_t first = script_.sent().size();
    for (int i = 0; i < group_size; ++i) script_.SendNext();
    const absl::Span<const Submission> group = absl::MakeSpan(script_.sent()).subspan(first);
    const std::vector<LogSession::Answer> answers = (*log)->Append(group);
    for (size_t i = 0; i < group.size(); ++i) {
      if (answers[i].status().code() == group[i].answer) continue;
      return absl::InternalError(absl::StrCat("got ", answers[i].status().ToString()));
    }
    acknowledged_ = script_.sent().size();
  }
  return absl::OkStatus();
}

void LogRun::KeepCrashState() {
  kept_.push_back({disk_->AfterPowerCut(crash_random_), acknowledged_, script_.sent().size()});
}

absl::Status LogRun::CheckCrashStates() {
  for (const CrashState& state : kept_) {
    ++crash_states_;
    const absl::StatusOr<size_t> there = Recover(state);
    if (!there.ok())
      return absl::DataLossError(absl::StrCat("crash state ", crash_states_, ": ", there.status().message()));
    if (&state != &kept_.back()) continue;
    // The next session goes on from the last.
    disk_ = std::make_shared<SimulatedDisk>(state.image);
    script_.Lose(*there);
  }
  kept_.clear();
  std::erase_if(chain_crcs_, [](const auto&) { return true; });
  return absl::OkStatus();
}

absl::StatusOr<size_t> LogRun::Recover(const CrashState& state) {
  vfs_.Use(std::make_shared<SimulatedDisk>(state.image));
  LogExpectation expectation;
  expectation.sent = absl::MakeSpan(script_.sent()).first(state.sent);
  expectation.acknowledged = state.acknowledged;
  expectation.chain_crcs = chain_crcs_;
  absl::StatusOr<size_t> there = CheckLog(path_, expectation);
  if (!there.ok() || crash_random_() % 4 != 0) return there;
  const absl::Status goes_on = CheckLogGoesOn(path_, expectation.sent.first(*there));
  if (!goes_on.ok()) return goes_on;
  return there;
}

}  // namespace dateline::testing
