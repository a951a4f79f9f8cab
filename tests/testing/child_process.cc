#include "tests/testing/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kPollInterval = std::chrono::milliseconds(5);
constexpr int kCannotExecute = 127;

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// In the child, between fork and exec: only calls that are safe there.
void RedirectTo(const char* path, int file_descriptor) {
  const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dup2(file, file_descriptor);
  close(file);
}

int ResultOf(int wait_status) { return WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -WTERMSIG(wait_status); }

std::vector<std::string> MergedEnvironment(const Environment& added) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string variable = *entry;
    if (added.count(variable.substr(0, variable.find('='))) == 0) merged.push_back(variable);
  }
  for (const auto& [name, value] : added) merged.push_back(name + "=" + value);
  return merged;
}

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command, const Environment& environment,
                           const std::string& output_prefix)
    : output_prefix_(output_prefix) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> variables = MergedEnvironment(environment);
  const std::vector<char*> argument_pointers = Pointers(arguments);
  const std::vector<char*> variable_pointers = Pointers(variables);
  const std::string out = output_prefix + ".out";
  const std::string err = output_prefix + ".err";
  process_id_ = fork();
  if (process_id_ != 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that crashes leaves nothing behind
  RedirectTo(out.c_str(), STDOUT_FILENO);
  RedirectTo(err.c_str(), STDERR_FILENO);
  execve(argument_pointers[0], argument_pointers.data(), variable_pointers.data());
  _exit(kCannotExecute);
}

ChildProcess::~ChildProcess() { Kill(); }

int ChildProcess::Wait() {
  if (ended_) return result_;
  int status = 0;
  waitpid(process_id_, &status, 0);
  ended_ = true;
  result_ = ResultOf(status);
  return result_;
}

void ChildProcess::Kill() {
  if (!ended_) kill(process_id_, SIGKILL);
  Wait();
}

int ChildProcess::Terminate() {
  if (!ended_) kill(process_id_, SIGTERM);
  return Wait();
}

void ChildProcess::Freeze() { kill(process_id_, SIGSTOP); }

void ChildProcess::Thaw() { kill(process_id_, SIGCONT); }

bool ChildProcess::IsRunning() {
  if (ended_) return false;
  int status = 0;
  if (waitpid(process_id_, &status, WNOHANG) == 0) return true;
  ended_ = true;
  result_ = ResultOf(status);
  return false;
}

int64_t ChildProcess::ResidentBytes() const {
  int64_t pages = 0, resident = 0;
  std::ifstream("/proc/" + std::to_string(process_id_) + "/statm") >> pages >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

std::string ChildProcess::Output() const { return ReadAll(output_prefix_ + ".out"); }
std::string ChildProcess::Errors() const { return ReadAll(output_prefix_ + ".err"); }

std::string ChildProcess::WaitForOutputAfter(const std::string& prefix) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < deadline) {
    const bool running = IsRunning();
    const std::string output = Output();
    const size_t at = output.find(prefix);
    const size_t line_end = at == std::string::npos ? at : output.find('\n', at);
    if (line_end != std::string::npos) return output.substr(at + prefix.size(), line_end - at - prefix.size());
    if (!running) return "";
    std::this_thread::sleep_for(kPollInterval);
  }
  return "";
}

FinishedProgram RunProgram(const std::vector<std::string>& command, const Environment& environment) {
  const TemporaryDirectory directory;
  ChildProcess child(command, environment, directory.File("program"));
  const int exit_code = child.Wait();
  return {.exit_code = exit_code, .out = child.Output(), .err = child.Errors()};
}

}  // namespace dateline::testing
