// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <algorithm>
#include <boost/program_options.hpp>

namespace swapbench {
namespace po = boost::program_options;
namespace {

std::string Upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return c == '-' ? '_' : std::toupper(c); });
  return text;
}

}  // namespace

void CommandLine::Parse(const std::vector<std::string>& arguments) const {
  po::options_description described;
  std::vector<std::string> known;
  for (const Argument& option : options_) {
    known.push_back("--" + option.name);
    if (option.flag) described.add_options()(option.name.c_str(), "");
    else described.add_options()(option.name.c_str(), po::value<std::vector<std::string>>(), "");
  }
  described.add_options()("positional", po::value<std::vector<std::string>>(), "");
  po::positional_options_description by_position;
  by_position.add("positional", -1);

  std::vector<po::option> parsed;
  try {
    using namespace po::command_line_style;  // NOLINT: the flags are unreadable otherwise
    parsed = po::command_line_parser(arguments)
                 .options(described)
                 .positional(by_position)
                 .style(allow_long | long_allow_adjacent | long_allow_next)
                 .run()
                 .options;
  } catch (const po::unknown_option& error) {
    const std::string name = error.get_option_name();
    Fail("There is no option '", name, "' here", Suggestion(name, known), ".");
  } catch (const po::error& error) {
    Fail("On the command line, ", error.what(), ".");
  }

  std::vector<std::string> given;
  std::vector<std::string> words;
  for (const po::option& option : parsed) {
    if (option.string_key == "positional" || option.string_key.empty()) {
      words.insert(words.end(), option.value.begin(), option.value.end());
      continue;
    }
    const Argument& argument = *std::ranges::find(options_, option.string_key, &Argument::name);
    Check(argument.many || std::ranges::find(given, argument.name) == given.end(), "The option '--",
          argument.name, "' is given twice, but it takes one value.");
    given.push_back(argument.name);
    try {
      argument.set(option.value.empty() ? "" : option.value.front());
    } catch (const Error& error) {
      Fail("On the command line, ", error.what(), ".");
    }
  }
  for (const Argument& option : options_)
    Check(!option.required || std::ranges::find(given, option.name) != given.end(),
          "The option '--", option.name, "' is missing: give it as --", option.name, " ",
          Upper(option.name), " (", option.help, ").");

  size_t next = 0;
  for (const Argument& positional : positionals_) {
    Check(next < words.size(), "The argument ", Upper(positional.name), " is missing (",
          positional.help, ").");
    do positional.set(words[next++]);
    while (positional.many && next < words.size());
  }
  Check(next == words.size(), "The argument '", next < words.size() ? words[next] : "",
        "' is one too many.");
}

CommandLine::Set CommandLine::Named(const std::string& name, Set set) {
  return [name, set = std::move(set)](const std::string& text) {
    try {
      set(text);
    } catch (const Error& error) {
      Fail("option '--", name, "': ", error.what());
    }
  };
}

std::string CommandLine::Help() const {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const Argument& positional : positionals_)
    lines.emplace_back(Upper(positional.name) + (positional.many ? " ..." : ""), positional.help);
  for (const Argument& option : options_) {
    std::string help = option.help;
    if (option.required) help += " (required)";
    if (option.many) help += " (may be repeated)";
    if (!option.default_text.empty() && option.default_text != "\"\"")
      help += " [" + option.default_text + "]";
    lines.emplace_back("--" + option.name + (option.flag ? "" : " " + Upper(option.name)), help);
  }
  size_t width = 0;
  for (const auto& [left, right] : lines) width = std::max(width, left.size());
  std::string text;
  for (const auto& [left, right] : lines)
    text += "  " + left + std::string(width - left.size() + 2, ' ') + right + "\n";
  return text;
}

}  // namespace swapbench
