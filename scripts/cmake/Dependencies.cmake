# Every third-party library, each with one home (see the module that links it). All are Debian 12 packages.
find_package(Boost 1.74 REQUIRED COMPONENTS program_options)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(TBB REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(OpenCV 4.6 REQUIRED COMPONENTS core imgproc imgcodecs photo dnn img_hash videoio objdetect)
find_package(dlib REQUIRED)
find_package(benchmark REQUIRED)
find_package(GTest REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(hdf5 REQUIRED IMPORTED_TARGET hdf5)
find_package(Protobuf REQUIRED)

# OpenCV's targets carry their include folder as a plain one.
add_library(swapbench_opencv INTERFACE)
target_include_directories(swapbench_opencv SYSTEM INTERFACE ${OpenCV_INCLUDE_DIRS})
target_link_libraries(swapbench_opencv INTERFACE opencv_core opencv_imgproc opencv_imgcodecs)

swapbench_common_headers(swapbench_common)
swapbench_common_headers(swapbench_common_images)
target_precompile_headers(swapbench_common_images PRIVATE <opencv2/core.hpp>)
target_link_libraries(swapbench_common_images PRIVATE swapbench_opencv)

# ONNX's protobuf classes; LibTorch loads the same library, so the process holds one copy of onnx.proto.
add_library(swapbench_onnx INTERFACE)
target_compile_definitions(swapbench_onnx INTERFACE ONNX_ML=1 ONNX_NAMESPACE=onnx)
target_link_libraries(swapbench_onnx INTERFACE onnx_proto protobuf::libprotobuf)

set(SWAPBENCH_TORCH_VERSION none)
if(SWAPBENCH_WITH_TORCH)
  find_package(Torch REQUIRED)
  set(SWAPBENCH_TORCH_VERSION ${Torch_VERSION})
  add_library(swapbench_torch INTERFACE)
  target_include_directories(swapbench_torch SYSTEM INTERFACE ${TORCH_INCLUDE_DIRS})
  target_link_libraries(swapbench_torch INTERFACE ${TORCH_LIBRARIES})
endif()

# Written at every build, changed only when the sources or the commit did.
set(build_info_header ${PROJECT_BINARY_DIR}/generated/core/build_info_generated.h)
add_custom_target(swapbench_build_info_header BYPRODUCTS ${build_info_header}
  COMMAND ${CMAKE_COMMAND} -DSOURCE_DIR=${PROJECT_SOURCE_DIR} -DOUTPUT=${build_info_header}
    -DVERSION=${PROJECT_VERSION} "-DCOMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}"
    -DBUILD_TYPE=${CMAKE_BUILD_TYPE} -DTORCH_VERSION=${SWAPBENCH_TORCH_VERSION}
    -P ${PROJECT_SOURCE_DIR}/scripts/cmake/build_info.cmake)
add_library(swapbench_build_info INTERFACE)
add_dependencies(swapbench_build_info swapbench_build_info_header)
