// SPDX-License-Identifier: Apache-2.0
// A folder of images, described by a CSV index or by path templates.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "core/error.h"
#include "core/file.h"
#include "core/json.h"
#include "core/log.h"
#include "core/parallel.h"
#include "core/progress.h"
#include "data/dataset.h"
#include "data/index_table.h"
#include "data/path_template.h"
#include "data/provenance.h"
#include "data/split.h"
#include "image/codec.h"

namespace swapbench {
namespace fs = std::filesystem;
namespace {

struct LayoutOptions {
  std::string index;
  std::string file = "file", label = "label", clip = "clip", target = "target", source = "source",
              method = "method", split = "split";
  std::string real_value = "real", fake_value = "fake";
  std::vector<std::string> real, fake;
  std::string fake_method = "unknown";
  bool twins = false;
  size_t reals = 0, fakes = 0, train_records = 0, val_records = 0, test_records = 0;
  SplitShares shares;

  template <class V>
  void Describe(V& v) {
    v("index", index, "CSV file below the root that lists the images; or give real and fake");
    v("file", file, "its column with the path below the root");
    v("label", label, "its column with the label");
    v("clip", clip, "its column with the clip; where absent, each image is one");
    v("target", target, "its column with the identity of the body; where absent, the clip");
    v("source", source, "its column with the identity of the face of a fake");
    v("method", method, "its column with the swap method of a fake");
    v("split", split, "its column with train, val or test; where absent, splits are drawn");
    v("real_value", real_value, "what the label column says of a real image");
    v("fake_value", fake_value, "what the label column says of a fake");
    v("real", real, "path templates of the real images: real/{clip}/{frame}.jpg");
    v("fake", fake, "path templates of the fakes: fake/{target}_{source}/{frame}.jpg");
    v("fake_method", fake_method, "swap method of fakes that nothing else tells it of");
    v("twins", twins, "a fake was made from the one real image of its target");
    v("reals", reals, "how many real images there must be; 0: not checked");
    v("fakes", fakes, "how many fakes there must be; 0: not checked");
    v("train_records", train_records, "how many records of train there must be; 0: not checked");
    v("val_records", val_records, "the same for val");
    v("test_records", test_records, "the same for test");
    shares.Describe(v);
  }
};

struct Listed {
  std::string file, mask;  // below the root, '/' between folders; the mask may be empty
  std::string former_id;   // what an index calls the record; its column `twin` speaks of that
  SampleInfo info;
};

std::string WithoutExtension(const std::string& file) {
  return fs::path(file).replace_extension().generic_string();
}

/// Fills what follows from the rest.
void Complete(Listed& listed, const LayoutOptions& options, const std::string& name) {
  SampleInfo& info = listed.info;
  const std::string path = WithoutExtension(listed.file);
  info.id = name + "/" + path;
  info.dataset = name;
  if (info.clip.empty()) info.clip = path;
  if (info.target.empty()) info.target = info.clip;
  if (info.label == Label::kFake && info.method.empty()) info.method = options.fake_method;
}

// --- A CSV index ---

class IndexReader {
 public:
  IndexReader(const LayoutOptions& options, const DatasetContext& context)
      : options_(options), path_(context.root / options.index), table_(ReadIndex(path_)) {
    file_ = Need(options.file);
    label_ = Need(options.label);
    for (const auto& [column, field] :
         std::vector<std::pair<std::string, std::string SampleInfo::*>>{
             {options.clip, &SampleInfo::clip},
             {options.target, &SampleInfo::target},
             {options.source, &SampleInfo::source},
             {options.method, &SampleInfo::method},
             {options.split, &SampleInfo::split}})
      if (const auto at = table_.Find(column)) fields_[*at] = field;
    // Columns that `unpack` writes besides.
    for (const auto& [column, field] : std::vector<std::pair<std::string, std::string Listed::*>>{
             {"mask", &Listed::mask}, {"id", &Listed::former_id}})
      if (const auto at = table_.Find(column)) others_[*at] = field;
    if (const auto at = table_.Find("twin")) fields_[*at] = &SampleInfo::twin;
    if (const auto at = table_.Find("degradation")) fields_[*at] = &SampleInfo::degradation;
    dataset_ = table_.Find("dataset");
  }

