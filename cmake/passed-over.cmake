# TEMPORARY: takes the files that do not exist yet out of a list, and says so.
function(pass_over_missing list_name)
  set(present)
  foreach(file ${${list_name}})
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    if(found)
      list(APPEND present ${file})
    else()
      message(STATUS "not there yet: ${file}")
    endif()
  endforeach()
  set(${list_name} ${present} PARENT_SCOPE)
endfunction()

# A library that lacks sources yet still has programs linked to it.
add_link_options(-Wl,--allow-shlib-undefined)
