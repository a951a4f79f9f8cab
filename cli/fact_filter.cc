#include "cli/fact_filter.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "cli/command_options.h"
#include "cli/entity_lookup.h"
#include "cli/labels.h"

namespace dateline::cli {
namespace {

using Names = google::protobuf::RepeatedPtrField<std::string>;

absl::Status AddEntities(const std::vector<std::string>& texts, const v1::Consistency& consistency,
                         ServiceClient<v1::QueryService>& client, Names& entities) {
  for (const std::string& text : texts) {
    const absl::StatusOr<std::vector<std::string>> names = LookUpEntities(client, text, consistency);
    if (!names.ok()) return names.status();
    for (const std::string& name : *names) *entities.Add() = name;
  }
  return absl::OkStatus();
}

absl::Status AddAllEntities(const FactFilterFlags& flags, const v1::Consistency& consistency,
                            ServiceClient<v1::QueryService>& client, v1::FactFilter& filter) {
  const std::pair<const std::vector<std::string>*, Names*> lists[] = {{&flags.entities, filter.mutable_entities()},
                                                                      {&flags.places, filter.mutable_places()},
                                                                      {&flags.speakers, filter.mutable_speakers()}};
  for (const auto& [texts, names] : lists) {
    if (absl::Status added = AddEntities(*texts, consistency, client, *names); !added.ok()) return added;
  }
  if (flags.counterpart.empty()) return absl::OkStatus();
  absl::StatusOr<std::string> name = LookUpEntity(client, flags.counterpart, consistency);
  if (!name.ok()) return name.status();
  filter.set_counterpart(*std::move(name));
  return absl::OkStatus();
}

// A flag that may be repeated, whose values may have commas in them.
void AddTextsOption(CLI::App& command, const std::string& flag, std::vector<std::string>& texts,
                    const std::string& description, const std::string& type) {
  command.add_option(flag, texts, description + "; repeatable")->take_all()->expected(1)->type_name(type);
}

void AddTimeOptions(CLI::App& command, FactFilterFlags& flags) {
  const auto add = [&](const std::string& flag, std::string& date, const std::string& description) {
    command.add_option(flag, date, description)->check(DateValidator());
  };
  add("--since", flags.since, "Holds or happened on this day or later");
  add("--until", flags.until, "Holds or happened on this day or earlier");
  add("--published-since", flags.published_since, "In an article of this day or later");
  add("--published-until", flags.published_until, "In an article of this day or earlier");
  add("--recorded-since", flags.recorded_since, "Known to Dateline since this day (UTC) or later");
  add("--recorded-until", flags.recorded_until, "Known to Dateline since this day (UTC) or earlier");
}

void SetRange(const std::string& since, const std::string& until, v1::DateRange* (v1::FactFilter::*range)(),
              v1::FactFilter& filter) {
  if (!since.empty()) *(filter.*range)()->mutable_first() = FirstDay(*ParseDate(since));
  if (!until.empty()) *(filter.*range)()->mutable_last() = LastDay(*ParseDate(until));
}

google::protobuf::Timestamp Midnight(const v1::Date& date, int days_after) {
  const absl::CivilDay day = absl::CivilDay(date.year(), date.month(), date.day()) + days_after;
  google::protobuf::Timestamp moment;
  moment.set_seconds(absl::ToUnixSeconds(absl::FromCivil(day, absl::UTCTimeZone())));
  return moment;
}

void SetTimes(const FactFilterFlags& flags, v1::FactFilter& filter) {
  SetRange(flags.since, flags.until, &v1::FactFilter::mutable_valid_time, filter);
  SetRange(flags.published_since, flags.published_until, &v1::FactFilter::mutable_published, filter);
  v1::TimeRange recorded;
  if (!flags.recorded_since.empty()) {
    *recorded.mutable_begin_time() = Midnight(FirstDay(*ParseDate(flags.recorded_since)), 0);
  }
  if (!flags.recorded_until.empty()) {
    *recorded.mutable_end_time() = Midnight(LastDay(*ParseDate(flags.recorded_until)), 1);
  }
  if (recorded.has_begin_time() || recorded.has_end_time()) *filter.mutable_recorded() = recorded;
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
  command.add_option("--negated", flags.negated, "Only what did not happen or is not so; no: only what did or is")
      ->check(CLI::IsMember({"yes", "no"}));
  AddTimeOptions(command, flags);
  command.add_option("--article", flags.article, "Only what this article says")->type_name("articles/ID");
  AddTextsOption(command, "--publisher", flags.publishers, "Only what this publisher says", "NAME");
  AddTextsOption(command, "--mode", flags.modes, "Mode of an event, such as visit", "MODE");
  AddTextsOption(command, "--context", flags.contexts, "Context of an event, such as economic", "CONTEXT");
  AddTextsOption(command, "--country", flags.countries, "Country of anybody who takes part, or of the place",
                 "ISO-CODE");
  AddTextsOption(command, "--place", flags.places, "Where it happened", "NAME");
  AddTextsOption(command, "--speaker", flags.speakers, "By whose word", "NAME");
  command.add_option("--min-confidence", flags.min_confidence, "At least so certain, 0 to 1")
      ->check(CLI::Range(0.0, 1.0));
  command.add_option("--min-sources", flags.min_independent_sources, "Said by at least so many independent sources")
      ->check(CLI::Range(1, 100));
}

absl::StatusOr<v1::FactFilter> MakeFactFilter(const FactFilterFlags& flags, const v1::Consistency& consistency,
                                              ServiceClient<v1::QueryService>& client) {
  v1::FactFilter filter;
  if (absl::Status added = AddAllEntities(flags, consistency, client, filter); !added.ok()) return added;
  for (const int role : flags.roles) filter.add_roles(static_cast<v1::ParticipantRole>(role));
  for (const int kind : flags.kinds) filter.add_kinds(static_cast<v1::FactKind>(kind));
  for (const int type : flags.event_types) filter.add_event_types(static_cast<v1::EventType>(type));
  for (const int modality : flags.modalities) filter.add_modalities(static_cast<v1::Modality>(modality));
  SetTimes(flags, filter);
  filter.set_article(flags.article);
  filter.mutable_publishers()->Assign(flags.publishers.begin(), flags.publishers.end());
  filter.mutable_modes()->Assign(flags.modes.begin(), flags.modes.end());
  filter.mutable_contexts()->Assign(flags.contexts.begin(), flags.contexts.end());
  filter.mutable_countries()->Assign(flags.countries.begin(), flags.countries.end());
  if (!flags.negated.empty()) filter.set_negated(flags.negated == "yes");
  if (flags.min_confidence.has_value()) filter.set_min_confidence(*flags.min_confidence);
  filter.set_min_independent_sources(flags.min_independent_sources);
  return filter;
}

void AddFactListOptions(CLI::App& command, FactListFlags& flags) {
  AddEnumOption(command, "--order", *v1::FactOrder_descriptor(), flags.order,
                "By what they are ordered, the greatest first");
  command.add_flag("--ascending", flags.ascending, "The least first");
  AddEnumOption(command, "--view", *v1::FactView_descriptor(), flags.view, "How much of each fact");
}

}  // namespace dateline::cli
