// SPDX-License-Identifier: Apache-2.0
/// What a verb takes: declared once, then parsed by Boost.Program_options and printed as help.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/options.h"

namespace swapbench {

class CommandLine {
 public:
  enum class Need { kOptional, kRequired };

  /// A value by position. A std::vector<std::string> takes all that follow (at least one).
  template <class T>
  void Positional(const std::string& name, T& value, const std::string& help) {
    positionals_.push_back({name, help, "", Setter(value), true, IsList<T>::value, false});
  }

  /// --name VALUE. A list option may be repeated. An optional one keeps the value it has, shown as
  /// the default.
  template <class T>
  void Option(const std::string& name, T& value, const std::string& help,
              Need need = Need::kOptional) {
    options_.push_back({name, help, need == Need::kRequired ? "" : DefaultText(value),
                        Named(name, Setter(value)), need == Need::kRequired, IsList<T>::value,
                        false});
  }

  void Flag(const std::string& name, bool& value, const std::string& help) {
    options_.push_back(
        {name, help, "", [&value](const std::string&) { value = true; }, false, false, true});
  }

  /// Every option of a Describe()d struct, as --key with '-' for '_'. Values are read and checked
  /// as in a recipe.
  template <class Options>
  void Struct(Options& options) {
    StructBinder binder{*this};
    options.Describe(binder);
  }

  /// Throws Error with one sentence: unknown option (and the nearest), missing or surplus argument,
  /// unreadable value, value that its rules exclude.
  void Parse(const std::vector<std::string>& arguments) const;

  std::string Help() const;  // one line an argument

 private:
  using Set = std::function<void(const std::string&)>;
  struct Argument {
    std::string name, help, default_text;
    Set set;
    bool required, many, flag;
  };
  struct StructBinder {
    CommandLine& line;
    template <class T, class... Rules>
    void operator()(std::string key, T& value, const std::string& help, const Rules&... rules) {
      for (char& c : key) c = c == '_' ? '-' : c;
      line.options_.push_back({key, help, DefaultText(value), Reader("--" + key, value, rules...),
                               false, IsList<T>::value, false});
    }
  };

  /// Errors of `set` behind the option's name.
  static Set Named(const std::string& name, Set set);

  /// Reads all texts given so far; its errors name the option.
  template <class T, class... Rules>
  static Set Reader(const std::string& name, T& value, const Rules&... rules) {
    return [name, &value, rules...,
            texts = std::vector<std::string>()](const std::string& text) mutable {
      texts.push_back(text);
      const OptionValues given = {{name, texts}};
      OptionReader reader(given);
      reader(name, value, "", rules...);
    };
  }

  template <class T>
  static Set Setter(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      return [&value](const std::string& text) { value = text; };
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      return [&value](const std::string& text) { value.push_back(text); };
    } else if constexpr (IsList<T>::value) {
      return [&value](const std::string& text) {
        value.push_back(OptionType<typename T::value_type>::Parse(text));
      };
    } else {
      return [&value](const std::string& text) { Assign(value, text); };
    }
  }
  template <class T>
  static void Assign(T& value, const std::string& text) {
    value = OptionType<T>::Parse(text);
  }
  template <class T>
  static void Assign(std::optional<T>& value, const std::string& text) {
    value = OptionType<T>::Parse(text);
  }
  template <class T>
  static std::string DefaultText(const T& value) {
    if constexpr (requires { OptionType<T>::Print(value); }) {
      return OptionType<T>::Print(value);
    } else {
      return "";
    }
  }

  std::vector<Argument> positionals_, options_;
};

}  // namespace swapbench
