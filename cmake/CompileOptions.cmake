# Flags for every target of ours and, where they change results, of the dependencies too.
# No contraction to fused multiply-add: native and wasm must compute the same floats.
add_compile_options(-ffp-contract=off)

if(EMSCRIPTEN)
  add_compile_options(-msimd128 -mnontrapping-fptoint)
  # Newer Node versions no longer know the flag, older ones need it to load wasm from a path.
  find_program(ISOTHERM_NODE NAMES node nodejs REQUIRED)
  execute_process(COMMAND ${ISOTHERM_NODE} --no-experimental-fetch -e "" RESULT_VARIABLE flag_unknown OUTPUT_QUIET ERROR_QUIET)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${ISOTHERM_NODE})
  if(NOT flag_unknown)
    list(APPEND CMAKE_CROSSCOMPILING_EMULATOR --no-experimental-fetch)
  endif()
endif()

add_library(isotherm_warnings INTERFACE)
target_compile_options(isotherm_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion
  # g++ 12 at -O3 reports members of an empty std::optional, and overlaps within std::string that cannot be (GCC bug 105651)
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<BOOL:${ISOTHERM_WERROR}>:-Werror>)