  std::vector<Listed> Read() const {
    std::vector<Listed> listed;
    for (const auto& row : table_.rows) listed.push_back(ReadRow(row));
    return listed;
  }

 private:
  size_t Need(const std::string& column) const {
    const auto at = table_.Find(column);
    Check(at.has_value(), path_.string(), " has no column '", column, "'",
          Suggestion(column, table_.columns), ".");
    return *at;
  }

  Listed ReadRow(const std::vector<std::string>& row) const {
    Listed listed;
    listed.file = row[file_];
    std::ranges::replace(listed.file, '\\', '/');
    const std::string& label = row[label_];
    Check(label == options_.real_value || label == options_.fake_value, path_.string(),
          ": the label of ", listed.file, " is '", label, "', neither '", options_.real_value,
          "' nor '", options_.fake_value, "'.");
    listed.info.label = label == options_.fake_value ? Label::kFake : Label::kReal;
    for (size_t i = 0; i < row.size(); ++i) {
      if (i == file_ || i == label_ || i == dataset_) continue;
      if (const auto field = fields_.find(i); field != fields_.end())
        listed.info.*field->second = row[i];
      else if (const auto other = others_.find(i); other != others_.end())
        listed.*other->second = row[i];
      else if (!row[i].empty()) listed.info.attributes[table_.columns[i]] = row[i];
    }
    return listed;
  }

  const LayoutOptions& options_;
  fs::path path_;
  IndexTable table_;
  size_t file_ = 0, label_ = 0;
  std::map<size_t, std::string SampleInfo::*> fields_;
  std::map<size_t, std::string Listed::*> others_;
  std::optional<size_t> dataset_;  // replaced by the card's name
};

// --- Path templates ---

struct LabelledTemplate {
  PathTemplate path;
  Label label;
};

std::vector<LabelledTemplate> Templates(const LayoutOptions& options) {
  std::vector<LabelledTemplate> templates;
  for (const std::string& text : options.real)
    templates.push_back({PathTemplate(text), Label::kReal});
  for (const std::string& text : options.fake)
    templates.push_back({PathTemplate(text), Label::kFake});
  return templates;
}

std::vector<std::string> FilesBelow(const fs::path& root) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.is_regular_file())
      files.push_back(entry.path().lexically_relative(root).generic_string());
  std::ranges::sort(files);
  return files;
}

Listed FromWords(const std::string& file, Label label, std::map<std::string, std::string> words) {
  Listed listed{file, "", "", {}};
  SampleInfo& info = listed.info;
  info.label = label;
  words.erase("frame");
  std::vector<std::string> parts;
  for (const auto& [word, text] : words) parts.push_back(text);
  info.clip = Join(parts, "_");  // what is the same in all frames, unless {clip} says it
  for (const auto& [word, text] : words) {
    if (word == "clip") info.clip = text;
    else if (word == "target") info.target = text;
    else if (word == "source") info.source = text;
    else if (word == "method") info.method = text;
    else if (word == "split") info.split = text;
    else info.attributes[word] = text;
  }
  return listed;
}

std::vector<Listed> ListByTemplates(const LayoutOptions& options, const DatasetContext& context) {
  const std::vector<LabelledTemplate> templates = Templates(options);
  std::vector<Listed> listed;
  size_t unmatched = 0;
  for (const std::string& file : FilesBelow(context.root)) {
    const LabelledTemplate* matched = nullptr;
    for (const LabelledTemplate& candidate : templates) {
      const auto words = candidate.path.Match(file);
      if (!words) continue;
      Check(matched == nullptr, file, " fits two path templates, '",
            matched == nullptr ? "" : matched->path.text(), "' and '", candidate.path.text(), "'.");
      matched = &candidate;
      listed.push_back(FromWords(file, candidate.label, *words));
    }
    unmatched += matched == nullptr ? 1 : 0;
  }
  if (unmatched > 0)
    log::Info(Concat(unmatched, " files below ", context.root.string(), " fit no path template."));
  return listed;
}

