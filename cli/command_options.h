// Flags that several commands share.
#ifndef DATELINE_CLI_COMMAND_OPTIONS_H_
#define DATELINE_CLI_COMMAND_OPTIONS_H_

#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "cli/console.h"
#include "cli/marked_text.h"
#include "cli/service_client.h"
#include "google/protobuf/descriptor.h"

namespace dateline::cli {

// --format=text|json|jsonl
void AddFormatOption(CLI::App& command, OutputFormat& format);

// --published=DATE; "" stands for unknown.
void AddPublishedOption(CLI::App& command, std::string& published);

// --ingest=HOST:PORT and --query=HOST:PORT, required here or in the environment, and --timeout=SECONDS.
void AddIngestOption(CLI::App& command, ServiceTarget& target);
void AddQueryOption(CLI::App& command, ServiceTarget& target);
// As AddQueryOption, for several services: repeated or with commas between them. Their addresses are put into
// `addresses`.
void AddQueryListOption(CLI::App& command, ServiceTarget& target, std::vector<std::string>& addresses);
void AddTimeoutOption(CLI::App& command, int& timeout_seconds);

// `flag` takes labels of an enum, repeated or with commas between them, and appends their numbers to `numbers`.
void AddEnumOption(CLI::App& command, const std::string& flag, const google::protobuf::EnumDescriptor& descriptor,
                   std::vector<int>& numbers, const std::string& description);

// A flag's value that must be "", YYYY, YYYY-MM or YYYY-MM-DD.
CLI::Validator DateValidator();

// How text for people is laid out on a console.
TextLayout LayoutFor(const Console& console);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_COMMAND_OPTIONS_H_
