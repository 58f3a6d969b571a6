# Run at build time: writes core/build_info_generated.h where its content changed.
# The source hash covers toolkit/ and the build files, not tests, documents or experiments.
file(GLOB_RECURSE sources RELATIVE ${SOURCE_DIR} ${SOURCE_DIR}/toolkit/* ${SOURCE_DIR}/CMakeLists.txt)
list(SORT sources)
set(hashes "")
foreach(file IN LISTS sources)
  file(SHA256 ${SOURCE_DIR}/${file} hash)
  string(APPEND hashes "${file} ${hash}\n")
endforeach()
string(SHA256 SOURCE_HASH "${hashes}")

set(COMMIT unknown)
execute_process(COMMAND git -C ${SOURCE_DIR} rev-parse --short=12 HEAD
  OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(NOT failed)
  set(COMMIT ${revision})
  execute_process(COMMAND git -C ${SOURCE_DIR} status --porcelain --untracked-files=no
    OUTPUT_VARIABLE changes ERROR_QUIET)
  if(changes)
    string(APPEND COMMIT "+changes")
  endif()
endif()

file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
#pragma once
#define SWAPBENCH_VERSION "@VERSION@"
#define SWAPBENCH_COMMIT "@COMMIT@"
#define SWAPBENCH_SOURCE_HASH "@SOURCE_HASH@"
#define SWAPBENCH_COMPILER "@COMPILER@"
#define SWAPBENCH_BUILD_TYPE "@BUILD_TYPE@"
#define SWAPBENCH_TORCH_VERSION "@TORCH_VERSION@"
]])
