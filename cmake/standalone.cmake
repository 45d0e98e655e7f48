# The build outside an ns-3 tree: library, command, examples, tests and installation.

include(GNUInstallDirs)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Build type" FORCE)
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_INSTALL_RPATH $ORIGIN/../${CMAKE_INSTALL_LIBDIR})

find_program(CCACHE_PROGRAM ccache)
mark_as_advanced(CCACHE_PROGRAM)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Clones in other directories share what they have in common.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}
                                  CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM}
  )
endif()

set(SYNTHETIC_TRAFFIC_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined")
option(SYNTHETIC_TRAFFIC_FUZZ "Build the fuzz targets of test/fuzz, which takes clang" OFF)
add_compile_options(-Wall -Wextra)
if(SYNTHETIC_TRAFFIC_SANITIZE)
  # What they find ends the program. Standard containers check their indices, too.
  add_compile_options(
    -fsanitize=${SYNTHETIC_TRAFFIC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    -D_GLIBCXX_ASSERTIONS
  )
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    add_compile_options(
      -fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/utils/sanitizer-ignorelist.txt
    )
  endif()
  add_link_options(-fsanitize=${SYNTHETIC_TRAFFIC_SANITIZE})
endif()

include(cmake/dependencies.cmake)
if(missing_packages)
  message(FATAL_ERROR "Libraries are missing: install ${missing_packages} (Debian packages)")
endif()
include(cmake/find-ns3.cmake)

# Our headers as "ns3/<name>.h", the way ns-3 shows its own.
set(header_stubs ${PROJECT_BINARY_DIR}/include)
set(module_header_lines)
foreach(header ${headers})
  get_filename_component(name ${header} NAME)
  file(CONFIGURE OUTPUT ${header_stubs}/ns3/${name}
       CONTENT "#include \"${PROJECT_SOURCE_DIR}/${header}\"\n"
  )
  string(APPEND module_header_lines "#include \"ns3/${name}\"\n")
endforeach()
set(module_header ${header_stubs}/ns3/synthetic-traffic-module.h)
file(CONFIGURE OUTPUT ${module_header} CONTENT "#ifndef NS3_MODULE_SYNTHETIC_TRAFFIC
#define NS3_MODULE_SYNTHETIC_TRAFFIC
${module_header_lines}#endif\n"
)

add_library(synthetic-traffic SHARED ${sources} ${headers})
add_library(synthetic-traffic::synthetic-traffic ALIAS synthetic-traffic)
target_include_directories(
  synthetic-traffic PUBLIC $<BUILD_INTERFACE:${header_stubs}>
                           $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
)
target_include_directories(synthetic-traffic SYSTEM PUBLIC ${dependency_includes})
target_link_libraries(synthetic-traffic PUBLIC synthetic-traffic::ns3 PRIVATE ${dependency_files})

enable_testing()
add_subdirectory(utils)
if(SYNTHETIC_TRAFFIC_FUZZ)
  # libFuzzer is to see which branches the readers take.
  foreach(part synthetic-traffic synthetic-traffic-check synthetic-traffic-compare)
    target_compile_options(${part} PRIVATE -fsanitize=fuzzer-no-link)
  endforeach()
endif()
add_subdirectory(examples)
add_subdirectory(test)

include(cmake/install.cmake)
