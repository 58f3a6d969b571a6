#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Usage: read_croissant.py FOLDER: is croissant.json what Croissant 1.0 asks for, and is every word of it true?

Written from the specification (mlcommons.org/croissant/1.0 and /RAI/1.0) and from store/schema.h, with nothing but
json, hashlib and h5py: it shares no line with what writes the file.
"""
import fnmatch
import hashlib
import json
import os
import re
import sys

import h5py

folder = sys.argv[1]
text = open(os.path.join(folder, "croissant.json"), encoding="utf-8").read()


def without_repetition(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key is repeated among {keys}"
    return dict(pairs)


croissant = json.loads(text, object_pairs_hook=without_repetition)
manifest = json.load(open(os.path.join(folder, "manifest.json"), encoding="utf-8"))
card = json.loads(manifest["card"])

# 1. Terms. Each key is JSON-LD's own, has a prefix that is declared, or means a term of schema.org or Croissant.
CR, SC = "http://mlcommons.org/croissant/", "https://schema.org/"
PREFIXES = {"cr": CR, "sc": SC, "dct": "http://purl.org/dc/terms/", "rai": CR + "RAI/"}
SCHEMA_ORG = {"name", "alternateName", "description", "license", "url", "creator", "datePublished", "version", "identifier",
              "keywords", "digitalSourceType", "distribution", "contentUrl", "contentSize", "encodingFormat", "sha256", "text"}
CROISSANT = {"citeAs", "isLiveDataset", "recordSet", "field", "key", "data", "dataType", "source", "fileSet", "fileObject",
             "extract", "column", "references", "repeated", "includes", "containedIn"}
RAI = {"dataCollection", "dataCollectionRawData", "dataManipulationProtocol", "dataAnnotationProtocol",
       "personalSensitiveInformation", "dataLimitations", "dataUseCases"}
context = croissant["@context"]
for prefix, address in PREFIXES.items():
    assert context[prefix] == address, prefix
assert context["@vocab"] == SC


def meaning(key):
    term = context.get(key, key)
    if isinstance(term, dict):
        term = term["@id"]
    prefix, colon, rest = term.partition(":")
    return PREFIXES[prefix] + rest if colon else SC + term


def check_terms(node):
    if isinstance(node, list):
        for item in node:
            check_terms(item)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key.startswith("@"):
            continue
        address = meaning(key)
        if key == "containedIn":  # the one term of Croissant that its own context in appendix 1 leaves to schema.org
            assert address == SC + "containedIn", address
        elif key in CROISSANT:
            assert address == CR + key, (key, address)
        elif key == "conformsTo":
            assert address == "http://purl.org/dc/terms/conformsTo"
        elif key.startswith("rai:"):
            assert key[4:] in RAI, key
        else:
            assert key in SCHEMA_ORG and address == SC + key, (key, address)
        if key != "data":
            check_terms(value)


check_terms({key: value for key, value in croissant.items() if key != "@context"})

# 2. What must be there: "Required" in the tables of the specification. Three of them only the card can know.
assert croissant["@type"] == "sc:Dataset"
assert croissant["conformsTo"] == "http://mlcommons.org/croissant/1.0"
for key in ("name", "description", "license", "distribution"):
    assert croissant[key], f"{key} is required"
for key, stated in (("url", "url"), ("creator", "creator"), ("datePublished", "published")):
    assert bool(card.get(stated)) == (key in croissant), f"{key} is required where the card states it and invented elsewhere"
assert croissant["name"] == manifest["corpus"] and croissant["identifier"] == manifest["fingerprint"]
assert re.fullmatch(r"\d+\.\d+\.\d+", croissant["version"])
if "datePublished" in croissant:
    assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", croissant["datePublished"])
if "creator" in croissant:
    assert croissant["creator"]["@type"] in ("Organization", "Person") and croissant["creator"]["name"] == card["creator"]
if isinstance(croissant["license"], dict):
    assert croissant["license"]["@type"] == "CreativeWork" and croissant["license"]["text"] == card["licence"]
else:
    assert croissant["license"].startswith("http") and croissant["license"].endswith(card["licence"])
assert croissant.get("citeAs", "") == card.get("citation", "")
assert croissant["isLiveDataset"] is False
assert croissant.get("rai:dataLimitations", []) == card.get("known_defects", [])
assert card["consent"] in croissant["rai:personalSensitiveInformation"]
assert manifest["recipe"] in croissant["rai:dataManipulationProtocol"]

# 3. Names: each stands for one thing, and each reference has its thing.
ids, references = [], []


def walk(node):
    if isinstance(node, list):
        for item in node:
            walk(item)
    if isinstance(node, dict):
        if set(node) == {"@id"}:
            references.append(node["@id"])
        elif "@id" in node:
            ids.append(node["@id"])
        for key, value in node.items():
            if key not in ("@context", "data"):
                walk(value)


walk({key: value for key, value in croissant.items() if key != "@context"})
assert len(ids) == len(set(ids)) and set(references) <= set(ids), set(references) - set(ids)

# 4. Files: every file of the folder but this one, with its size and hash.
files = {item["@id"]: item for item in croissant["distribution"] if item["@type"] == "cr:FileObject"}
sets = {item["@id"]: item for item in croissant["distribution"] if item["@type"] == "cr:FileSet"}
assert len(files) + len(sets) == len(croissant["distribution"])
assert set(files) == set(os.listdir(folder)) - {"croissant.json"}, set(os.listdir(folder)) ^ set(files)
for name, item in files.items():
    content = open(os.path.join(folder, item["contentUrl"]), "rb").read()
    assert item["name"] == name and item["encodingFormat"].count("/") == 1
    assert item["contentSize"] == f"{len(content)} B", name
    assert item["sha256"] == hashlib.sha256(content).hexdigest(), name
for item in sets.values():
    assert item["includes"] and item["encodingFormat"]
shards = sorted(fnmatch.filter(files, sets["shards"]["includes"]))
assert len(shards) == manifest["shards"]

# 5. Records, as the descriptions say that they are found.
record_sets = {item["@id"]: item for item in croissant["recordSet"]}
for item in record_sets.values():
    assert item["@type"] == "cr:RecordSet" and item["key"]["@id"].startswith(item["@id"] + "/")
    names = [field["@id"] for field in item["field"]]
    assert item["key"]["@id"] in names
    for field in item["field"]:
        assert field["@type"] == "cr:Field" and field["name"] and field["dataType"]
        assert field["@id"] == f"{item['@id']}/{field['name']}"
        assert ("source" in field) != ("data" in item), field["@id"]
        types = field["dataType"] if isinstance(field["dataType"], list) else [field["dataType"]]
        assert all(kind.split(":")[0] in PREFIXES for kind in types)
    for row in item.get("data", []):
        assert set(row) <= set(names) and item["key"]["@id"] in row

fields = {field["name"]: field for field in record_sets["records"]["field"]}
columns = {field["source"]["extract"]["column"] for field in fields.values()}
assert all(field["source"]["fileSet"] == {"@id": "shards"} for field in fields.values())
found, rows, sources = set(), [], set()
for name in shards:
    with h5py.File(os.path.join(folder, name)) as shard:
        datasets = []
        shard.visititems(lambda path, item: datasets.append("/" + path) if isinstance(item, h5py.Dataset) else None)
        plain = {path for path in datasets if not re.search(r"/(offset|xxh64)$", path) and not path.startswith("/dict/")}
        assert plain <= columns, f"{name} holds {plain - columns}, which no field describes"
        found |= plain
        count = len(shard["/info/id"])
        words = {}
        for field in fields.values():
            column = field["source"]["extract"]["column"]
            if column not in plain:
                continue
            group = column[: -len("/bytes")]
            if column.endswith("/bytes"):
                offset = shard[group + "/offset"][:]
                assert len(offset) == count + 1 and offset[-1] == len(shard[column])
                assert f"{group}/offset[i] to offset[i+1]" in field["description"]
            elif column.startswith("/info/"):
                dictionary = shard[column.replace("/info/", "/dict/")][:]
                words[field["name"]] = [dictionary[code].decode() for code in shard[column][:]]
                assert len(words[field["name"]]) == count and f"{column}[i] of /dict/" in field["description"]
            else:
                assert field["repeated"] is True and len(shard[column]) == count
        offset, blob = shard["/provenance/offset"][:], shard["/provenance/bytes"][:].tobytes()
        image = shard["/image/bytes"][:].tobytes()
        for i in range(count):
            row = {name: values[i] for name, values in words.items()}
            provenance = json.loads(blob[offset[i]:offset[i + 1]] or b"{}")
            while provenance and "digital_source_type" not in provenance:
                provenance = provenance.get("original")
            row["source_type"] = (provenance or {}).get("digital_source_type", "")
            start = image[shard["/image/offset"][i]:][:12]
            assert start.startswith((b"\xff\xd8", b"\x89PNG")) or start[8:] == b"WEBP"
            rows.append(row)
assert found == columns, f"no shard holds {columns - found}"
assert len({row["id"] for row in rows}) == len(rows) == manifest["records"], "the key does not name a record"

for column, listed in (("label", "labels"), ("split", "splits")):
    values = {row[column] for row in rows if row[column]}
    if listed in record_sets:
        assert fields[column]["references"] == {"field": {"@id": f"{listed}/name"}}
        assert values <= {row[f"{listed}/name"] for row in record_sets[listed]["data"]}
    else:
        assert not values
assert "cr:Label" in fields["label"]["dataType"]
assert record_sets.get("splits", {}).get("dataType", "cr:Split") == "cr:Split"

# 6. The sentences about numbers, counted again.
reals = [row for row in rows if row["label"] == "real"]
fakes = [row for row in rows if row["label"] == "fake"]
assert f"This copy holds {len(reals)} real pictures and {len(fakes)} fakes." in croissant["description"]
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
wanted = {row["source_type"] for row in rows if row["source_type"]} | ({IPTC + "compositeSynthetic"} if fakes else set())
assert set(croissant.get("digitalSourceType", [])) == wanted, wanted
for label, group in (("real", reals), ("fake", fakes)):
    for kind in {row["source_type"] for row in group if row["source_type"]}:
        count = sum(row["source_type"] == kind for row in group)
        sentences = [s for s in croissant["rai:dataCollectionRawData"] if kind in s and f" {label} " in s]
        assert len(sentences) == 1 and sentences[0].startswith(f"{count} of {len(group)} {label} "), sentences
nobody = reals and all(row["source_type"] == IPTC + "algorithmicMedia" for row in reals)
assert bool(nobody) == ("Nobody is shown" in croissant["rai:personalSensitiveInformation"])
for method in {row["method"] for row in fakes if row["method"]}:
    count = sum(row["method"] == method for row in fakes)
    assert f"{method} ({count})" in croissant["rai:dataManipulationProtocol"], method

# 7. The card for people has the same numbers.
page = open(os.path.join(folder, "card.md"), encoding="utf-8").read()
identities = {row["target"] for row in rows if row["target"]}
assert f"| all | {len(reals)} | {len(fakes)} | {len(identities)} |" in page
for split in {row["split"] for row in rows}:
    counts = [sum(row["split"] == split for row in group) for group in (reals, fakes)]
    people = {row["target"] for row in rows if row["split"] == split and row["target"]}
    assert f"| {split or '(none)'} | {counts[0]} | {counts[1]} | {len(people)} |" in page, split
print(f"{folder}: {len(files)} files, {len(fields)} fields, {len(rows)} records")
