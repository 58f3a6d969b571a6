#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Proves the architecture by reading the sources: who includes whom, where each library lives, and
that rooms whose bytes must be the same on every machine call nothing whose bits vary by CPU.

Usage: check_layers.py [ROOT]     exit 0: all holds; 1: `file:line: what: why` for each breach
"""
import re
import sys
from pathlib import Path

# Each room may include itself, its neighbours here, and what those include.
EDGES = {
    "core": [],
    "stats": ["core"],
    "image": ["core"],
    "faces": ["image"],
    "portrait": ["faces"],
    "data": ["portrait"],
    "store": ["data", "stats"],
    "nets": ["core", "image"],
    "backend": ["nets"],
    "synth": ["data", "backend"],
    "detect": ["data", "backend", "stats"],
    "train": ["nets", "stats", "synth", "detect"],
    "bench": ["detect", "stats"],
    "report": ["stats", "bench"],
    "lab": ["core", "stats", "image", "faces", "portrait", "data", "store", "nets", "backend", "synth",
            "detect", "train", "bench", "report"],
    "cli": ["lab"],
}

# (pattern of the include, rooms, only in .cc files, why)
HOMES = [
    (r"(hdf5|H5\w+)\.h", "store", False, "HDF5 handles never leave store"),
    (r"(torch|ATen|c10|caffe2)/", "nets train backend", False, "tensors never leave nets, train and backend"),
    (r"nlohmann/json_fwd", "data report", False,
     "the charts share helpers that take and give JSON, the importers the one that reads a file of it"),
    (r"nlohmann/(?!json_fwd)", "core data store nets bench report lab cli", True,
     "json.hpp costs 3 s a file: only sources that read JSON include it, core/json.h writes it"),
    (r"spdlog/", "core store report cli", True, "spdlog costs 3 s a file: use core/log.h"),
    (r"boost/program_options", "core store report cli", True, "2 s a file: use core/config.h"),
    (r"boost/math/", "stats bench", True, "distributions belong to stats, percentiles to bench"),
    (r"boost/(?!math/|program_options)", "", False, "of Boost only math and program_options are used"),
    (r"(oneapi/)?tbb/", "core", True, "use core/parallel.h"),
    (r"Random123/", "core", True, "use core/rng.h"),
    (r"openssl/|xxhash", "core", True, "use core/hash.h"),
    (r"onnx/|google/protobuf/", "nets backend", True, "ONNX is written and read by nets and backend"),
    (r"dlib/", "faces", True, "dlib lives in one file of faces"),
    (r"opencv2/videoio", "image", True, "use image/video.h"),
    (r"opencv2/objdetect", "faces", True, "use faces/locate.h"),
    (r"benchmark/", "", False, "Google Benchmark is for experiments/runtime"),
    (r"opencv2/", "image faces portrait data store nets backend synth detect train bench report lab cli", False,
     "core and stats know no images"),
    (r"random$", "", False, "the standard distributions differ between libraries: use core/rng.h"),
]

# Rooms that promise the same bytes on every x86-64 machine.
STABLE_ROOMS = ["image", "faces", "portrait", "synth", "data"]
# What single files of them may call besides: a locator's answer is recorded in the corpus, not promised to be the
# same on another processor.
RECORDED = {"faces/yunet.cc": ["FaceDetectorYN::create"]}
LIBM = ("exp exp2 exp10 expm1 log log2 log10 log1p pow sin cos tan sincos asin acos atan atan2 sinh cosh tanh "
        "asinh acosh atanh cbrt hypot erf erfc tgamma lgamma fma").split()
CV_TYPES = re.compile(r"Mat_?|Matx\w*|Vec\w*|Point\w*|Size\w*|Rect\w*|RotatedRect|Scalar\w*|Range|Ptr|String|"
                      r"Exception|TermCriteria|KeyPoint|(Input|Output|InputOutput)Array\w*|saturate_cast")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
CV_CALL = re.compile(r"\bcv::((?:\w+::)*\w+)\s*(?:<[^<>;(){}]*>)?\s*([({])")
LIBM_CALL = re.compile(r"(?<![\w.:])(?<!->)(?:std::|::)?(" + "|".join(LIBM) + r")[fl]?\s*\(")
FROM_CV = re.compile(r"\busing\s+(namespace\s+cv\b|cv::\w+)|\bnamespace\s+\w+\s*=\s*cv\b")
CONVERT = re.compile(r"\.\s*convertTo\s*\(")
INVERSE = re.compile(r"\.\s*(inv|solve)\s*\(")


def closure(room):
    seen, open_rooms = set(), [room]
    while open_rooms:
        name = open_rooms.pop()
        if name not in seen:
            seen.add(name)
            open_rooms += EDGES[name]
    return seen


def code_only(text):
    """Comments, strings and characters blanked; line numbers kept."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![\w])\'(?:\\.|[^\'\\\n])+\'', re.S)
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def argument_count(text, opening):
    """Arguments of the call whose parenthesis stands at `opening`."""
    depth, count = 0, 1
    for character in text[opening:]:
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
            if depth == 0:
                return count
        elif character == "," and depth == 1:
            count += 1
    return count


def stable_functions(root):
    """The words behind `// stable:` in toolkit/image/stable.h."""
    header = root / "toolkit/image/stable.h"
    if not header.exists():
        return set()
    lines = re.findall(r"^//+\s*stable:(.*)$", header.read_text(), re.M)
    return {word for line in lines for word in re.findall(r"\w+", line)}


