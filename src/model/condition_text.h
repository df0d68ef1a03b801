#pragma once
// Conditions as people write them: the one grammar of the command line, the panel, the web API and saved
// settings.
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "model/conditions.h"

namespace isotherm {

// name            | text                                                       | example
// pages           | pattern of an address, '*' = anything                      | https://example.com/shop/*
// widths          | CSS px: a range, an end of which may be missing            | 1024-1440   768-   375
// hours           | hours of the day, 0 to 23, ranges may pass midnight        | 9-17,22-1
// weekdays        | days, ranges may pass Sunday                               | mon-fri,sun
// zone            | recorded, utc or an offset                                 | +02:00
// session-length  | a range of times in ms, s, min or h                        | 10s-5min   30s-
// entry, exit     | pattern of the address of a session's first or last page   | *checkout
// tags            | key=value, one a line                                      | variant=B
// sessions        | session ids, one a line                                    | a81f
// An empty text lifts the condition.
std::span<const std::string_view> condition_names();

// Errors: invalid_argument, saying what can be written; the conditions then stay as they are.
Status set_condition(Conditions& conditions, std::string_view name, std::string_view text);
// The text that set_condition() would take for what is in force; empty where nothing is asked.
std::string condition_text(const Conditions& conditions, std::string_view name);

// "340ms", "12s", "1.5min", "2h"; a number alone is ms.
Result<uint64_t> parse_duration_ms(std::string_view text);
std::string short_duration(uint64_t ms);  // what parse_duration_ms takes, exactly that time

// Everything that is asked, in one line for titles and reports: "hours 9-17; tags variant=B"; empty =
// nothing.
std::string describe(const Conditions& conditions);

}  // namespace isotherm
