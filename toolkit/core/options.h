// SPDX-License-Identifier: Apache-2.0
/// Options declared once: parsing, defaults, help, canonical form and hash all follow from one
/// Describe.
///
///   struct SpectrumOptions {
///     int size = 64;
///     template <class V> void Describe(V& v) {
///       v("size", size, "side of the analysed square, pixels", Between{16, 1024});
///     }
///   };
///
/// Types: bool, int, int64_t, uint64_t, double, std::string, Spec, Range (core/range.h), and
/// std::vector of these. A list is written
/// `[a,b]` in a spec; in a recipe also as `a, b` or by repeating its key (a list of specs: only
/// these two).
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/spec.h"
#include "core/text.h"

namespace swapbench {

/// Closed interval that a number, or each number of a list, must lie in.
struct Between {
  double low, high;
};

/// The only texts that an option, or each item of a list, accepts.
struct OneOf {
  std::vector<std::string> names;
};

/// Of a list: each text given is one item, commas and all; several in one text take brackets, as
/// `[a,[b, with a comma]]`.
struct Whole {};

struct OptionInfo {
  std::string key, type, default_value, help, allowed;
};

/// key -> every text given for it, in order.
using OptionValues = std::map<std::string, std::vector<std::string>>;

template <class T>
struct OptionType;  // Name(), Parse(text), Print(value); throws Error without context

template <>
struct OptionType<bool> {
  static std::string Name() { return "true|false"; }
  static bool Parse(const std::string& text);
  static std::string Print(bool value) { return value ? "true" : "false"; }
};
template <std::integral T>
requires(!std::same_as<T, bool>) struct OptionType<T> {
  static std::string Name() { return "integer"; }
  static T Parse(const std::string& text) {
    const auto value = ParseOwn(text);
    Check(value && std::in_range<T>(*value), "'", text, "' is not a whole number in range");
    return static_cast<T>(*value);
  }
  static std::string Print(T value) { return std::to_string(value); }

 private:
  static auto ParseOwn(const std::string& text) {
    if constexpr (std::unsigned_integral<T>) return ParseUnsigned(text);
    else return ParseInteger(text);
  }
};
template <>
struct OptionType<double> {
  static std::string Name() { return "number"; }
  static double Parse(const std::string& text);
  static std::string Print(double value) { return ToText(value); }
};
template <>
struct OptionType<std::string> {
  static std::string Name() { return "text"; }
  static std::string Parse(const std::string& text) { return Unbracketed(text); }
  static std::string Print(const std::string& value) { return Bracketed(value); }
};
template <>
struct OptionType<Spec> {
  static std::string Name() { return "spec"; }
  static Spec Parse(const std::string& text) { return Spec::Parse(Unbracketed(text)); }
  static std::string Print(const Spec& value) { return Bracketed(value.ToString()); }
};

template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {};

/// Turns texts into an options struct. Call it through ReadOptions.
class OptionReader {
 public:
  explicit OptionReader(const OptionValues& values) : values_(values) {}

  template <class T, class... Rules>
  void operator()(const std::string& key, T& value, const std::string& /*help*/,
                  const Rules&... rules) {
    known_.push_back(key);
    const auto found = values_.find(key);
    if (found == values_.end()) return;
    try {
      value = ParseAll<T>(found->second, (std::same_as<Rules, Whole> || ...));
      (Enforce(rules, value), ...);
    } catch (const Error& error) {
      Fail("option '", key, "': ", error.what());
    }
  }

  /// Throws where a key was given that nothing declared.
  void CheckAllKnown() const;

 private:
  template <class T>
  static T ParseAll(const std::vector<std::string>& texts, bool whole) {
    if constexpr (IsList<T>::value) {
      using Item = typename T::value_type;
      T items;
      for (const std::string& text : texts) {
        const std::string inner = Unbracketed(text);
        const bool one =
            inner == text && (std::same_as<Item, Spec> || (whole && !Trim(text).empty()));
        for (const std::string& part : one ? std::vector{text} : SplitTopLevel(inner, ','))
          items.push_back(OptionType<Item>::Parse(part));
      }
      return items;
    } else {
      Check(texts.size() == 1, "given ", texts.size(), " times, but it takes one value");
      return OptionType<T>::Parse(texts.front());
    }
  }

  template <class T>
  static void Enforce(const Between& range, const T& value) {
    if constexpr (IsList<T>::value) {
      for (const auto& item : value) Enforce(range, item);
    } else if constexpr (requires { value.low; }) {  // core/range.h
      Enforce(range, value.low);
      Enforce(range, value.high);
    } else {
      const double number = static_cast<double>(value);
      Check(number >= range.low && number <= range.high, ToText(number), " is outside ",
            ToText(range.low), " to ", ToText(range.high));
    }
  }
  template <class Item>
  static void Enforce(const Whole&, const std::vector<Item>&) {}
  static void Enforce(const OneOf& choice, const std::string& value);
  static void Enforce(const OneOf& choice, const std::vector<std::string>& values) {
    for (const std::string& value : values) Enforce(choice, value);
  }

  const OptionValues& values_;
  std::vector<std::string> known_;
};

/// Writes every option back in full.
class OptionWriter {
 public:
  template <class T, class... Rules>
  void operator()(const std::string& key, T& value, const std::string& help,
                  const Rules&... rules) {
    OptionInfo info{key, "", Print(value), help, ""};
    if constexpr (IsList<T>::value)
      info.type = "list of " + OptionType<typename T::value_type>::Name();
    else info.type = OptionType<T>::Name();
    (Note(rules, info), ...);
    infos.push_back(info);
  }

  std::vector<OptionInfo> infos;  // default_value holds the current value

 private:
  template <class T>
  static std::string Print(const T& value) {
    if constexpr (IsList<T>::value) {
      std::vector<std::string> items;
      for (const auto& item : value) {
        items.push_back(OptionType<typename T::value_type>::Print(item));
        if (items.back().empty()) items.back() = "[]";  // {""} is not {}
      }
      return "[" + Join(items, ",") + "]";
    } else {
      return OptionType<T>::Print(value);
    }
  }
  static void Note(const Between& range, OptionInfo& info) {
    info.allowed = ToText(range.low) + " to " + ToText(range.high);
  }
  static void Note(const OneOf& choice, OptionInfo& info) {
    info.allowed = Join(choice.names, "|");
  }
  static void Note(const Whole&, OptionInfo& info) { info.allowed = "one a key, commas and all"; }
};

/// Options with the given values over their defaults. `where` begins the message of any error.
template <class Options>
Options ReadOptions(const OptionValues& values, const std::string& where) {
  Options options;
  OptionReader reader(values);
  try {
    options.Describe(reader);
    reader.CheckAllKnown();
  } catch (const Error& error) {
    Fail(where, ": ", error.what(), ".");
  }
  return options;
}

template <class Options>
Options ReadOptions(const Spec& spec) {
  OptionValues values;
  for (const auto& [key, value] : spec.args) values[key] = {value};
  return ReadOptions<Options>(values, "In the spec '" + spec.ToString() + "'");
}

template <class Options>
std::vector<OptionInfo> DescribeOptions(Options options = {}) {
  OptionWriter writer;
  options.Describe(writer);
  return writer.infos;
}

/// The spec with every option written out: what ran.
template <class Options>
Spec CanonicalSpec(const std::string& name, Options options) {
  Spec spec{name, {}};
  for (const OptionInfo& info : DescribeOptions(std::move(options)))
    spec.args[info.key] = info.default_value;
  return spec;
}

/// For plug-ins without options.
struct NoOptions {
  template <class V>
  void Describe(V&) {}
};

}  // namespace swapbench
