// SPDX-License-Identifier: Apache-2.0
#include "nets/pickle.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>

#include "core/json.h"
#include "nets/foreign.h"

namespace swapbench {
namespace {

using Kind = PickleValue::Kind;

constexpr size_t kMostValues = 4'000'000;  // a large checkpoint has some ten thousand

constexpr std::string_view kOrdered = "collections.OrderedDict",
                           kTensor = "torch._utils._rebuild_tensor",
                           kTensor2 = "torch._utils._rebuild_tensor_v2",
                           kParameter = "torch._utils._rebuild_parameter", kTorch = "torch.";

class Machine {
 public:
  using Storages = std::map<std::string, const PickleValue*>;

  Machine(ByteCursor& in, std::deque<PickleValue>& values, Storages& storages)
      : in_(in), values_(values), storages_(storages) {}

  const PickleValue& Run() {
    while (true) {
      const auto code = in_.Take<uint8_t>();
      if (code == '.') return Pop();
      Execute(code);
    }
  }

 private:
  void Execute(uint8_t code) {
    switch (code) {
      case 0x80:
        return Skip(1);  // PROTO
      case 0x95:
        return Skip(8);  // FRAME
      case '(':
        return marks_.push_back(stack_.size());  // MARK
      case 'N':
        return Push(Kind::kOther);  // NONE
      case 'G':
        Skip(8);
        return Push(Kind::kOther);  // BINFLOAT
      case 0x88:
        return PushWhole(1);  // NEWTRUE
      case 0x89:
        return PushWhole(0);  // NEWFALSE
      case 'K':
        return PushWhole(in_.Take<uint8_t>());  // BININT1
      case 'M':
        return PushWhole(in_.Take<uint16_t>());  // BININT2
      case 'J':
        return PushWhole(in_.Take<int32_t>());  // BININT
      case 0x8a:
        return PushLong(in_.Take(in_.Take<uint8_t>()));  // LONG1
      case 'X':
        return PushText(in_.Take(in_.Take<uint32_t>()));  // BINUNICODE
      case 0x8c:
        return PushText(in_.Take(in_.Take<uint8_t>()));  // SHORT_BINUNICODE
      case 0x8d:
        return PushText(in_.Take(in_.Take<uint64_t>()));  // BINUNICODE8
      case 'U':
        return PushText(in_.Take(in_.Take<uint8_t>()));  // SHORT_BINSTRING
      case 'T':
        return PushText(in_.Take(in_.Take<uint32_t>()));  // BINSTRING
      case ')':
        return Push(Kind::kSequence);  // EMPTY_TUPLE
      case ']':
        return Push(Kind::kSequence);  // EMPTY_LIST
      case '}':
        return Push(Kind::kDictionary);  // EMPTY_DICT
      case 't':
        return PushTuple(TakeMarked());  // TUPLE
      case 0x85:
        return PushTuple(TakeLast(1));  // TUPLE1
      case 0x86:
        return PushTuple(TakeLast(2));  // TUPLE2
      case 0x87:
        return PushTuple(TakeLast(3));  // TUPLE3
      case 'a':
        return Extend(Kind::kSequence, TakeLast(1));  // APPEND
      case 'e':
        return Extend(Kind::kSequence, TakeMarked());  // APPENDS
      case 's':
        return Extend(Kind::kDictionary, TakeLast(2));  // SETITEM
      case 'u':
        return Extend(Kind::kDictionary, TakeMarked());  // SETITEMS
      case 'q':
        return Remember(in_.Take<uint8_t>());  // BINPUT
      case 'r':
        return Remember(in_.Take<uint32_t>());  // LONG_BINPUT
      case 0x94:
        return Remember(static_cast<uint32_t>(memo_.size()));  // MEMOIZE
      case 'h':
        return Recall(in_.Take<uint8_t>());  // BINGET
      case 'j':
        return Recall(in_.Take<uint32_t>());  // LONG_BINGET
      case 'c':
        return PushGlobal();  // GLOBAL
      case 0x93:
        return PushStackGlobal();  // STACK_GLOBAL
      case 'Q':
        return PushStorage(Pop());  // BINPERSID
      case 'R':
        return Reduce();  // REDUCE
      case 'b':
        return Build();  // BUILD
      default:
        Refuse("holds an instruction (", static_cast<int>(code), ") that no file of weights needs");
    }
  }

