// SIGTERM and SIGINT as something to wait for.
#ifndef DATELINE_PLATFORM_PROCESS_TERMINATION_SIGNAL_H_
#define DATELINE_PLATFORM_PROCESS_TERMINATION_SIGNAL_H_

namespace dateline::process {

// Keeps SIGTERM and SIGINT from ending the process by themselves. Call first in main: threads started later inherit it.
void BlockTerminationSignals();

// Waits until SIGTERM or SIGINT arrives and returns its number. REQUIRES: BlockTerminationSignals was called.
int WaitForTerminationSignal();

}  // namespace dateline::process

#endif  // DATELINE_PLATFORM_PROCESS_TERMINATION_SIGNAL_H_
