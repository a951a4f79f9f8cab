#include "platform/process/termination_signal.h"

#include <pthread.h>
#include <signal.h>

#include "gtest/gtest.h"

namespace dateline::process {
namespace {

TEST(TerminationSignal, IsWaitedForInsteadOfEndingTheProcess) {
  BlockTerminationSignals();
  for (const int sent : {SIGTERM, SIGINT}) {
    pthread_kill(pthread_self(), sent);
    EXPECT_EQ(WaitForTerminationSignal(), sent);
  }
}

}  // namespace
}  // namespace dateline::process
