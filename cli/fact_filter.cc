#include "cli/fact_filter.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "cli/command_options.h"
#include "cli/entity_lookup.h"
#include "cli/labels.h"

namespace dateline::cli {
namespace {

absl::Status AddEntities(const FactFilterFlags& flags, ServiceClient<v1::QueryService>& client,
                         v1::FactFilter& filter) {
  for (const std::string& text : flags.entities) {
    const absl::StatusOr<std::vector<std::string>> names = LookUpEntities(client, text);
    if (!names.ok()) return names.status();
    for (const std::string& name : *names) filter.add_entities(name);
  }
  if (flags.counterpart.empty()) return absl::OkStatus();
  const absl::StatusOr<std::vector<std::string>> names = LookUpEntities(client, flags.counterpart);
  if (!names.ok()) return names.status();
  if (names->size() > 1) {
    return absl::InvalidArgumentError(absl::StrCat("--counterpart='", flags.counterpart, "' may be ", names->size(),
                                                   " entities; choose one that `dateline resolve` lists"));
  }
  filter.set_counterpart(names->front());
  return absl::OkStatus();
}

}  // namespace

void AddFactFilterOptions(CLI::App& command, FactFilterFlags& flags) {
  command.add_option("--entity", flags.entities, "Who takes part: a name in any spelling, or entities/ID; repeatable")
      ->take_all()
      ->expected(1)
      ->type_name("NAME");
  AddEnumOption(command, "--role", *v1::ParticipantRole_descriptor(), flags.roles, "The part that --entity plays");
  command.add_option("--counterpart", flags.counterpart, "Who else takes part")->type_name("NAME");
  AddEnumOption(command, "--kind", *v1::FactKind_descriptor(), flags.kinds, "Kind of fact");
  AddEnumOption(command, "--type", *v1::EventType_descriptor(), flags.event_types, "Type of event");
  AddEnumOption(command, "--modality", *v1::Modality_descriptor(), flags.modalities, "How real it is");
  command.add_option("--since", flags.since, "Holds or happened on this day or later")->check(DateValidator());
  command.add_option("--until", flags.until, "Holds or happened on this day or earlier")->check(DateValidator());
  command.add_option("--article", flags.article, "Only what this article says")->type_name("articles/ID");
  command.add_option("--publisher", flags.publishers, "Only what this publisher says; repeatable")
      ->take_all()
      ->expected(1)
      ->type_name("NAME");
}

absl::StatusOr<v1::FactFilter> MakeFactFilter(const FactFilterFlags& flags, ServiceClient<v1::QueryService>& client) {
  v1::FactFilter filter;
  const absl::Status added = AddEntities(flags, client, filter);
  if (!added.ok()) return added;
  for (const int role : flags.roles) filter.add_roles(static_cast<v1::ParticipantRole>(role));
  for (const int kind : flags.kinds) filter.add_kinds(static_cast<v1::FactKind>(kind));
  for (const int type : flags.event_types) filter.add_event_types(static_cast<v1::EventType>(type));
  for (const int modality : flags.modalities) filter.add_modalities(static_cast<v1::Modality>(modality));
  if (!flags.since.empty()) *filter.mutable_valid_time()->mutable_first() = FirstDay(*ParseDate(flags.since));
  if (!flags.until.empty()) *filter.mutable_valid_time()->mutable_last() = LastDay(*ParseDate(flags.until));
  filter.set_article(flags.article);
  for (const std::string& publisher : flags.publishers) filter.add_publishers(publisher);
  return filter;
}

}  // namespace dateline::cli
