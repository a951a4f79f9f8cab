// How many files and connections the process may have open.
#ifndef DATELINE_PLATFORM_PROCESS_FILE_LIMIT_H_
#define DATELINE_PLATFORM_PROCESS_FILE_LIMIT_H_

namespace dateline::process {

// Raises the limit to the highest that the system allows this process: a server that runs out of descriptors may stop
// listening for good.
void RaiseFileLimit();

}  // namespace dateline::process

#endif  // DATELINE_PLATFORM_PROCESS_FILE_LIMIT_H_
