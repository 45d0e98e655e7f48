# Installs the library, its headers and the files that find_package(synthetic-traffic) reads.

include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/synthetic-traffic)
install(TARGETS synthetic-traffic EXPORT synthetic-traffic-targets)
install(FILES ${headers} ${module_header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/ns3)
install(
  EXPORT synthetic-traffic-targets
  NAMESPACE synthetic-traffic::
  DESTINATION ${package_dir}
)
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/synthetic-traffic-config-version.cmake COMPATIBILITY SameMinorVersion
)
install(
  FILES cmake/find-ns3.cmake cmake/synthetic-traffic-config.cmake
        ${PROJECT_BINARY_DIR}/synthetic-traffic-config-version.cmake
  DESTINATION ${package_dir}
)
