// SPDX-License-Identifier: Apache-2.0
/// Reading records, whatever holds them: a corpus, somebody's folder, or people drawn on demand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "core/registry.h"
#include "data/face_options.h"
#include "data/sample.h"

namespace swapbench {

/// A file that was left out of a dataset, and why; or a picture (an image, a frame of a video) that
/// was looked at and shows no face.
struct Refusal {
  enum class Kind { kUnreadable, kNoFace };

  std::string file, reason;
  Kind kind = Kind::kUnreadable;
};

/// What a dataset was made from.
struct Census {
  size_t files = 0;     // listed, readable or not
  size_t pictures = 0;  // images and frames that were read
};

/// Immutable and thread-safe. Throws Error naming the record where one cannot be read.
class Dataset {
 public:
  virtual ~Dataset() = default;
  virtual size_t size() const = 0;
  virtual const SampleInfo& info(size_t i) const = 0;  // cheap
  virtual Sample Get(size_t i) const = 0;              // decodes
  virtual Record GetRecord(size_t i) const = 0;        // as stored, not decoded
  /// Those of the record; cheaper where a dataset can tell them without its pixels.
  virtual std::optional<Landmarks> GetLandmarks(size_t i) const { return GetRecord(i).landmarks; }
  virtual std::span<const Refusal> refusals() const { return {}; }
  virtual Census census() const { return {size() + refusals().size(), size()}; }
  /// One sentence each: files and counts of what is published that a folder lacks or exceeds, where
  /// a part is taken or the context tolerates them.
  virtual std::span<const std::string> faults() const { return {}; }
};

/// What a dataset plug-in is handed besides its options.
struct DatasetContext {
  std::string name;            // of the card: the first part of every id
  std::filesystem::path root;  // folder of the media; empty for drawn people
  uint64_t seed = 1;
  size_t count = 0;  // number of real images wanted; 0: the plug-in's default
  int threads = 0;
  std::optional<FaceOptions> faces = {};  // section [faces], where the recipe has one
  std::filesystem::path journal =
      {};                        // keeps which faces were found, to go on from; empty: nowhere
  bool tolerate_faults = false;  // report them through faults() instead of an Error
};

/// `layout` reads a folder, `procedural` draws people.
using DatasetRegistry = Registry<Dataset, const DatasetContext&>;
const DatasetRegistry& Datasets();

}  // namespace swapbench
