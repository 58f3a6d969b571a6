// SPDX-License-Identifier: Apache-2.0
#include "data/face_options.h"

#include "core/error.h"
#include "faces/alignment.h"
#include "faces/locate.h"

namespace swapbench {

std::optional<FaceOptions> ReadFaceOptions(const Config& config) {
  if (!config.Has("faces")) return {};
  auto faces = config.Read<FaceOptions>("faces");
  Check(!config.Gives("faces", "frames") || !config.Gives("faces", "every"), "In ", config.where(),
        ", section [faces]: give either frames or every, not both.");
  try {
    faces.locator = Locators().Canonical(faces.locator);
    faces.align = Alignments().Canonical(faces.align);
  } catch (const Error& error) {
    Fail("In ", config.where(), ", section [faces]: ", error.what());
  }
  return faces;
}

std::string CanonicalSection(const std::optional<FaceOptions>& faces) {
  if (!faces) return "";
  std::string text = "[faces]\n";
  for (const OptionInfo& option : DescribeOptions(*faces))
    text += Concat(option.key, " = ", option.default_value, '\n');
  return text;
}

}  // namespace swapbench
