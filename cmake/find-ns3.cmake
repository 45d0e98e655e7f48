# Finds an installed ns-3 and defines the target synthetic-traffic::ns3 for it.
#
# The package files of ns-3 are tried first. They stop CMake when anything that they name is absent
# (Debian's libns3-dev alone names programs of package ns3 and libraries of libgsl-dev), so they
# are read before they are loaded, and headers and libraries are searched when they do not hold.

set(ns3_modules core network stats bridge traffic-control internet applications point-to-point)

option(SYNTHETIC_TRAFFIC_IGNORE_NS3_PACKAGE
       "Search the headers and libraries of ns-3 even if its CMake package is complete" OFF
)

# Sets OUTPUT to the first file that the package beside TARGETS_FILE names and that is not there.
function(first_missing_of_ns3_package targets_file output)
  set(${output} "" PARENT_SCOPE)
  get_filename_component(package_dir ${targets_file} DIRECTORY)
  get_filename_component(prefix ${package_dir}/../../.. ABSOLUTE)
  if(CMAKE_LIBRARY_ARCHITECTURE AND package_dir MATCHES "/${CMAKE_LIBRARY_ARCHITECTURE}/")
    get_filename_component(prefix ${prefix}/.. ABSOLUTE)
  endif()
  file(GLOB parts ${package_dir}/ns3Targets*.cmake)
  foreach(part ${parts})
    file(STRINGS ${part} lines
         REGEX "IMPORTED_LOCATION_|INTERFACE_LINK_LIBRARIES|INTERFACE_INCLUDE_DIRECTORIES"
    )
    string(REPLACE "\${_IMPORT_PREFIX}" "${prefix}" lines "${lines}")
    string(REGEX MATCHALL "/[^]\\;\"<>]+" paths "${lines}")
    foreach(path ${paths})
      if(NOT EXISTS "${path}")
        set(${output} "${path}" PARENT_SCOPE)
        return()
      endif()
    endforeach()
  endforeach()
endfunction()

set(use_ns3_package OFF)
if(NOT SYNTHETIC_TRAFFIC_IGNORE_NS3_PACKAGE)
  find_file(
    SYNTHETIC_TRAFFIC_NS3_TARGETS_FILE ns3Targets.cmake
    HINTS ${ns3_DIR}
    PATH_SUFFIXES lib/cmake/ns3 lib64/cmake/ns3 lib/${CMAKE_LIBRARY_ARCHITECTURE}/cmake/ns3
  )
  mark_as_advanced(SYNTHETIC_TRAFFIC_NS3_TARGETS_FILE)
  if(SYNTHETIC_TRAFFIC_NS3_TARGETS_FILE)
    first_missing_of_ns3_package(${SYNTHETIC_TRAFFIC_NS3_TARGETS_FILE} missing_file)
    if(missing_file)
      message(STATUS "ns-3: its CMake package wants ${missing_file}; searching libraries instead")
    else()
      set(use_ns3_package ON)
    endif()
  endif()
endif()

# Sets OUTPUT to what links MODULE of this ns-3, or to a NOTFOUND.
function(find_ns3_module module output)
  if(use_ns3_package)
    set(${output} ${output}-NOTFOUND PARENT_SCOPE)
    foreach(target ns3::${module} ns3::lib${module})
      if(TARGET ${target})
        set(${output} ${target} PARENT_SCOPE)
      endif()
    endforeach()
  else()
    set(versioned ns${ns3_version}-${module})
    find_library(
      SYNTHETIC_TRAFFIC_NS3_${module}
      NAMES ns3-${module} ${versioned} ${versioned}-default ${versioned}-optimized
            ${versioned}-debug
    )
    mark_as_advanced(SYNTHETIC_TRAFFIC_NS3_${module})
    set(${output} ${SYNTHETIC_TRAFFIC_NS3_${module}} PARENT_SCOPE)
  endif()
endfunction()

add_library(synthetic-traffic::ns3 INTERFACE IMPORTED)

if(use_ns3_package)
  get_filename_component(ns3_DIR ${SYNTHETIC_TRAFFIC_NS3_TARGETS_FILE} DIRECTORY)
  file(STRINGS ${SYNTHETIC_TRAFFIC_NS3_TARGETS_FILE} mpi_lines REGEX "MPI::MPI_CXX")
  if(mpi_lines)
    find_package(MPI REQUIRED COMPONENTS CXX)
  endif()
  find_package(ns3 CONFIG REQUIRED)
  set(ns3_version ${ns3_VERSION})
else()
  find_path(SYNTHETIC_TRAFFIC_NS3_INCLUDE_DIR ns3/core-module.h)
  mark_as_advanced(SYNTHETIC_TRAFFIC_NS3_INCLUDE_DIR)
  if(NOT SYNTHETIC_TRAFFIC_NS3_INCLUDE_DIR)
    message(FATAL_ERROR "ns-3 is missing: install libns3-dev (Debian package)")
  endif()
  set(version_header ${SYNTHETIC_TRAFFIC_NS3_INCLUDE_DIR}/ns3/version-defines.h)
  if(EXISTS ${version_header})
    file(READ ${version_header} version_text)
    string(REGEX REPLACE ".*VERSION_MAJOR ([0-9]+).*VERSION_MINOR ([0-9]+).*" "\\1.\\2" ns3_version
                         "${version_text}"
    )
  else()
    set(SYNTHETIC_TRAFFIC_NS3_VERSION 3.37 CACHE STRING "The version of ns-3, which does not tell")
    set(ns3_version ${SYNTHETIC_TRAFFIC_NS3_VERSION})
  endif()
  target_include_directories(
    synthetic-traffic::ns3 INTERFACE ${SYNTHETIC_TRAFFIC_NS3_INCLUDE_DIR}
  )
endif()
foreach(module ${ns3_modules})
  find_ns3_module(${module} found_module)
  if(NOT found_module)
    message(FATAL_ERROR "ns-3's ${module} library is missing: install libns3-dev (Debian package)")
  endif()
  target_link_libraries(synthetic-traffic::ns3 INTERFACE ${found_module})
endforeach()
message(STATUS "ns-3 ${ns3_version}")

# Before 3.40 ns-3 does not tell how it was built, and the layout of its classes depends on it.
if(ns3_version VERSION_LESS 3.40)
  option(SYNTHETIC_TRAFFIC_NS3_LOG "The installed ns-3 was built with NS_LOG" ON)
  option(SYNTHETIC_TRAFFIC_NS3_ASSERT "The installed ns-3 was built with NS_ASSERT" OFF)
  target_compile_definitions(
    synthetic-traffic::ns3
    INTERFACE $<$<BOOL:${SYNTHETIC_TRAFFIC_NS3_LOG}>:NS3_LOG_ENABLE>
              $<$<BOOL:${SYNTHETIC_TRAFFIC_NS3_ASSERT}>:NS3_ASSERT_ENABLE>
  )
endif()

# The C++ standard that ns-3's own headers need.
if(ns3_version VERSION_LESS 3.41)
  set(ns3_standard cxx_std_17)
elseif(ns3_version VERSION_LESS 3.46)
  set(ns3_standard cxx_std_20)
else()
  set(ns3_standard cxx_std_23)
endif()
target_compile_features(synthetic-traffic::ns3 INTERFACE ${ns3_standard})
