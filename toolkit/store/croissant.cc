// SPDX-License-Identifier: Apache-2.0
// Croissant 1.0, http://mlcommons.org/croissant/1.0, and its vocabulary for responsible AI,
// http://mlcommons.org/croissant/RAI/1.0. The format knows no way into an HDF5 file: `column` names
// the dataset inside it, and the description of each field says how a record is found there.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/hash.h"
#include "data/provenance.h"
#include "store/facts.h"
#include "store/manifest.h"
#include "store/papers.h"

namespace swapbench {
namespace {

using Json = nlohmann::ordered_json;

/// What the short keys below mean, appendix 1 of the specification.
Json Context() {
  Json context = {{"@language", "en"}, {"@vocab", "https://schema.org/"}};
  for (const char* term :
       {"citeAs",       "column",      "excludes",  "extract",   "field",         "fileObject",
        "fileProperty", "fileSet",     "format",    "includes",  "isLiveDataset", "jsonPath",
        "key",          "parentField", "path",      "recordSet", "references",    "regex",
        "repeated",     "replace",     "separator", "source",    "subField",      "transform"})
    context[term] = std::string("cr:") + term;
  context["conformsTo"] = "dct:conformsTo";
  context["data"] = {{"@id", "cr:data"}, {"@type", "@json"}};
  context["dataType"] = {{"@id", "cr:dataType"}, {"@type", "@vocab"}};
  context["cr"] = "http://mlcommons.org/croissant/";
  context["dct"] = "http://purl.org/dc/terms/";
  context["rai"] = "http://mlcommons.org/croissant/RAI/";
  context["sc"] = "https://schema.org/";
  return context;
}

Json Reference(const std::string& id) { return {{"@id", id}}; }

/// An address as it is, one word as the SPDX identifier that it should be, a sentence as terms.
Json Licence(const std::string& licence) {
  if (licence.starts_with("http")) return licence;
  if (licence.find(' ') == std::string::npos) return "https://spdx.org/licenses/" + licence;
  return {{"@type", "CreativeWork"}, {"name", "Terms of use"}, {"text", licence}};
}

Json File(const std::string& name, const std::string& format, size_t bytes,
          const std::string& sha256, const std::string& description) {
  return {{"@type", "cr:FileObject"},
          {"@id", name},
          {"name", name},
          {"description", description},
          {"contentUrl", name},
          {"contentSize", std::to_string(bytes) + " B"},
          {"encodingFormat", format},
          {"sha256", sha256}};
}

Json TextFile(const std::string& name, const std::string& format, const std::string& text,
              const std::string& description) {
  return File(name, format, text.size(), Sha256(text), description);
}

constexpr const char* kShards = "shards";
constexpr const char* kHdf5 = "application/x-hdf5";

Json Distribution(const std::vector<SideCar>& side_cars) {
  Json files = Json::array();
  files.push_back(TextFile(kManifestName, "application/json", ManifestText(side_cars),
                           "Names and hashes of all shards, and the corpus's fingerprint."));
  files.push_back(
      TextFile("card.md", "text/markdown", CardText(side_cars), "The same as here, for people."));
  for (const SideCar& side_car : side_cars) {
    const std::string records = std::to_string(side_car.records) + " records";
    files.push_back(File(ShardName(side_car.shard), kHdf5, side_car.bytes, side_car.sha256,
                         records + ", readable with any HDF5 library."));
    files.push_back(TextFile(SideCarName(side_car.shard), "application/json", ToJson(side_car),
                             "Hashes of the shard and of each of its records."));
  }
  files.push_back({{"@type", "cr:FileSet"},
                   {"@id", kShards},
                   {"name", kShards},
                   {"description", "All shards, in the order of their numbers."},
                   {"containedIn", Reference(kManifestName)},
                   {"encodingFormat", kHdf5},
                   {"includes", "shard-*.h5"}});
  return files;
}

/// A field that a person may look up in a short list which stands in this file.
Json Listed(const std::string& set, const std::string& name, const Json& type,
            const std::string& description) {
  return {{"@type", "cr:Field"},
          {"@id", set + "/" + name},
          {"name", name},
          {"description", description},
          {"dataType", type}};
}

Json Labels() {
  return {{"@type", "cr:RecordSet"},
          {"@id", "labels"},
          {"name", "labels"},
          {"description", "What a record is."},
          {"dataType", "sc:Enumeration"},
          {"key", Reference("labels/name")},
          {"field",
           {Listed("labels", "name", "sc:Text", "The label."),
            Listed("labels", "description", "sc:Text", "What it means.")}},
          {"data",
           {{{"labels/name", "real"},
             {"labels/description", "the face belongs to the body; drawn people included"}},
            {{"labels/name", "fake"},
             {"labels/description",
              "labelled a face swap by the source or made as one, controls included"}}}}};
}

/// The address of a split's usual meaning, "" for a name that has none.
std::string SplitUrl(const std::string& split) {
  if (split == "train") return "cr:TrainingSplit";
  if (split == "val") return "cr:ValidationSplit";
  return split == "test" ? "cr:TestSplit" : "";
}

bool HasSplits(const Facts& facts) {
  return std::ranges::any_of(facts.splits, [](const auto& one) { return !one.split.empty(); });
}

Json Splits(const std::vector<SplitCount>& splits) {
  Json data = Json::array();
  for (const SplitCount& split : splits) {
    if (split.split.empty()) continue;
    Json row = {{"splits/name", split.split}};
    if (const std::string url = SplitUrl(split.split); !url.empty()) row["splits/url"] = url;
    data.push_back(row);
  }
  return {{"@type", "cr:RecordSet"},
          {"@id", "splits"},
          {"name", "splits"},
          {"description", "The parts that training and testing keep apart."},
          {"dataType", "cr:Split"},
          {"key", Reference("splits/name")},
          {"field",
           {Listed("splits", "name", "sc:Text", "The split."),
            Listed("splits", "url", "cr:Split", "What it is for.")}},
          {"data", data}};
}

Json Field(const std::string& name, const Json& type, const std::string& dataset,
           const std::string& description) {
  return {{"@type", "cr:Field"},
          {"@id", "records/" + name},
          {"name", name},
          {"description", description},
          {"dataType", type},
          {"source", {{"fileSet", Reference(kShards)}, {"extract", {{"column", dataset}}}}}};
}

Json Blob(const std::string& name, const Json& type, const std::string& what) {
  return Field(name, type, "/" + name + "/bytes",
               what + " Bytes /" + name +
                   "/offset[i] to offset[i+1] of this dataset; none where "
                   "the two are equal.");
}

Json Points(const std::string& name, const std::string& what) {
  Json field = Field(name, "sc:Float", "/" + name, what + " NaN where unknown.");
  field["repeated"] = true;
  return field;
}

Json Column(const std::string& name, const std::string& what) {
  return Field(name, "sc:Text", "/info/" + name,
               what + " Word number /info/" + name + "[i] of /dict/" + name + ".");
}

/// The columns of SampleInfo in words.
const std::vector<std::pair<const char*, const char*>>& Columns() {
  static const std::vector<std::pair<const char*, const char*>> columns = {
      {"id", "Name of the record, unique in the corpus."},
      {"dataset", "Dataset that the record was taken from."},
      {"clip", "What was recorded in one go; frames of a clip are not independent."},
      {"target", "Identity whose body is shown."},
      {"source", "Identity whose face is shown, of a fake."},
      {"method", "How a fake was made."},
      {"split", "Part that training and testing keep apart."},
      {"twin", "Id of the real record that a fake was made from."},
      {"degradation", "What was done to the picture afterwards."}};
  return columns;
}

Json Records(const Facts& facts) {
  Json fields = Json::array();
  fields.push_back(Blob("image", "sc:ImageObject", "The encoded picture: JPEG, PNG or WebP."));
  fields.push_back(Blob("mask", {"sc:ImageObject", "cr:SegmentationMask"},
                        "8-bit grey PNG: how much of a pixel was replaced, of a fake."));
  fields.push_back(Blob("classes", {"sc:ImageObject", "cr:SegmentationMask"},
                        "8-bit PNG of class numbers: " + ClassNumbers() + "."));
  fields.push_back(Blob("provenance", "sc:Text",
                        "JSON: every parameter drawn of a swap, the main ones of a drawn person, "
                        "and under digital_source_type IPTC's word for where the picture comes "
                        "from."));
  fields.push_back(Points("landmarks", "68 points (x, y) in pixels, 300-W order."));
  fields.push_back(Points("landmarks_3d", "The same points (x, y, z) in millimetres of a head."));
  Json label = Column("label", "Real or fake.");
  label["dataType"] = {"sc:Text", "cr:Label"};
  label["references"] = {{"field", Reference("labels/name")}};
  fields.push_back(label);
  for (const auto& [name, what] : Columns()) fields.push_back(Column(name, what));
  if (HasSplits(facts))
    for (Json& field : fields)
      if (field["name"] == "split") field["references"] = {{"field", Reference("splits/name")}};
  if (facts.contents)
    for (const std::string& name : facts.contents->attributes)
      fields.push_back(
          Column(name, "Attribute of the record; absent from shards in which no record has it."));
  return {{"@type", "cr:RecordSet"},
          {"@id", "records"},
          {"name", "records"},
          {"description",
           "One face a record. Shards lie end to end; i counts the records of one shard from 0."},
          {"key", Reference("records/id")},
          {"field", fields}};
}

Json SourceTypes(const Facts& facts) {
  std::set<std::string> types;
  if (facts.fakes > 0) types.insert(kCompositeSynthetic);
  if (facts.contents)
    for (const auto& [label, counts] : facts.contents->sources)
      for (const auto& [type, count] : counts) types.insert(type);
  return types;
}

std::string Description(const Facts& facts) {
  const std::string stated = facts.Stated("description"), title = facts.Stated("title");
  return Concat(stated.empty() ? title : stated, stated.empty() && title.empty() ? "" : " ",
                "This copy holds ", facts.reals, " real pictures and ", facts.fakes, " fakes.");
}

std::string MethodSentence(const Facts& facts) {
  std::vector<std::string> methods;
  for (const auto& [method, count] : facts.methods)
    methods.push_back(Concat(method, " (", count, ")"));
  return methods.empty() ? "" : "Fakes by method: " + Join(methods, ", ") + ". ";
}

void SetResponsibility(Json& json, const Facts& facts) {
  const std::string collection = facts.Stated("collection"), consent = facts.Stated("consent");
  json["rai:dataCollection"] = collection.empty() ? Description(facts) : collection;
  json["rai:dataCollectionRawData"] = SourceSentences(facts);
  json["rai:dataManipulationProtocol"] =
      MethodSentence(facts) +
      "Every record's provenance states what was done to it. Recipe of the corpus:\n" +
      facts.info.recipe;
  json["rai:dataAnnotationProtocol"] =
      "Labels were taken from the source or follow from the making; nobody judged pictures by eye "
      "for this corpus.";
  json["rai:personalSensitiveInformation"] =
      Concat("The pictures show faces. Consent of the people shown: ",
             consent.empty() ? "not stated" : consent, ". ", ConsentSentence(facts));
  if (!facts.known_defects.empty()) json["rai:dataLimitations"] = facts.known_defects;
  json["rai:dataUseCases"] = {
      "Training, validation and testing of detectors of face swaps.",
      "Not for putting a chosen face on a chosen body: pairs are drawn by the seed."};
}

}  // namespace

std::string CroissantText(const std::vector<SideCar>& side_cars) {
  const Facts facts = GatherFacts(side_cars);
  Json json;
  json["@context"] = Context();
  json["@type"] = "sc:Dataset";
  json["conformsTo"] = "http://mlcommons.org/croissant/1.0";
  json["name"] = facts.info.name;
  if (const std::string title = facts.Stated("title"); !title.empty())
    json["alternateName"] = title;
  json["description"] = Description(facts);
  if (const std::string text = facts.Stated("licence"); !text.empty())
    json["license"] = Licence(text);
  if (const std::string url = facts.Stated("url"); !url.empty()) json["url"] = url;
  if (const std::string creator = facts.Stated("creator"); !creator.empty())
    json["creator"] = {{"@type", "Organization"}, {"name", creator}};
  if (const std::string date = facts.Stated("published"); !date.empty())
    json["datePublished"] = date;
  if (const std::string text = facts.Stated("citation"); !text.empty()) json["citeAs"] = text;
  json["version"] = facts.info.toolkit_version;
  json["identifier"] = facts.info.fingerprint;
  json["isLiveDataset"] = false;
  json["keywords"] = {"face swap", "deepfake detection", "SwapBench"};
  if (const Json types = SourceTypes(facts); !types.empty()) json["digitalSourceType"] = types;
  SetResponsibility(json, facts);
  json["distribution"] = Distribution(side_cars);
  json["recordSet"] = Json::array({Labels()});
  if (HasSplits(facts)) json["recordSet"].push_back(Splits(facts.splits));
  json["recordSet"].push_back(Records(facts));
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace swapbench