// --- The dataset ---

std::vector<Listed> List(const LayoutOptions& options, const DatasetContext& context) {
  Check(fs::is_directory(context.root), "There is no folder ", context.root.string(),
        "; name the folder of the media with --root.");
  const bool by_templates = !options.real.empty() || !options.fake.empty();
  Check(options.index.empty() == by_templates,
        "A layout takes either index=FILE or path templates (real=..., fake=...).");
  std::vector<Listed> listed = options.index.empty() ? ListByTemplates(options, context)
                                                     : IndexReader(options, context).Read();
  Check(!listed.empty(), "Nothing below ", context.root.string(),
        " fits the layout: the folder is empty, or it is another dataset.");
  for (Listed& one : listed) Complete(one, options, context.name);
  return listed;
}

void CheckIds(const std::vector<Listed>& listed) {
  std::unordered_map<std::string_view, const Listed*> seen;
  for (const Listed& one : listed) {
    const auto [found, fresh] = seen.emplace(one.info.id, &one);
    Check(fresh, one.file, " and ", found->second->file, " would both be called ", one.info.id,
          "; rename one of them.");
  }
}

/// Splits as given, or drawn where nobody gave any.
void SettleSplits(std::vector<Listed>& listed, const LayoutOptions& options, uint64_t seed) {
  const auto lacks =
      std::ranges::count_if(listed, [](const Listed& one) { return one.info.split.empty(); });
  if (lacks == static_cast<ptrdiff_t>(listed.size())) {
    std::vector<SampleInfo> infos;
    for (const Listed& one : listed) infos.push_back(one.info);
    AssignSplits(infos, options.shares, seed);
    for (size_t i = 0; i < listed.size(); ++i) listed[i].info.split = infos[i].split;
    return;
  }
  for (const Listed& one : listed)
    Check(std::ranges::find(kSplits, one.info.split) != kSplits.end(), one.file, ": its split is '",
          one.info.split, "', but must be train, val or test.");
}

void CheckCounts(const std::vector<Listed>& listed, const LayoutOptions& options) {
  std::map<std::string, size_t> found;
  for (const Listed& one : listed) {
    ++found[one.info.label == Label::kFake ? "fakes" : "real images"];
    ++found["records of " + one.info.split];
  }
  for (const auto& [what, wanted] :
       std::map<std::string, size_t>{{"real images", options.reals},
                                     {"fakes", options.fakes},
                                     {"records of train", options.train_records},
                                     {"records of val", options.val_records},
                                     {"records of test", options.test_records}})
    Check(wanted == 0 || found[what] == wanted, "The folder lists ", found[what], ' ', what,
          ", but this dataset has ", wanted, ": the copy is incomplete, or it is another release.");
}

/// A file's own bytes, proved to decode; throws Error where they do not.
std::string ReadImage(const fs::path& root, const std::string& file) {
  const fs::path relative = fs::path(file).lexically_normal();
  Check(!relative.is_absolute() && !relative.empty() && *relative.begin() != "..", file,
        " lies outside the folder.");
  return ReadFile(root / relative);
}

class LayoutDataset : public Dataset {
 public:
  LayoutDataset(const LayoutOptions& options, const DatasetContext& context) : root_(context.root) {
    std::vector<Listed> listed = List(options, context);
    CheckIds(listed);
    SettleSplits(listed, options, context.seed);
    CheckCounts(listed, options);
    Validate(listed, context.threads);
    RenameTwins(listed);
    if (options.twins) FindTwins();
    if (infos_.empty())
      Fail("None of the ", listed.size(), " images below ", root_.string(),
           " can be read; the first: ", refusals_.front().reason);
  }