  template <class... Parts>
  [[noreturn]] void Refuse(const Parts&... parts) const {
    Fail(in_.where(), ", byte ", in_.position(), " of its pickle: ", parts...,
         "; in Python, torch.save(model.state_dict(), FILE) writes a file that can be read.");
  }
  template <class... Parts>
  void Need(bool ok, const Parts&... parts) const {
    if (!ok) Refuse(parts...);
  }
  void NeedPlain(bool ok) const { Need(ok, "is damaged, or not written by torch.save"); }

  void Skip(uint64_t bytes) { in_.Take(bytes); }

  PickleValue& Add(Kind kind) {
    Need(values_.size() < kMostValues, "holds more than ", kMostValues, " values");
    values_.emplace_back().kind = kind;
    stack_.push_back(&values_.back());
    return values_.back();
  }
  void Push(Kind kind) { Add(kind); }
  void PushWhole(int64_t whole) { Add(Kind::kWhole).whole = whole; }
  void PushText(std::string_view text) { Add(Kind::kText).text = text; }
  void PushTuple(std::vector<const PickleValue*> items) {
    Add(Kind::kSequence).items = std::move(items);
  }
  /// Two's complement, as many bytes as it takes.
  void PushLong(std::string_view bytes) {
    if (bytes.size() > sizeof(int64_t)) return Push(Kind::kOther);
    uint64_t whole = !bytes.empty() && static_cast<int8_t>(bytes.back()) < 0 ? ~uint64_t{0} : 0;
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte)
      whole = whole << 8 | static_cast<uint8_t>(*byte);
    PushWhole(static_cast<int64_t>(whole));
  }

  size_t Floor() const { return marks_.empty() ? 0 : marks_.back(); }
  PickleValue& Pop() {
    NeedPlain(stack_.size() > Floor());
    PickleValue& value = *stack_.back();
    stack_.pop_back();
    return value;
  }
  PickleValue& Top() {
    NeedPlain(stack_.size() > Floor());
    return *stack_.back();
  }
  std::vector<const PickleValue*> TakeLast(size_t count) {
    NeedPlain(stack_.size() - Floor() >= count);
    std::vector<const PickleValue*> taken(stack_.end() - static_cast<std::ptrdiff_t>(count),
                                          stack_.end());
    stack_.resize(stack_.size() - count);
    return taken;
  }
  std::vector<const PickleValue*> TakeMarked() {
    NeedPlain(!marks_.empty());
    auto taken = TakeLast(stack_.size() - marks_.back());
    marks_.pop_back();
    return taken;
  }

  void Extend(Kind kind, const std::vector<const PickleValue*>& items) {
    PickleValue& grown = Top();
    NeedPlain(grown.kind == kind && (kind == Kind::kSequence || items.size() % 2 == 0));
    grown.items.insert(grown.items.end(), items.begin(), items.end());
  }

  void Remember(uint32_t place) { memo_[place] = &Top(); }
  void Recall(uint32_t place) {
    const auto found = memo_.find(place);
    NeedPlain(found != memo_.end());
    stack_.push_back(found->second);
  }

  /// Classes and functions are names here, and only these are known.
  void PushClass(const std::string& name) {
    const bool known =
        name == kOrdered || name == kTensor || name == kTensor2 || name == kParameter;
    const ElementType* type =
        name.starts_with(kTorch) ? FindStorageType(name.substr(kTorch.size())) : nullptr;
    Need(known || type != nullptr, "holds the Python object ", JsonQuoted(name),
         ", which is neither a tensor nor a dictionary and is not made");
    PickleValue& pushed = Add(Kind::kClass);
    pushed.text = name;
    pushed.type = type;
  }
  void PushGlobal() {
    const std::string module(in_.TakeLine());
    PushClass(module + "." + std::string(in_.TakeLine()));
  }
  void PushStackGlobal() {
    const auto names = TakeLast(2);
    NeedPlain(names[0]->kind == Kind::kText && names[1]->kind == Kind::kText);
    PushClass(names[0]->text + "." + names[1]->text);
  }

