# isotherm_layer(<name> [DEPENDS <layer or library>...] [PRIVATE <library>...])
# One layer: src/<name>/*.cpp as the static library isotherm_<name>. What a layer may include is what it
# links; scripts/check_includes refuses the rest.
function(isotherm_layer name)
  cmake_parse_arguments(arg "" "" "DEPENDS;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.h)
  if(NOT sources)
    message(FATAL_ERROR "src/${name} is empty")
  endif()
  add_library(isotherm_${name} STATIC ${sources})
  set_target_properties(isotherm_${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_include_directories(isotherm_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(isotherm_${name} PUBLIC ${arg_DEPENDS} PRIVATE ${arg_PRIVATE} isotherm_warnings)
  # src/ throws nothing: errors are values (base/result.h).
  target_compile_options(isotherm_${name} PRIVATE -fno-exceptions -fno-rtti)
endfunction()
