#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The checks, one verb each; several verbs run in the order given: scripts/ci.sh format layers build test
#   format   every C++ file is as clang-format 14 writes it
#   layers   the includes keep to the layer table
#   build    everything, experiments too, g++, optimised, warnings are errors
#   test     every test of that build
#   asan     everything without LibTorch under AddressSanitizer and UBSan: build and test
#   tidy     every file without LibTorch through clang 14 (our warnings are errors) and clang-tidy 14
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=$(nproc)

format() {
  git ls-files -z --cached --others --exclude-standard 'toolkit/*.h' 'toolkit/*.cc' 'tests/*.h' 'tests/*.cc' 'experiments/*.h' 'experiments/*.cc' |
    xargs -0 -r -n 40 -P "$jobs" clang-format-14 --dry-run -Werror
}

layers() {
  /usr/bin/python3 scripts/check_layers.py
  /usr/bin/python3 tests/scripts/check_layers_test.py
}

# Configures PRESET; its messages are shown only where it fails.
configure() {
  local log
  log=$(mktemp)
  cmake --preset "$1" "${@:2}" >"$log" 2>&1 || { cat "$log"; rm -f "$log"; return 2; }
  rm -f "$log"
}

build() {
  configure release -DBUILD_TESTING=ON
  ninja -C build/release -j "$jobs" all benchmarks measure_locators measure_portraits paired_self_blend
}

run_tests() { ctest --preset "$1" -j "$jobs" --no-tests=error; }

test_all() {
  [ -e build/release/build.ninja ] || build
  run_tests release
}

asan() {
  configure asan
  ninja -C build/asan -j "$jobs"
  run_tests asan
}

tidy() {
  configure clang
  ninja -C build/clang swapbench_generated
  local status=0
  tidy_files toolkit experiments || status=1
  # Tests: that clang accepts them without a warning is enough, at a third of the time.
  tidy_files tests --checks='-*,clang-diagnostic-*,bugprone-use-after-move' || status=1
  [ $status -eq 0 ] || echo "tidy: clang or clang-tidy found something, see above." >&2
  return $status
}

# tidy_files FOLDER... [OPTION...]: the files of these folders that the clang build compiles.
tidy_files() {
  local folders=() options=(--quiet -p build/clang)
  for argument in "$@"; do
    case $argument in -*) options+=("$argument") ;; *) folders+=("$argument") ;; esac
  done
  /usr/bin/python3 -c '
import json, os, sys
for entry in json.load(open("build/clang/compile_commands.json")):
    path = os.path.relpath(entry["file"])
    if path.split("/")[0] in sys.argv[1:] and path.endswith(".cc"):
        print(path)' "${folders[@]}" |
    xargs -r -n 1 -P "$jobs" clang-tidy-14 "${options[@]}" 2> >(grep -v 'warnings\? generated\.$' >&2)
}

[ $# -gt 0 ] || { sed -n '3,9s/^# \?//p' "$0"; exit 2; }
for verb in "$@"; do
  case $verb in
    format | layers | build | asan | tidy) action=$verb ;;
    test) action=test_all ;;
    *) echo "ci.sh: unknown verb '$verb': format, layers, build, test, asan or tidy." >&2; exit 2 ;;
  esac
  echo "== $verb"
  begin=$SECONDS
  $action
  echo "== $verb took $((SECONDS - begin)) s"
done