  /// ("storage", class, key, device, numbers[, None]).
  void PushStorage(const PickleValue& id) {
    const auto& items = id.items;
    NeedPlain(id.kind == Kind::kSequence && (items.size() == 5 || items.size() == 6) &&
              items[0]->text == "storage" && items[1]->kind == Kind::kClass &&
              items[1]->type != nullptr && items[2]->kind == Kind::kText &&
              items[4]->kind == Kind::kWhole && items[4]->whole >= 0 &&
              (items.size() == 5 || items[5]->kind == Kind::kOther));
    PickleValue& storage = Add(Kind::kStorage);
    storage.text = items[2]->text;
    storage.type = items[1]->type;
    storage.whole = items[4]->whole;
    const PickleValue& first = *storages_.emplace(storage.text, &storage).first->second;
    NeedPlain(first.type == storage.type && first.whole == storage.whole);
  }

  static bool IsShape(const PickleValue& value) {
    return value.kind == Kind::kSequence && std::ranges::all_of(value.items, [](const auto* side) {
             return side->kind == Kind::kWhole && side->whole >= 0;
           });
  }

  void Reduce() {
    const PickleValue& arguments = Pop();
    const PickleValue& called = Pop();
    NeedPlain(called.kind == Kind::kClass && called.type == nullptr &&
              arguments.kind == Kind::kSequence);
    const auto& items = arguments.items;
    if (called.text == kOrdered) return PushOrdered(items);
    if (called.text == kParameter) {  // (tensor, requires_grad, hooks)
      NeedPlain(!items.empty() && items[0]->kind == Kind::kTensor);
      Add(Kind::kTensor) = *items[0];
      return;
    }
    // (storage, first number, shape, strides, ...)
    NeedPlain(items.size() >= 4 && items[0]->kind == Kind::kStorage &&
              items[1]->kind == Kind::kWhole && items[1]->whole >= 0 && IsShape(*items[2]) &&
              IsShape(*items[3]) && items[2]->items.size() == items[3]->items.size());
    PickleValue& tensor = Add(Kind::kTensor);
    tensor.whole = items[1]->whole;
    tensor.items = {items[0], items[2], items[3]};
  }

  /// Empty, or as Python 2 wrote it: ([[key, value], ...],).
  void PushOrdered(const std::vector<const PickleValue*>& arguments) {
    PickleValue& made = Add(Kind::kDictionary);
    if (arguments.empty()) return;
    NeedPlain(arguments.size() == 1 && arguments[0]->kind == Kind::kSequence);
    for (const PickleValue* pair : arguments[0]->items) {
      NeedPlain(pair->kind == Kind::kSequence && pair->items.size() == 2);
      made.items.insert(made.items.end(), pair->items.begin(), pair->items.end());
    }
  }

  /// Attributes of an OrderedDict: versions of layers, which nobody needs.
  void Build() {
    Pop();
    NeedPlain(Top().kind == Kind::kDictionary);
  }

  ByteCursor& in_;
  std::deque<PickleValue>& values_;
  Storages& storages_;
  std::vector<PickleValue*> stack_;
  std::vector<size_t> marks_;
  std::unordered_map<uint32_t, PickleValue*> memo_;
};

}  // namespace

const PickleValue* Find(const PickleValue& dictionary, std::string_view key) {
  if (dictionary.kind != Kind::kDictionary) return nullptr;
  for (size_t i = 0; i + 1 < dictionary.items.size(); i += 2)
    if (dictionary.items[i]->kind == Kind::kText && dictionary.items[i]->text == key)
      return dictionary.items[i + 1];
  return nullptr;
}

const PickleValue& Unpickler::Read(ByteCursor& in) { return Machine(in, values_, storages_).Run(); }

}  // namespace swapbench