def is_member_initialiser(code, position):
    """`: sin(x)` or `, sin(x)` behind a constructor's head: outside every parenthesis."""
    before = code[:position]
    statement = re.split(r"[;{}]", before)[-1]
    outside = before.count("(") == before.count(")")
    return outside and before.rstrip()[-1:] in (",", ":") and "?" not in statement


class Checker:
    def __init__(self, root):
        self.root = root
        self.toolkit = root / "toolkit"
        self.files = sorted(p for p in self.toolkit.rglob("*") if p.suffix in (".h", ".cc"))
        self.stable = stable_functions(root)
        self.breaches = []
        self.includes = {}  # path relative to toolkit -> [(line, bracket, target)]

    def breach(self, path, line, what, why):
        self.breaches.append(f"{path.relative_to(self.root)}:{line}: {what}: {why}")

    def run(self):
        for path in self.files:
            text = path.read_text()
            self.check_first_line(path, text)
            self.check_includes(path, text)
            if path.relative_to(self.toolkit).parts[0] in STABLE_ROOMS:
                self.check_stable(path, code_only(text))
        self.check_torch_sources()
        return self.breaches

    def check_first_line(self, path, text):
        if not text.startswith("// SPDX-License-Identifier: Apache-2.0\n"):
            self.breach(path, 1, "no SPDX line", "every file begins `// SPDX-License-Identifier: Apache-2.0`")

    def check_includes(self, path, text):
        relative = path.relative_to(self.toolkit)
        room, found = relative.parts[0], []
        if room not in EDGES:
            self.breach(path, 1, f"toolkit/{room} is not in the layer table", "add its edges to EDGES in check_layers.py")
            return
        allowed = closure(room)
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            bracket, target = match.groups()
            found.append((number, bracket, target))
            if target.endswith(".cc"):
                self.breach(path, number, f'includes "{target}"', "a source file is never included")
            other = target.split("/")[0]
            if bracket == '"' and other in EDGES and other not in allowed:
                self.breach(path, number, f'includes "{target}"',
                            f"{room} may include only {', '.join(sorted(allowed))}")
            self.check_home(path, number, room, target)
        self.includes[str(relative)] = found

    def check_home(self, path, number, room, target):
        for pattern, rooms, only_sources, why in HOMES:
            if not re.match(pattern, target):
                continue
            if room not in rooms.split():
                self.breach(path, number, f"includes <{target}>", why)
            elif only_sources and path.suffix != ".cc":
                self.breach(path, number, f"includes <{target}> in a header", why)

    def needs_torch(self, relative, seen):
        if relative in seen:
            return False
        seen.add(relative)
        return any(re.match(r"(torch|ATen|c10|caffe2)/", target) or self.needs_torch(target, seen)
                   for _, _, target in self.includes.get(relative, []))

    def check_torch_sources(self):
        """Who sees LibTorch, even through a header, must be a room that may, and say so to CMake."""
        for relative in self.includes:
            if not self.needs_torch(relative, set()):
                continue
            path = self.toolkit / relative
            room = path.relative_to(self.toolkit).parts[0]
            if room not in ("nets", "train", "backend"):
                self.breach(path, 1, "sees LibTorch through its includes", "only nets, train and backend may")
            elif path.suffix == ".cc" and path.stem not in self.torch_words(room):
                self.breach(path, 1, "sees LibTorch through its includes",
                            f"name it under TORCH_SOURCES or TORCH_PLUGINS in toolkit/{room}/CMakeLists.txt")

    def torch_words(self, room):
        lists = self.toolkit / room / "CMakeLists.txt"
        text = re.sub(r"#.*", "", lists.read_text()) if lists.exists() else ""
        words = set()
        for block in re.findall(r"TORCH_(?:SOURCES|PLUGINS)\s+(.*?)(?=\b[A-Z_]{6,}\b|\))", text, re.S):
            words |= {re.sub(r"\.cc$", "", word) for word in block.split()}
        return words

    def check_stable(self, path, code):
        def say(position, what, why):
            self.breach(path, line_of(code, position), what, why)

        allowed = self.stable.union(RECORDED.get(str(path.relative_to(self.toolkit)), []))
        for match in CV_CALL.finditer(code):
            name = match.group(1)
            if not CV_TYPES.fullmatch(name.split("::")[0]) and name not in allowed:
                say(match.start(), f"calls cv::{name}",
                    "it is not on the allow-list of toolkit/image/stable.h, so its bits may differ between CPUs")
        for match in LIBM_CALL.finditer(code):
            if is_member_initialiser(code, match.start()):
                continue
            say(match.start(), f"calls {match.group(1)}", "glibc picks its kernel by CPU: use core/stable_math.h")
        for match in FROM_CV.finditer(code):
            say(match.start(), match.group().strip(), "write cv:: in full, so that the allow-list can be checked")
        for match in CONVERT.finditer(code):
            if argument_count(code, match.end() - 1) > 3:
                say(match.start(), "calls convertTo with a scale and an offset",
                    "OpenCV fuses the two on some CPUs: scale and add in two steps or by hand")
        for match in INVERSE.finditer(code):
            say(match.start(), f"calls .{match.group(1)}()", "LU differs between CPUs: invert in closed form")


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent).resolve()
    checker = Checker(root)
    breaches = checker.run()
    if not checker.files:
        print(f"{root}/toolkit holds no sources.")
        return 1
    for breach in breaches:
        print(breach)
    print(f"layers: {len(checker.files)} files, {len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
