// SPDX-License-Identifier: Apache-2.0
/// Python's pickles, as far as torch.save writes them for dictionaries of tensors: a list of the
/// instructions and of the five things that they may make. Any other is refused before anything is
/// made of it; nothing is ever called. Internal to nets.
///
/// https://github.com/python/cpython/blob/main/Lib/pickletools.py says what the instructions mean.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "nets/byte_cursor.h"

namespace swapbench {

struct ElementType;

/// What a pickle makes. Values may be shared, and may hold themselves.
struct PickleValue {
  enum class Kind { kOther, kWhole, kText, kSequence, kDictionary, kClass, kStorage, kTensor };
  Kind kind = Kind::kOther;  // None, a fraction, or a whole number beyond 64 bits
  int64_t whole = 0;         // number, true, false; numbers in a storage; a tensor's first number
  std::string text;          // text; "module.name" of a class; key of a storage
  const ElementType* type = nullptr;      // of a storage
  std::vector<const PickleValue*> items;  // of a sequence; key, value, key, value ... of a
                                          // dictionary; storage, shape and strides of a tensor
};

/// The entry of that name, or null.
const PickleValue* Find(const PickleValue& dictionary, std::string_view key);

/// Owns what it made; the pointers inside stay good as long as it does.
class Unpickler {
 public:
  /// Reads one pickle. Throws Error naming the cursor's file and the instruction or the Python
  /// object that has no place in a file of weights.
  const PickleValue& Read(ByteCursor& in);

  /// Every storage read so far, by its key.
  const std::map<std::string, const PickleValue*>& storages() const { return storages_; }

 private:
  std::deque<PickleValue> values_;
  std::map<std::string, const PickleValue*> storages_;
};

}  // namespace swapbench
