// Programs as children of a test.
#ifndef DATELINE_TESTS_TESTING_CHILD_PROCESS_H_
#define DATELINE_TESTS_TESTING_CHILD_PROCESS_H_

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dateline::testing {

using Environment = std::map<std::string, std::string>;

// A running program whose output and error stream go to files. Killed when it is destroyed.
class ChildProcess {
 public:
  // `command` is the program's path and its arguments; `environment` is added to the test's own. Output goes to
  // `output_prefix`.out and .err, which must not be used by another child.
  ChildProcess(const std::vector<std::string>& command, const Environment& environment,
               const std::string& output_prefix);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Waits for the end: the exit code, or minus the number of the signal that ended it.
  int Wait();
  // Ends it at once, as a power cut would.
  void Kill();
  // Asks it to end, and waits.
  int Terminate();
  bool IsRunning();
  pid_t id() const { return process_id_; }
  // Stops it where it stands, and lets it go on.
  void Freeze();
  void Thaw();

  // Of its memory, what is in the machine's.
  int64_t ResidentBytes() const;

  // What it has written so far.
  std::string Output() const;
  std::string Errors() const;

  // The words after `prefix` in its output, to the end of the line; waits until they are there, the child has ended or
  // a minute has passed, then "".
  std::string WaitForOutputAfter(const std::string& prefix);

 private:
  const std::string output_prefix_;
  pid_t process_id_ = -1;
  bool ended_ = false;
  int result_ = 0;
};

// What a program did from its start to its end.
struct FinishedProgram {
  int exit_code = 0;
  std::string out;
  std::string err;
};

FinishedProgram RunProgram(const std::vector<std::string>& command, const Environment& environment = {});

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_CHILD_PROCESS_H_
