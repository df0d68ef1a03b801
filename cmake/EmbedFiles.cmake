# isotherm_embed(<target> HEADER <name.h> NAMESPACE <ns> FILES <variable>=<path>...)
# Makes <name.h> with `inline constexpr std::string_view <variable>` of each file's text, or with
# `extern const std::span<const unsigned char>` of its bytes where the variable is written BINARY:<variable>.
function(isotherm_embed target)
  cmake_parse_arguments(arg "" "HEADER;NAMESPACE" "FILES" ${ARGN})
  set(directory ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(outputs ${directory}/${arg_HEADER})
  set(paths)
  foreach(file ${arg_FILES})
    string(REGEX REPLACE "^[^=]*=" "" path ${file})
    list(APPEND paths ${path})
  endforeach()
  list(JOIN arg_FILES "|" files)
  add_custom_command(OUTPUT ${directory}/${arg_HEADER} ${directory}/${arg_HEADER}.cpp
    COMMAND ${CMAKE_COMMAND} -DHEADER=${arg_HEADER} -DDIRECTORY=${directory} -DNAMESPACE=${arg_NAMESPACE} "-DFILES=${files}" -P ${CMAKE_SOURCE_DIR}/cmake/EmbedFilesScript.cmake
    DEPENDS ${paths} ${CMAKE_SOURCE_DIR}/cmake/EmbedFilesScript.cmake VERBATIM)
  target_sources(${target} PRIVATE ${directory}/${arg_HEADER} ${directory}/${arg_HEADER}.cpp)
  target_include_directories(${target} PRIVATE ${directory})
endfunction()
