// SPDX-License-Identifier: Apache-2.0
/// One list of plug-ins a kind. A module's PLUGINS words become `plugins.def`, which declares and
/// calls `void Register_<word>(Registry&)` for each: a forgotten one is a link error that names the
/// plug-in.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/options.h"
#include "core/spec.h"

namespace swapbench {

/// `Product` is the interface; `Context` is what a factory is handed besides its options (often
/// nothing).
template <class Product, class... Context>
class Registry {
 public:
  struct Entry {
    std::string name, summary;  // summary: one line, no full stop
    std::vector<OptionInfo> options;
    std::function<Spec(const Spec&)> canonical;
    std::function<std::unique_ptr<Product>(const Spec&, Context...)> make;
  };

  /// `kind` names the products in messages, in the singular: "detector".
  explicit Registry(std::string kind) : kind_(std::move(kind)) {}

  /// `factory` takes (Options, Context...) and returns unique_ptr<Product>.
  template <class Options, class Factory>
  void Add(const std::string& name, const std::string& summary, Factory factory) {
    Check(Find(name) == nullptr, "Two ", kind_, "s are called '", name, "'.");
    entries_.push_back(
        {name, summary, DescribeOptions<Options>(),
         [name](const Spec& spec) { return CanonicalSpec(name, ReadOptions<Options>(spec)); },
         [factory](const Spec& spec, Context... context) -> std::unique_ptr<Product> {
           return factory(ReadOptions<Options>(spec), std::forward<Context>(context)...);
         }});
  }

  /// Throws Error for an unknown name or key, with the nearest known one.
  std::unique_ptr<Product> Make(const Spec& spec, Context... context) const {
    return At(spec).make(spec, std::forward<Context>(context)...);
  }

  /// Every option written out; throws as Make does.
  Spec Canonical(const Spec& spec) const { return At(spec).canonical(spec); }

  const Entry& At(const Spec& spec) const {
    const Entry* entry = Find(spec.name);
    Check(entry != nullptr, "There is no ", kind_, " called '", spec.name, "'",
          Suggestion(spec.name, names()), "; `swapbench list` shows what exists.");
    return *entry;
  }

  const Entry* Find(const std::string& name) const {
    const auto found = std::ranges::find(entries_, name, &Entry::name);
    return found == entries_.end() ? nullptr : &*found;
  }

  const std::string& kind() const { return kind_; }
  const std::vector<Entry>& entries() const {
    return entries_;
  }  // in the order of the PLUGINS words
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Entry& entry : entries_) names.push_back(entry.name);
    return names;
  }

 private:
  std::string kind_;
  std::vector<Entry> entries_;
};

}  // namespace swapbench
