// SPDX-License-Identifier: Apache-2.0
#include "core/config.h"

#include <algorithm>
#include <boost/program_options/parsers.hpp>
#include <sstream>

#include "core/file.h"

namespace swapbench {
namespace {

/// The section names in order; refuses what Boost would accept and get wrong.
std::vector<std::string> ScanSections(std::string_view text, const std::string& where) {
  std::vector<std::string> names = {""};
  int number = 0;
  std::istringstream lines{std::string(text)};
  for (std::string raw; std::getline(lines, raw);) {
    ++number;
    const std::string_view line = Trim(raw);
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    Check(line.find('#') == std::string_view::npos, where, ":", number,
          ": '#' begins a comment only at the start of a line; it cannot stand behind or inside a "
          "value.");
    if (line.front() == '[' && line.back() == ']') {
      const std::string name(Trim(line.substr(1, line.size() - 2)));
      Check(std::ranges::find(names, name) == names.end(), where, ":", number, ": the section [",
            name, "] occurs twice; join the two.");
      names.push_back(name);
      continue;
    }
    const size_t equals = line.find('=');
    Check(equals != std::string_view::npos && equals > 0, where, ":", number, ": '", line,
          "' is neither [section] nor key = value.");
    Check(Trim(line.substr(0, equals)).find('.') == std::string_view::npos, where, ":", number,
          ": a key has no dot; dots belong into section names.");
  }
  return names;
}

/// Boost treats ';' lines as options, so they are blanked first.
std::string WithoutSemicolonComments(std::string_view text) {
  std::string kept;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);)
    kept += (Trim(line).starts_with(';') ? "" : line) + '\n';
  return kept;
}

}  // namespace

Config Config::Load(const std::filesystem::path& path) {
  return Parse(ReadFile(path), path.string());
}

Config Config::Parse(std::string_view text, const std::string& where) {
  namespace po = boost::program_options;
  Config config;
  config.where_ = where;
  for (const std::string& name : ScanSections(text, where)) config.sections_.push_back({name, {}});

  std::istringstream stream(WithoutSemicolonComments(text));
  try {
    const auto parsed =
        po::parse_config_file(stream, po::options_description(), /*allow_unregistered=*/true);
    for (const auto& option : parsed.options) {
      const size_t dot = option.string_key.rfind('.');
      const std::string section = dot == std::string::npos ? "" : option.string_key.substr(0, dot);
      const std::string key = option.string_key.substr(dot == std::string::npos ? 0 : dot + 1);
      const auto found = std::ranges::find(config.sections_, section, &ConfigSection::name);
      Check(found != config.sections_.end(), where, ": the key '", option.string_key,
            "' has no section.");
      found->values[key].push_back(std::string(Trim(option.value.front())));
    }
  } catch (const po::error& error) {
    Fail(where, ": ", error.what(), ".");
  }
  std::erase_if(config.sections_,
                [](const ConfigSection& s) { return s.name.empty() && s.values.empty(); });
  return config;
}

bool Config::Has(const std::string& section) const {
  return std::ranges::find(sections_, section, &ConfigSection::name) != sections_.end();
}

bool Config::Gives(const std::string& section, const std::string& key) const {
  return Values(section).contains(key);
}

OptionValues Config::Values(const std::string& section) const {
  const auto found = std::ranges::find(sections_, section, &ConfigSection::name);
  return found == sections_.end() ? OptionValues{} : found->values;
}

std::vector<std::string> Config::NamesBelow(const std::string& prefix) const {
  std::vector<std::string> names;
  for (const ConfigSection& section : sections_)
    if (section.name.starts_with(prefix + "."))
      names.push_back(section.name.substr(prefix.size() + 1));
  return names;
}

void Config::CheckSections(const std::vector<std::string>& known) const {
  for (const ConfigSection& section : sections_) {
    const bool ok = std::ranges::any_of(known, [&](const std::string& pattern) {
      return pattern.ends_with(".*")
                 ? section.name.starts_with(pattern.substr(0, pattern.size() - 1))
                 : section.name == pattern;
    });
    Check(ok, "In ", where_, ": unknown section [", section.name, "]",
          Suggestion(section.name, known), ".");
  }
}

std::string Config::ToString() const {
  std::vector<ConfigSection> sorted = sections_;
  std::ranges::sort(sorted, {}, &ConfigSection::name);
  std::string text;
  for (const auto& [name, values] : sorted) {
    text += "[" + name + "]\n";
    for (const auto& [key, given] : values)
      for (const std::string& value : given) text += Concat(key, " = ", value, '\n');
  }
  return text;
}

}  // namespace swapbench
