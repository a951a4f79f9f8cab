// Where the running program is installed.
#ifndef DATELINE_PLATFORM_PROCESS_PROGRAM_DIRECTORY_H_
#define DATELINE_PLATFORM_PROCESS_PROGRAM_DIRECTORY_H_

#include <string>

namespace dateline::process {

// The folder of the executable, without a slash at the end; "." when the system does not say.
std::string ProgramDirectory();

// `share/dateline` beside the folder of the executable: models, lexicons.
std::string SharedDataDirectory();

}  // namespace dateline::process

#endif  // DATELINE_PLATFORM_PROCESS_PROGRAM_DIRECTORY_H_
