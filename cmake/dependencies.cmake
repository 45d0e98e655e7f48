# Finds what the module needs besides ns-3, in both ways of building it. As files, not as imported
# targets: ns-3.36 links them in directories that do not see the targets of a module.
#
# Sets
#   dependency_includes   header directories
#   dependency_files      libraries to link
#   missing_packages      the Debian packages of what was not found, separated by spaces
#   gtest_files           GoogleTest's library, or empty when it was not found
#   gtest_includes        its header directory

set(dependency_includes)
set(dependency_files)
set(missing_packages)

# Looks for HEADER and, where one is named, for the library NAME; both are in Debian's PACKAGE.
macro(need package header)
  set(files SYNTHETIC_TRAFFIC_${package}_INCLUDE_DIR)
  find_path(SYNTHETIC_TRAFFIC_${package}_INCLUDE_DIR ${header})
  list(APPEND dependency_includes ${SYNTHETIC_TRAFFIC_${package}_INCLUDE_DIR})
  if(${ARGC} GREATER 2)
    list(APPEND files SYNTHETIC_TRAFFIC_${package}_LIBRARY)
    find_library(SYNTHETIC_TRAFFIC_${package}_LIBRARY ${ARGV2})
    list(APPEND dependency_files ${SYNTHETIC_TRAFFIC_${package}_LIBRARY})
  endif()
  mark_as_advanced(${files})
  foreach(file ${files})
    if(NOT ${file})
      list(APPEND missing_packages ${package})
    endif()
  endforeach()
endmacro()

need(libboost-graph-dev boost/graph/adjacency_list.hpp)
need(nlohmann-json3-dev nlohmann/json.hpp)
need(libpugixml-dev pugixml.hpp pugixml)
need(libmd-dev md5.h md)

list(REMOVE_DUPLICATES dependency_includes)
list(REMOVE_DUPLICATES missing_packages)
list(JOIN missing_packages " " missing_packages)

find_path(SYNTHETIC_TRAFFIC_GTEST_INCLUDE_DIR gtest/gtest.h)
find_library(SYNTHETIC_TRAFFIC_GTEST_LIBRARY gtest)
mark_as_advanced(SYNTHETIC_TRAFFIC_GTEST_INCLUDE_DIR SYNTHETIC_TRAFFIC_GTEST_LIBRARY)
set(gtest_files)
set(gtest_includes)
if(SYNTHETIC_TRAFFIC_GTEST_INCLUDE_DIR AND SYNTHETIC_TRAFFIC_GTEST_LIBRARY)
  set(gtest_files ${SYNTHETIC_TRAFFIC_GTEST_LIBRARY})
  set(gtest_includes ${SYNTHETIC_TRAFFIC_GTEST_INCLUDE_DIR})
endif()
