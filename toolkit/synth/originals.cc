// SPDX-License-Identifier: Apache-2.0
#include "synth/originals.h"

#include "image/codec.h"

namespace swapbench {
namespace {

constexpr size_t kKept = 24;

}  // namespace

std::shared_ptr<const Original> Originals::Find(size_t person) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& [index, original] : recent_)
    if (index == person) return original;
  return nullptr;
}

// Two threads may make the same one at once; to wait for each other inside a task could deadlock.
std::shared_ptr<const Original> Originals::Get(size_t person) const {
  if (auto known = Find(person)) return known;
  auto original = std::make_shared<Original>();
  original->record = people_.GetRecord(person);
  Record& record = original->record;
  original->face = {DecodeImage(record.image, record.info.id), record.landmarks};
  record.image.clear();

  const std::scoped_lock lock(mutex_);
  recent_.emplace_back(person, original);
  if (recent_.size() > kKept) recent_.pop_front();
  return original;
}

}  // namespace swapbench
