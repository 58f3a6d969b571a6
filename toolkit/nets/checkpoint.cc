// SPDX-License-Identifier: Apache-2.0
#include "nets/checkpoint.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/text.h"
#include "nets/pickle.h"
#include "nets/zip.h"

namespace swapbench {
namespace {

using Kind = PickleValue::Kind;

/// A pickle of one number, which begins files of versions before 1.6.
constexpr std::string_view kLegacy("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
constexpr std::string_view kArchive("PK\3\4", 4);
constexpr int64_t kLegacyVersion = 1001;

/// Where training scripts put the weights among other things, the best first.
constexpr std::array<std::string_view, 6> kNames = {"state_dict", "model_state_dict", "model",
                                                    "net",        "network",          "weights"};

struct SavedFile {
  const PickleValue* root;
  std::map<std::string, std::string_view> storages;  // by key
};

bool HoldsTensors(const PickleValue& value) {
  if (value.kind != Kind::kDictionary) return false;
  for (size_t i = 1; i < value.items.size(); i += 2)
    if (value.items[i]->kind == Kind::kTensor) return true;
  return false;
}

const PickleValue& StateDict(const PickleValue& root, const std::string& where) {
  if (HoldsTensors(root)) return root;
  std::vector<std::string> names;
  const PickleValue* only = nullptr;
  for (const std::string_view name : kNames)
    if (const PickleValue* found = Find(root, name); found != nullptr && HoldsTensors(*found))
      return *found;
  if (root.kind == Kind::kDictionary)
    for (size_t i = 0; i + 1 < root.items.size(); i += 2)
      if (HoldsTensors(*root.items[i + 1])) {
        only = root.items[i + 1];
        names.push_back(root.items[i]->text);
      }
  Check(!names.empty(), where, ": holds no dictionary of tensors.");
  Check(names.size() == 1, where, ": holds several dictionaries of tensors (", Join(names, ", "),
        "); save the one that is meant as a file of its own.");
  return *only;
}

SavedFile ReadArchive(std::string_view bytes, const std::string& where, Unpickler& unpickler) {
  constexpr std::string_view kPickle = "/data.pkl";
  const auto files = ReadStoredZip(bytes, where);
  const auto pickle =
      std::ranges::find_if(files, [&](const auto& file) { return file.first.ends_with(kPickle); });
  Check(pickle != files.end(), where, ": a ZIP archive, but none of PyTorch's.");
  const std::string folder = pickle->first.substr(0, pickle->first.size() - kPickle.size() + 1);
  Check(!files.contains(folder + "constants.pkl"), where,
        ": a TorchScript program, not a file of weights; in Python, "
        "torch.save(torch.jit.load(FILE).state_dict(), NEW) takes the weights out of it.");
  const auto order = files.find(folder + "byteorder");
  Check(order == files.end() || order->second == "little", where,
        ": written on a machine with another order of bytes, which is not read.");
  ByteCursor in(pickle->second, where);
  SavedFile saved{&unpickler.Read(in), {}};
  const std::string data = folder + "data/";
  for (auto file = files.lower_bound(data); file != files.end() && file->first.starts_with(data);
       ++file)
    saved.storages[file->first.substr(data.size())] = file->second;
  return saved;
}

/// Four pickles: the version, the machine's order of bytes, the content, the keys of the storages,
/// whose numbers follow in that order, each behind their count.
SavedFile ReadLegacy(std::string_view bytes, const std::string& where, Unpickler& unpickler) {
  ByteCursor in(bytes, where);
  in.Take(kLegacy.size());
  Check(unpickler.Read(in).whole == kLegacyVersion, where, ": of an unknown version.");
  const PickleValue* order = Find(unpickler.Read(in), "little_endian");
  Check(order != nullptr && order->whole == 1, where,
        ": written on a machine with another order of bytes, which is not read.");
  SavedFile saved{&unpickler.Read(in), {}};
  for (const PickleValue* key : unpickler.Read(in).items) {
    const auto storage = unpickler.storages().find(key->text);
    Check(storage != unpickler.storages().end(), where, ": damaged: nothing uses the storage '",
          key->text, "'.");
    const auto [text, value] = *storage;
    Check(in.Take<int64_t>() == value->whole, where, ": damaged: the storage '", text,
          "' is not as long as its tensors say.");
    Check(static_cast<uint64_t>(value->whole) <= in.left(), where, ": truncated.");
    saved.storages[text] = in.Take(static_cast<uint64_t>(value->whole) * value->type->bytes);
  }
  Check(in.left() == 0, where, ": damaged: ", in.left(), " bytes are left over.");
  return saved;
}

/// Shape and strides of a tensor that lies inside its storage.
struct StridedView {
  std::vector<int64_t> shape, strides;
  uint64_t begin, count;
};

/// A tensor never holds more numbers than its storage, so that none is larger than the file.
StridedView ViewOf(const PickleValue& tensor, const std::string& where) {
  StridedView view{{}, {}, static_cast<uint64_t>(tensor.whole), 1};
  const auto most = static_cast<uint64_t>(tensor.items[0]->whole);
  const auto inside = [&](bool ok) {
    Check(ok, where, ": does not lie inside its storage of ", most, " numbers.");
  };
  for (const PickleValue* side : tensor.items[1]->items) view.shape.push_back(side->whole);
  for (const PickleValue* step : tensor.items[2]->items) view.strides.push_back(step->whole);
  for (const int64_t side : view.shape) {
    if (side == 0) return {view.shape, view.strides, 0, 0};
    inside(view.count <= most / static_cast<uint64_t>(side));
    view.count *= static_cast<uint64_t>(side);
  }
  uint64_t last = view.begin;
  inside(last < most);
  for (size_t i = 0; i < view.shape.size(); ++i) {
    const uint64_t steps = static_cast<uint64_t>(view.shape[i]) - 1,
                   step = static_cast<uint64_t>(view.strides[i]);
    inside(steps == 0 || step <= (most - 1 - last) / steps);
    last += steps * (steps == 0 ? 0 : step);
  }
  return view;
}

/// The numbers in the order of the shape, whatever their order in the storage.
std::vector<float> Gather(const StridedView& view, std::string_view storage,
                          const ElementType& type) {
  std::vector<float> values;
  values.reserve(view.count);
  std::vector<int64_t> index(view.shape.size(), 0);
  uint64_t at = view.begin;
  while (values.size() < view.count) {
    values.push_back(type.read(storage.data() + at * type.bytes));
    for (size_t i = index.size(); i-- > 0;) {
      at += static_cast<uint64_t>(view.strides[i]);
      if (++index[i] < view.shape[i]) break;
      at -= static_cast<uint64_t>(view.shape[i] * view.strides[i]);
      index[i] = 0;
    }
  }
  return values;
}

ForeignTensor MakeTensor(const PickleValue& tensor, const std::string& name, const SavedFile& saved,
                         const std::string& file) {
  const std::string where = Concat(file, ", tensor '", name, "'");
  const PickleValue& stored = *tensor.items[0];
  const auto found = saved.storages.find(stored.text);
  Check(found != saved.storages.end(), where, ": its numbers are missing.");
  const std::string_view bytes = found->second;
  Check(bytes.size() / stored.type->bytes == static_cast<uint64_t>(stored.whole) &&
            bytes.size() % stored.type->bytes == 0,
        where, ": its storage should hold ", stored.whole, " numbers, but is ", bytes.size(),
        " bytes long.");
  const StridedView view = ViewOf(tensor, where);
  return {{name, view.shape, Gather(view, bytes, *stored.type)}, stored.type};
}

}  // namespace

bool LooksLikeCheckpoint(std::string_view begin) {
  return begin.starts_with(kArchive) || begin.starts_with(kLegacy);
}

std::vector<ForeignTensor> DecodeCheckpoint(std::string_view bytes, const std::string& where) {
  Unpickler unpickler;
  const SavedFile saved = bytes.starts_with(kLegacy) ? ReadLegacy(bytes, where, unpickler)
                                                     : ReadArchive(bytes, where, unpickler);
  const PickleValue& dictionary = StateDict(*saved.root, where);
  std::map<std::string, ForeignTensor> tensors;
  uint64_t numbers = 0;
  for (size_t i = 0; i + 1 < dictionary.items.size(); i += 2) {
    const PickleValue &name = *dictionary.items[i], &value = *dictionary.items[i + 1];
    if (value.kind != Kind::kTensor) continue;
    Check(name.kind == Kind::kText, where, ": one of its tensors has no name.");
    ForeignTensor tensor = MakeTensor(value, name.text, saved, where);
    numbers += tensor.tensor.values.size();
    Check(numbers <= bytes.size(), where,
          ": its tensors share their numbers so often that they "
          "would grow beyond the file.");
    tensors.insert_or_assign(name.text, std::move(tensor));  // as Python would
  }
  std::vector<ForeignTensor> sorted;
  for (auto& [name, tensor] : tensors) sorted.push_back(std::move(tensor));
  return sorted;
}

}  // namespace swapbench
