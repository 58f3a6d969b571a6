# The headers that most files need, compiled once. clang-tidy's build does without: files still include
# what they use. A file with another -O than the rest must skip them (SKIP_PRECOMPILE_HEADERS): GCC 12
# crashes on the difference under the sanitizers.
function(swapbench_common_headers target)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/${target}.cc CONTENT "// Owns a precompiled header.\n")
  add_library(${target} OBJECT ${PROJECT_BINARY_DIR}/generated/${target}.cc)
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <cstdint> <filesystem> <functional> <map>
    <memory> <optional> <span> <string> <string_view> <unordered_map> <vector>)
  target_link_libraries(${target} PRIVATE swapbench_warnings)
endfunction()

# One function makes a module: a static library from toolkit/<name>, its plug-in list and its edges.
#
#   swapbench_module(detect
#     SOURCES detector.cc
#     PLUGINS brightness coin            # one <word>.cc each, which defines Register_<word>
#     PUBLIC  swapbench::data            # the edges of the layer table
#     PRIVATE fmt::fmt
#     TORCH_SOURCES network.cc)          # files that need LibTorch: absent without it, and the only
#                                        # ones that see its headers (shared precompiled header)
#
# TORCH_PLUGINS are words whose one file needs LibTorch.

function(swapbench_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PLUGINS;TORCH_SOURCES;TORCH_PLUGINS;PUBLIC;PRIVATE" ${ARGN})
  set(target swapbench_${name})
  set(words ${ARG_PLUGINS})
  set(plain_sources ${ARG_SOURCES})
  list(TRANSFORM ARG_PLUGINS APPEND .cc OUTPUT_VARIABLE plugin_sources)
  list(APPEND plain_sources ${plugin_sources})
  set(torch_sources "")
  if(SWAPBENCH_WITH_TORCH)
    list(TRANSFORM ARG_TORCH_PLUGINS APPEND .cc OUTPUT_VARIABLE torch_plugin_sources)
    set(torch_sources ${ARG_TORCH_SOURCES} ${torch_plugin_sources})
    list(APPEND words ${ARG_TORCH_PLUGINS})
  endif()

  add_library(${target} STATIC ${plain_sources} ${torch_sources})
  add_library(swapbench::${name} ALIAS ${target})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/toolkit
                             PRIVATE ${PROJECT_BINARY_DIR}/generated)
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE} swapbench_warnings)
  if(torch_sources)
    target_link_libraries(${target} PRIVATE swapbench_torch)
    if(name STREQUAL "nets")
      target_precompile_headers(${target} PRIVATE torch.h)
    else()
      target_precompile_headers(${target} REUSE_FROM swapbench_nets)
    endif()
    set_source_files_properties(${plain_sources} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    # Reading that header takes as long as a file of ours: several files share one reading.
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    set_source_files_properties(${torch_sources} PROPERTIES UNITY_GROUP torch)
  else()
    if(name MATCHES "^(core|stats)$")   # they know no images
      target_precompile_headers(${target} REUSE_FROM swapbench_common)
    else()
      target_precompile_headers(${target} REUSE_FROM swapbench_common_images)
    endif()
  endif()

  if(words)
    list(SORT words)
    list(TRANSFORM words REPLACE "(.+)" "SWAPBENCH_PLUGIN(\\1)\n" OUTPUT_VARIABLE lines)
    list(JOIN lines "" text)
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/${name}/plugins.def CONTENT "${text}" @ONLY)
  endif()
endfunction()

# Tests mirror the modules: every tests/<name>/*_test.cc becomes one GoogleTest binary.
#   swapbench_tests(stats LINK swapbench::stats [DEFINE NAME=VALUE ...] [OPTIONS -W...] [TORCH])
# TORCH: its tests call LibTorch themselves, where there is one.
function(swapbench_tests name)
  cmake_parse_arguments(ARG "TORCH" "" "LINK;DEFINE;OPTIONS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*_test.cc
       ${CMAKE_CURRENT_SOURCE_DIR}/${name}/fixtures.cc)
  if(NOT sources)
    return()
  endif()
  set(target test_${name})
  add_executable(${target} ${sources})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests ${PROJECT_BINARY_DIR}/generated)
  target_compile_definitions(${target} PRIVATE
    SWAPBENCH_SOURCE_DIR="${PROJECT_SOURCE_DIR}" ${ARG_DEFINE})
  # Under the sanitizers optimising the tests themselves would take longer than running them.
  target_compile_options(${target} PRIVATE $<$<BOOL:${SWAPBENCH_SANITIZE}>:-O0> ${ARG_OPTIONS})
  target_link_libraries(${target} PRIVATE ${ARG_LINK} GTest::gmock GTest::gtest_main swapbench_warnings)
  # Tests name their helpers as they like: no two files share a compilation.
  set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
  # GoogleTest's headers take longer than most tests: the first binary compiles them for all that
  # share its flags.
  if(ARG_TORCH AND SWAPBENCH_WITH_TORCH)
    target_link_libraries(${target} PRIVATE swapbench_torch)
  elseif(name STREQUAL "core")
    target_precompile_headers(${target} PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
  else()
    target_precompile_headers(${target} REUSE_FROM test_core)
  endif()
  # One process a binary: loading LibTorch for each of several hundred tests takes minutes.
  add_test(NAME ${name} COMMAND ${target})
  set_tests_properties(${name} PROPERTIES TIMEOUT 900)
endfunction()
