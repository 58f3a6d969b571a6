#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The checks, one verb each; several verbs run in the order given: scripts/ci.sh format layers build test
#   format   every C++ file is as clang-format 14 writes it
#   layers   the includes keep to the layer table
#   build    everything, g++, optimised, warnings are errors
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
  ninja -C build/release -j "$jobs"
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
  local sources
  sources=$(mktemp)
  /usr/bin/python3 -c '
import json
for entry in json.load(open("build/clang/compile_commands.json")):
    print(entry["file"])' >"$sources"
  local status=0
  xargs -r -n 1 -P "$jobs" clang-tidy-14 -p build/clang --quiet <"$sources" 2> >(grep -v 'warnings\? generated\.$' >&2) || status=$?
  rm -f "$sources"
  [ $status -eq 0 ] || { echo "tidy: clang or clang-tidy found something, see above." >&2; return 1; }
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
