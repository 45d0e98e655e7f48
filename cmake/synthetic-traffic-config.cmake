# What find_package(synthetic-traffic) reads from an installation.

include(${CMAKE_CURRENT_LIST_DIR}/find-ns3.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/synthetic-traffic-targets.cmake)