  size_t size() const override { return infos_.size(); }
  const SampleInfo& info(size_t i) const override { return infos_[i]; }
  std::span<const Refusal> refusals() const override { return refusals_; }

  Sample Get(size_t i) const override {
    Sample sample{infos_[i], {DecodeImage(ReadImage(root_, files_[i]), files_[i]), {}}, {}};
    if (!masks_[i].empty()) sample.mask = DecodeGrey(ReadImage(root_, masks_[i]), masks_[i]);
    return sample;
  }

  Record GetRecord(size_t i) const override {
    Record record;
    record.info = infos_[i];
    record.image = ReadImage(root_, files_[i]);
    if (!masks_[i].empty()) record.mask = ReadImage(root_, masks_[i]);
    JsonObject provenance;
    provenance.Set("imported_file", files_[i]);
    if (record.info.label == Label::kFake)
      provenance.Set("digital_source_type", kCompositeSynthetic);
    record.provenance = provenance.ToString();
    return record;
  }

 private:
  void Validate(const std::vector<Listed>& listed, int threads) {
    std::vector<std::string> reasons(listed.size());
    Progress progress("checking", "images", listed.size());
    ParallelFor(listed.size(), threads, [&](size_t i) {
      try {
        const Listed& one = listed[i];
        const cv::Mat image = DecodeImage(ReadImage(root_, one.file), one.file);
        if (!one.mask.empty())
          Check(DecodeGrey(ReadImage(root_, one.mask), one.mask).size() == image.size(), one.mask,
                " has another size than ", one.file, ".");
      } catch (const Interrupted&) {
        throw;
      } catch (const Error& error) {
        reasons[i] = error.what();
      }
      progress.Advance();
    });
    for (size_t i = 0; i < listed.size(); ++i) {
      if (!reasons[i].empty()) {
        refusals_.push_back({listed[i].file, reasons[i]});
        continue;
      }
      files_.push_back(listed[i].file);
      masks_.push_back(listed[i].mask);
      infos_.push_back(listed[i].info);
    }
  }

  /// An index speaks of its own ids; a twin that was refused or never listed is none.
  void RenameTwins(const std::vector<Listed>& listed) {
    std::unordered_map<std::string_view, std::string_view> renamed;
    std::unordered_set<std::string_view> kept;
    for (const SampleInfo& info : infos_) kept.insert(info.id);
    for (const Listed& one : listed)
      if (kept.contains(one.info.id))
        renamed.emplace(one.former_id.empty() ? one.info.id : one.former_id, one.info.id);
    for (SampleInfo& info : infos_) {
      const auto found = renamed.find(info.twin);
      info.twin = found == renamed.end() ? "" : std::string(found->second);
    }
  }

  /// Targets with several real images have no one twin.
  void FindTwins() {
    std::unordered_map<std::string, std::vector<std::string>> reals;
    for (const SampleInfo& info : infos_)
      if (info.label == Label::kReal) reals[info.target].push_back(info.id);
    for (SampleInfo& info : infos_) {
      if (info.label == Label::kReal) continue;
      const auto found = reals.find(info.target);
      if (found != reals.end() && found->second.size() == 1) info.twin = found->second.front();
    }
  }

  fs::path root_;
  std::vector<std::string> files_, masks_;
  std::vector<SampleInfo> infos_;
  std::vector<Refusal> refusals_;
};

}  // namespace

void Register_layout(DatasetRegistry& registry) {
  registry.Add<LayoutOptions>(
      "layout", "A folder of images, described by a CSV index or by path templates",
      [](const LayoutOptions& options, const DatasetContext& context) -> std::unique_ptr<Dataset> {
        return std::make_unique<LayoutDataset>(options, context);
      });
}

}  // namespace swapbench
